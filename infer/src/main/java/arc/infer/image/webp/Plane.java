package arc.infer.image.webp;

import java.util.Arrays;

/**
 * Holds the samples of one plane, with the border that predictions at the edge of a frame look at (RFC 6386, 12.2): 127
 * above, 129 to the left.
 */
final class Plane {

    private static final int LEFT = 1;
    private static final int RIGHT = 4; // the last block of the first row looks at four samples more

    final byte[] samples;
    final int stride;

    Plane(int width, int height) {
        stride = LEFT + width + RIGHT;
        samples = new byte[Math.multiplyExact(stride, height + 1)];
        Arrays.fill(samples, 0, stride, (byte) 127);
        for (int y = 0; y < height; y++) {
            samples[at(-1, y)] = (byte) 129;
        }
    }

    /** Returns the index of a sample; x and y begin at -1. */
    int at(int x, int y) {
        return (y + 1) * stride + x + LEFT;
    }

    int get(int at) {
        return samples[at] & 0xff;
    }

    void set(int at, int value) {
        samples[at] = (byte) value;
    }

    /** Sets a sample to a value that may lie outside 0 to 255. */
    void setClamped(int at, int value) {
        samples[at] = (byte) Math.clamp(value, 0, 255);
    }

    void add(int at, int difference) {
        setClamped(at, get(at) + difference);
    }
}
