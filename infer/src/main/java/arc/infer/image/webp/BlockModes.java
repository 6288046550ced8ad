package arc.infer.image.webp;

/** Predicts blocks of 4x4 samples from the 13 around (RFC 6386, 12.3): each mode looks along another direction. */
final class BlockModes {

    static final int DC = 0;
    static final int TRUE_MOTION = 1;
    static final int VERTICAL = 2;
    static final int HORIZONTAL = 3;
    static final int LEFT_DOWN = 4;
    static final int RIGHT_DOWN = 5;
    static final int VERTICAL_RIGHT = 6;
    static final int VERTICAL_LEFT = 7;
    static final int HORIZONTAL_DOWN = 8;
    static final int HORIZONTAL_UP = 9;
    static final int COUNT = 10;

    // The edge: from the lowest sample on the left (0) up to the corner (4), and on to the right (5 to 12).
    private static final int CORNER = 4;
    private static final int EDGE = 13;

    private final Plane plane;
    private final int[] edge = new int[EDGE];
    private int x;
    private int y;

    BlockModes(Plane plane) {
        this.plane = plane;
    }

    /** Returns the mode that blocks of a macroblock with one mode count as having. */
    static int ofMacroblock(int mode) {
        return switch (mode) {
            case Macroblock.VERTICAL -> VERTICAL;
            case Macroblock.HORIZONTAL -> HORIZONTAL;
            case Macroblock.TRUE_MOTION -> TRUE_MOTION;
            default -> DC;
        };
    }

    /**
     * Predicts the block whose first sample is at (blockX, blockY).
     *
     * @param right the four samples above and to the right
     */
    void predict(int mode, int blockX, int blockY, int[] right) {
        x = blockX;
        y = blockY;
        for (int i = 0; i < 4; i++) {
            edge[i] = plane.get(plane.at(x - 1, y + 3 - i));
            edge[CORNER + 1 + i] = plane.get(plane.at(x + i, y - 1));
            edge[CORNER + 5 + i] = right[i];
        }
        edge[CORNER] = plane.get(plane.at(x - 1, y - 1));
        switch (mode) {
            case DC -> dc();
            case TRUE_MOTION -> MacroblockPrediction.trueMotion(plane, x, y, 4);
            case VERTICAL -> vertical();
            case HORIZONTAL -> horizontal();
            case LEFT_DOWN -> leftDown();
            case RIGHT_DOWN -> rightDown();
            case VERTICAL_RIGHT -> verticalRight();
            case VERTICAL_LEFT -> verticalLeft();
            case HORIZONTAL_DOWN -> horizontalDown();
            case HORIZONTAL_UP -> horizontalUp();
            default -> throw new IllegalArgumentException("no mode " + mode);
        }
    }

    private void dc() {
        int sum = 4;
        for (int i = 0; i < 4; i++) {
            sum += edge[i] + edge[CORNER + 1 + i];
        }
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                set(row, column, sum >> 3);
            }
        }
    }

    private void vertical() {
        for (int column = 0; column < 4; column++) {
            int value = smooth(CORNER + 1 + column);
            for (int row = 0; row < 4; row++) {
                set(row, column, value);
            }
        }
    }

    private void horizontal() {
        for (int row = 0; row < 4; row++) {
            // The lowest row has nothing below on its left: that sample counts twice.
            int value = row < 3 ? smooth(3 - row) : (edge[1] + 3 * edge[0] + 2) >> 2;
            for (int column = 0; column < 4; column++) {
                set(row, column, value);
            }
        }
    }

    private void leftDown() {
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                int i = row + column;
                set(row, column, i < 6
                        ? smooth(CORNER + 2 + i)
                        : (edge[EDGE - 2] + 3 * edge[EDGE - 1] + 2) >> 2);
            }
        }
    }

    private void rightDown() {
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 4; column++) {
                set(row, column, smooth(CORNER - row + column));
            }
        }
    }

    private void verticalRight() {
        set(3, 0, smooth(2));
        set(2, 0, smooth(3));
        for (int column = 0; column < 4; column++) {
            int odd = smooth(CORNER + column);
            int even = mean(CORNER + column);
            set(1, column, odd);
            set(0, column, even);
            if (column < 3) {
                set(3, column + 1, odd);
                set(2, column + 1, even);
            }
        }
    }

    private void verticalLeft() {
        for (int column = 0; column < 4; column++) {
            set(0, column, mean(CORNER + 1 + column));
            set(1, column, smooth(CORNER + 2 + column));
        }
        for (int column = 0; column < 3; column++) {
            set(2, column, mean(CORNER + 2 + column));
            set(3, column, smooth(CORNER + 3 + column));
        }
        set(2, 3, smooth(CORNER + 6));
        set(3, 3, smooth(CORNER + 7));
    }

    private void horizontalDown() {
        for (int row = 0; row < 4; row++) {
            set(row, 0, mean(3 - row));
            set(row, 1, smooth(CORNER - row));
        }
        for (int row = 1; row < 4; row++) {
            set(row, 2, mean(CORNER - row));
            set(row, 3, smooth(CORNER + 1 - row));
        }
        set(0, 2, smooth(CORNER + 1));
        set(0, 3, smooth(CORNER + 2));
    }

    private void horizontalUp() {
        int lowest = edge[0];
        set(0, 0, mean(2));
        set(0, 1, smooth(2));
        set(0, 2, mean(1));
        set(1, 0, mean(1));
        set(0, 3, smooth(1));
        set(1, 1, smooth(1));
        set(1, 2, mean(0));
        set(2, 0, mean(0));
        int last = (edge[1] + 3 * lowest + 2) >> 2;
        set(1, 3, last);
        set(2, 1, last);
        for (int column = 0; column < 4; column++) {
            set(3, column, lowest);
        }
        set(2, 2, lowest);
        set(2, 3, lowest);
    }

    /** Returns the mean of a sample of the edge and the next. */
    private int mean(int i) {
        return (edge[i] + edge[i + 1] + 1) >> 1;
    }

    /** Returns a sample of the edge, smoothed with those on both sides. */
    private int smooth(int i) {
        return (edge[i - 1] + 2 * edge[i] + edge[i + 1] + 2) >> 2;
    }

    private void set(int row, int column, int value) {
        plane.set(plane.at(x + column, y + row), value);
    }
}
