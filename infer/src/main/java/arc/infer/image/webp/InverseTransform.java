package arc.infer.image.webp;

import java.util.Arrays;

/** Turns coefficients into what is added to a prediction (RFC 6386, 14.3 and 14.4). */
final class InverseTransform {

    private InverseTransform() {}

    /** Spreads the transformed means over the first coefficients of the 16 luma blocks. */
    static void means(int[] in, int[] coefficients) {
        int[] half = new int[16];
        for (int x = 0; x < 4; x++) {
            int outer = in[x] + in[12 + x];
            int inner = in[4 + x] + in[8 + x];
            int innerDifference = in[4 + x] - in[8 + x];
            int outerDifference = in[x] - in[12 + x];
            half[x] = outer + inner;
            half[4 + x] = outerDifference + innerDifference;
            half[8 + x] = outer - inner;
            half[12 + x] = outerDifference - innerDifference;
        }
        for (int y = 0; y < 4; y++) {
            int rounded = half[4 * y] + 3;
            int outer = rounded + half[4 * y + 3];
            int inner = half[4 * y + 1] + half[4 * y + 2];
            int innerDifference = half[4 * y + 1] - half[4 * y + 2];
            int outerDifference = rounded - half[4 * y + 3];
            int block = 4 * y * 16;
            coefficients[block] = (outer + inner) >> 3;
            coefficients[block + 16] = (outerDifference + innerDifference) >> 3;
            coefficients[block + 32] = (outer - inner) >> 3;
            coefficients[block + 48] = (outerDifference - innerDifference) >> 3;
        }
    }

    /** Adds a block of 4x4 coefficients, transformed, to the plane, and makes the coefficients zero again. */
    static void add(int[] coefficients, int offset, Plane plane, int x, int y) {
        int[] half = new int[16];
        for (int i = 0; i < 4; i++) {
            int in = offset + i;
            int a = coefficients[in] + coefficients[in + 8];
            int b = coefficients[in] - coefficients[in + 8];
            int c = timesSine(coefficients[in + 4]) - timesCosine(coefficients[in + 12]);
            int d = timesCosine(coefficients[in + 4]) + timesSine(coefficients[in + 12]);
            half[4 * i] = a + d;
            half[4 * i + 1] = b + c;
            half[4 * i + 2] = b - c;
            half[4 * i + 3] = a - d;
        }
        for (int row = 0; row < 4; row++) {
            int rounded = half[row] + 4;
            int a = rounded + half[8 + row];
            int b = rounded - half[8 + row];
            int c = timesSine(half[4 + row]) - timesCosine(half[12 + row]);
            int d = timesCosine(half[4 + row]) + timesSine(half[12 + row]);
            int at = plane.at(x, y + row);
            plane.add(at, (a + d) >> 3);
            plane.add(at + 1, (b + c) >> 3);
            plane.add(at + 2, (b - c) >> 3);
            plane.add(at + 3, (a - d) >> 3);
        }
        Arrays.fill(coefficients, offset, offset + 16, 0);
    }

    /** Multiplies by √2 cos(π/8). */
    private static int timesCosine(int value) {
        return value + ((value * 20091) >> 16);
    }

    /** Multiplies by √2 sin(π/8). */
    private static int timesSine(int value) {
        return (value * 35468) >> 16;
    }
}
