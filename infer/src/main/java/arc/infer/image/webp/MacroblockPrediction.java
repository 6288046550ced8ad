package arc.infer.image.webp;

import java.util.Arrays;

/** Predicts whole macroblocks from the samples above and to the left (RFC 6386, 12.2 and 12.3). */
final class MacroblockPrediction {

    private MacroblockPrediction() {}

    /**
     * Predicts a square.
     *
     * @param log2Size 4 for luma, 3 for chroma
     */
    static void predict(int mode, Plane plane, int x, int y, int log2Size) {
        int size = 1 << log2Size;
        switch (mode) {
            case Macroblock.DC -> fill(plane, x, y, size, mean(plane, x, y, log2Size));
            case Macroblock.VERTICAL -> {
                for (int row = 0; row < size; row++) {
                    System.arraycopy(plane.samples, plane.at(x, y - 1), plane.samples, plane.at(x, y + row), size);
                }
            }
            case Macroblock.HORIZONTAL -> {
                for (int row = 0; row < size; row++) {
                    int at = plane.at(x, y + row);
                    Arrays.fill(plane.samples, at, at + size, plane.samples[at - 1]);
                }
            }
            case Macroblock.TRUE_MOTION -> trueMotion(plane, x, y, size);
            default -> throw new IllegalArgumentException("no mode " + mode);
        }
    }

    /** Predicts left + above - corner. */
    static void trueMotion(Plane plane, int x, int y, int size) {
        int above = plane.at(x, y - 1);
        int corner = plane.get(above - 1);
        for (int row = 0; row < size; row++) {
            int at = plane.at(x, y + row);
            int difference = plane.get(at - 1) - corner;
            for (int column = 0; column < size; column++) {
                plane.setClamped(at + column, plane.get(above + column) + difference);
            }
        }
    }

    /** Returns the mean of the samples above and to the left that are inside of the frame; 128 when none is. */
    private static int mean(Plane plane, int x, int y, int log2Size) {
        int size = 1 << log2Size;
        int sum = 0;
        int shift = log2Size - 1;
        if (y > 0) {
            int above = plane.at(x, y - 1);
            for (int i = 0; i < size; i++) {
                sum += plane.get(above + i);
            }
            shift++;
        }
        if (x > 0) {
            for (int i = 0; i < size; i++) {
                sum += plane.get(plane.at(x - 1, y + i));
            }
            shift++;
        }
        return shift < log2Size ? 128 : (sum + (1 << (shift - 1))) >> shift;
    }

    private static void fill(Plane plane, int x, int y, int size, int value) {
        for (int row = 0; row < size; row++) {
            int at = plane.at(x, y + row);
            Arrays.fill(plane.samples, at, at + size, (byte) value);
        }
    }
}
