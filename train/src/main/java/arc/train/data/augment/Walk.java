package arc.train.data.augment;

/**
 * Says which point of a picture each pixel of another shows, with 16 bits after the point, and samples it there: bilinear,
 * with weights of 8 bits. Points outside show the nearest of the edge.
 *
 * @param startX column for the first pixel
 * @param startY row for the first pixel
 * @param rightX what a step to the right adds to the column
 * @param rightY what a step to the right adds to the row
 * @param downX what a step down adds to the column
 * @param downY what a step down adds to the row
 */
record Walk(int startX, int startY, int rightX, int rightY, int downX, int downY) {

    /** Returns a picture of the same size. */
    Samples over(Samples in) {
        int[] pairs = pairs(in);
        byte[] out = new byte[in.values().length];
        for (int y = 0; y < in.height(); y++) {
            if (in.channels() == 1) {
                greyRow(pairs, in.width(), in.height(), y, out);
            } else {
                colourRow(pairs, in.width(), in.height(), y, out);
            }
        }
        return new Samples(in.width(), in.height(), in.channels(), out);
    }

    /** Puts each sample and the one below it, or itself again at the bottom, into one number: one multiplication for both. */
    private static int[] pairs(Samples in) {
        byte[] values = in.values();
        int row = in.width() * in.channels();
        int[] pairs = new int[values.length];
        for (int i = 0; i < values.length - row; i++) {
            pairs[i] = ((values[i] & 255) << 16) | (values[i + row] & 255);
        }
        for (int i = values.length - row; i < values.length; i++) {
            pairs[i] = (values[i] & 255) * 0x10001;
        }
        return pairs;
    }

    private void greyRow(int[] pairs, int width, int height, int y, byte[] out) {
        int lastX = (width - 1) << 16;
        int lastY = (height - 1) << 16;
        int fromX = startX + y * downX;
        int fromY = startY + y * downY;
        int target = y * width;
        for (int x = 0; x < width; x++) {
            int pointX = Math.max(0, Math.min(fromX, lastX));
            int pointY = Math.max(0, Math.min(fromY, lastY));
            int left = (pointY >> 16) * width + (pointX >> 16);
            int right = Math.min(left + 1, pairs.length - 1); // counts for nothing past the end of a row
            out[target + x] = mixed(pairs[left], pairs[right], (pointX >> 8) & 255, (pointY >> 8) & 255);
            fromX += rightX;
            fromY += rightY;
        }
    }

    private void colourRow(int[] pairs, int width, int height, int y, byte[] out) {
        int lastX = (width - 1) << 16;
        int lastY = (height - 1) << 16;
        int fromX = startX + y * downX;
        int fromY = startY + y * downY;
        int target = 3 * y * width;
        for (int x = 0; x < width; x++, target += 3) {
            int pointX = Math.max(0, Math.min(fromX, lastX));
            int pointY = Math.max(0, Math.min(fromY, lastY));
            int left = 3 * ((pointY >> 16) * width + (pointX >> 16));
            int right = Math.min(left + 3, pairs.length - 3);
            int partX = (pointX >> 8) & 255;
            int partY = (pointY >> 8) & 255;
            out[target] = mixed(pairs[left], pairs[right], partX, partY);
            out[target + 1] = mixed(pairs[left + 1], pairs[right + 1], partX, partY);
            out[target + 2] = mixed(pairs[left + 2], pairs[right + 2], partX, partY);
            fromX += rightX;
            fromY += rightY;
        }
    }

    private static byte mixed(int left, int right, int partX, int partY) {
        int columns = left * (256 - partX) + right * partX; // 16 bits for the upper row, 16 for the lower
        int upper = columns >>> 16;
        int lower = columns & 0xffff;
        return (byte) (((upper << 8) + (lower - upper) * partY + (1 << 15)) >> 16);
    }
}
