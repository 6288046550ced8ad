package arc.infer.image.webp;

/** Turns planes into RGB: chroma is interpolated (9, 3, 3 and 1 sixteenths of the four nearest), BT.601 as in libwebp. */
final class YuvToRgb {

    private YuvToRgb() {}

    /** Returns [height, width, 3]. */
    static byte[] convert(Plane luma, Plane u, Plane v, int width, int height) {
        byte[] rgb = new byte[Math.multiplyExact(3, width * height)];
        int lastColumn = (width + 1) / 2 - 1;
        int lastRow = (height + 1) / 2 - 1;
        for (int y = 0, target = 0; y < height; y++) {
            int near = u.at(0, y / 2);
            int far = u.at(0, neighbour(y, lastRow));
            int lumaRow = luma.at(0, y);
            for (int x = 0; x < width; x++, target += 3) {
                int nearX = x / 2;
                int farX = neighbour(x, lastColumn);
                int sample = (19077 * luma.get(lumaRow + x)) >> 8;
                int uSample = between(u, near + nearX, near + farX, far + nearX, far + farX);
                int vSample = between(v, near + nearX, near + farX, far + nearX, far + farX);
                rgb[target] = clamp(sample + ((26149 * vSample) >> 8) - 14234);
                rgb[target + 1] = clamp(sample - ((6419 * uSample) >> 8) - ((13320 * vSample) >> 8) + 8708);
                rgb[target + 2] = clamp(sample + ((33050 * uSample) >> 8) - 17685);
            }
        }
        return rgb;
    }

    /** Returns the second nearest row or column of chroma. */
    private static int neighbour(int position, int last) {
        return Math.clamp(position / 2 + ((position & 1) == 0 ? -1 : 1), 0, last);
    }

    private static int between(Plane plane, int nearest, int beside, int above, int diagonal) {
        return (9 * plane.get(nearest) + 3 * plane.get(beside) + 3 * plane.get(above) + plane.get(diagonal) + 8) >> 4;
    }

    /** Rounds down from 6 bits behind the point. */
    private static byte clamp(int value) {
        return (byte) Math.clamp(value >> 6, 0, 255);
    }
}
