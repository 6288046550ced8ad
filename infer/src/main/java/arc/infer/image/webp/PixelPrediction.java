package arc.infer.image.webp;

/** Predicts a pixel from its left, upper, upper right and upper left neighbours (WebP Lossless, 4.1). */
final class PixelPrediction {

    static final int BLACK = 0xff000000;

    private PixelPrediction() {}

    static int predict(int mode, int left, int top, int topRight, int topLeft) {
        return switch (mode) {
            case 1 -> left;
            case 2 -> top;
            case 3 -> topRight;
            case 4 -> topLeft;
            case 5 -> mean(mean(left, topRight), top);
            case 6 -> mean(left, topLeft);
            case 7 -> mean(left, top);
            case 8 -> mean(topLeft, top);
            case 9 -> mean(top, topRight);
            case 10 -> mean(mean(left, topLeft), mean(top, topRight));
            case 11 -> select(left, top, topLeft);
            case 12 -> perChannel(left, top, topLeft, false);
            case 13 -> perChannel(mean(left, top), 0, topLeft, true);
            default -> BLACK; // 0, and two that do not exist
        };
    }

    /** Adds two pixels, each channel for itself, modulo 256. */
    static int add(int a, int b) {
        int alphaGreen = (a & 0xff00ff00) + (b & 0xff00ff00);
        int redBlue = (a & 0x00ff00ff) + (b & 0x00ff00ff);
        return (alphaGreen & 0xff00ff00) | (redBlue & 0x00ff00ff);
    }

    /** Returns the mean of each channel, rounded down. */
    private static int mean(int a, int b) {
        return (((a ^ b) & 0xfefefefe) >>> 1) + (a & b);
    }

    /** Returns the neighbour that is nearer to left + top - topLeft; the top one when both are as near. */
    private static int select(int left, int top, int topLeft) {
        int leftIsOff = 0;
        int topIsOff = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            leftIsOff += Math.abs(channel(top, shift) - channel(topLeft, shift));
            topIsOff += Math.abs(channel(left, shift) - channel(topLeft, shift));
        }
        return leftIsOff < topIsOff ? left : top;
    }

    /** Returns a + b - c, or a + (a - c) / 2, between 0 and 255, of each channel. */
    private static int perChannel(int a, int b, int c, boolean half) {
        int predicted = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int first = channel(a, shift);
            int third = channel(c, shift);
            int value = half ? first + (first - third) / 2 : first + channel(b, shift) - third;
            predicted |= Math.clamp(value, 0, 255) << shift;
        }
        return predicted;
    }

    private static int channel(int pixel, int shift) {
        return (pixel >>> shift) & 0xff;
    }
}
