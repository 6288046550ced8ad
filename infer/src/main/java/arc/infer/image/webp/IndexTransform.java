package arc.infer.image.webp;

/** Replaces indexes, several of which may share a pixel, by the colours of a table (WebP Lossless, 4.4). */
final class IndexTransform implements Transform {

    private final int width;
    private final int height;
    private final int bits;
    private final int[] colours;

    /** Takes the table: the fewer colours it has, the more indexes share a pixel. */
    IndexTransform(int width, int height, int[] colours) {
        this.width = width;
        this.height = height;
        this.colours = colours;
        this.bits = colours.length <= 2 ? 3 : colours.length <= 4 ? 2 : colours.length <= 16 ? 1 : 0;
    }

    /** Returns how wide the picture of indexes is. */
    int packedWidth() {
        return CodedImage.parts(width, bits);
    }

    @Override
    public int[] undo(int[] packed) {
        int packedWidth = packedWidth();
        int indexBits = 8 >> bits;
        int[] argb = bits == 0 ? packed : new int[width * height];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at++) {
                int green = (packed[y * packedWidth + (x >> bits)] >> 8) & 0xff;
                int place = x & ((1 << bits) - 1);
                int index = (green >> (place * indexBits)) & ((1 << indexBits) - 1);
                argb[at] = index < colours.length ? colours[index] : 0;
            }
        }
        return argb;
    }
}
