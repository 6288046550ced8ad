package arc.infer.image.webp;

/** Smooths the edges between blocks and between macroblocks (RFC 6386, 15), after all of a frame is predicted. */
final class LoopFilter {

    private final FrameHeader header;
    private final Plane luma;
    private final Plane u;
    private final Plane v;

    LoopFilter(FrameHeader header, Plane luma, Plane u, Plane v) {
        this.header = header;
        this.luma = luma;
        this.u = u;
        this.v = v;
    }

    /**
     * Filters the edges of one macroblock; those above and to the left must be done.
     *
     * @param level how strongly, 0 to 63
     * @param inside whether the edges between its blocks are filtered, too
     */
    void filter(int column, int row, int level, boolean inside) {
        if (level == 0) {
            return;
        }
        int inner = level;
        if (header.sharpness > 0) {
            inner >>= header.sharpness > 4 ? 2 : 1;
            inner = Math.min(inner, 9 - header.sharpness);
        }
        inner = Math.max(inner, 1);
        int edge = 2 * level + inner;
        int at = luma.at(16 * column, 16 * row);
        if (header.simpleFilter) {
            simple(at, 1, luma.stride, column > 0, inside, edge);
            simple(at, luma.stride, 1, row > 0, inside, edge);
            return;
        }
        int highVariance = level >= 40 ? 2 : level >= 15 ? 1 : 0;
        int chromaAt = u.at(8 * column, 8 * row);
        normal(luma, at, 1, luma.stride, 16, column > 0, inside, edge, inner, highVariance);
        normal(u, chromaAt, 1, u.stride, 8, column > 0, inside, edge, inner, highVariance);
        normal(v, chromaAt, 1, v.stride, 8, column > 0, inside, edge, inner, highVariance);
        normal(luma, at, luma.stride, 1, 16, row > 0, inside, edge, inner, highVariance);
        normal(u, chromaAt, u.stride, 1, 8, row > 0, inside, edge, inner, highVariance);
        normal(v, chromaAt, v.stride, 1, 8, row > 0, inside, edge, inner, highVariance);
    }

    /** Filters across the edges of luma in one direction: {@code across} steps over an edge, {@code along} follows it. */
    private void simple(int at, int across, int along, boolean outside, boolean inside, int edge) {
        for (int i = outside ? 0 : 4; i < (inside ? 16 : 4); i += 4) {
            int limit = 2 * (i == 0 ? edge + 4 : edge) + 1;
            for (int k = 0; k < 16; k++) {
                int p = at + i * across + k * along;
                if (step(luma, p, across) <= limit) {
                    filterTwo(luma, p, across);
                }
            }
        }
    }

    private static void normal(Plane plane, int at, int across, int along, int size, boolean outside, boolean inside,
            int edge, int inner, int highVariance) {
        for (int i = outside ? 0 : 4; i < (inside ? size : 4); i += 4) {
            int limit = 2 * (i == 0 ? edge + 4 : edge) + 1;
            for (int k = 0; k < size; k++) {
                int p = at + i * across + k * along;
                if (step(plane, p, across) > limit || !isSmooth(plane, p, across, inner)) {
                    continue;
                }
                if (difference(plane, p - 2 * across, p - across) > highVariance
                        || difference(plane, p + across, p) > highVariance) {
                    filterTwo(plane, p, across);
                } else if (i == 0) {
                    filterSix(plane, p, across);
                } else {
                    filterFour(plane, p, across);
                }
            }
        }
    }

    /** Returns how high the step at an edge is. */
    private static int step(Plane plane, int p, int across) {
        return 4 * difference(plane, p - across, p) + difference(plane, p - 2 * across, p + across);
    }

    /** Says whether neighbours on both sides of an edge differ by no more than {@code inner}. */
    private static boolean isSmooth(Plane plane, int p, int across, int inner) {
        return difference(plane, p - 4 * across, p - 3 * across) <= inner
                && difference(plane, p - 3 * across, p - 2 * across) <= inner
                && difference(plane, p - 2 * across, p - across) <= inner
                && difference(plane, p + 3 * across, p + 2 * across) <= inner
                && difference(plane, p + 2 * across, p + across) <= inner
                && difference(plane, p + across, p) <= inner;
    }

    private static int difference(Plane plane, int a, int b) {
        return Math.abs(plane.get(a) - plane.get(b));
    }

    private static void filterTwo(Plane plane, int p, int across) {
        int outer = signed(plane.get(p - 2 * across) - plane.get(p + across));
        int a = 3 * (plane.get(p) - plane.get(p - across)) + outer;
        plane.add(p - across, eighth(a + 3));
        plane.add(p, -eighth(a + 4));
    }

    private static void filterFour(Plane plane, int p, int across) {
        int a = 3 * (plane.get(p) - plane.get(p - across));
        int right = eighth(a + 4);
        int outer = (right + 1) >> 1;
        plane.add(p - 2 * across, outer);
        plane.add(p - across, eighth(a + 3));
        plane.add(p, -right);
        plane.add(p + across, -outer);
    }

    private static void filterSix(Plane plane, int p, int across) {
        int outer = signed(plane.get(p - 2 * across) - plane.get(p + across));
        int a = signed(3 * (plane.get(p) - plane.get(p - across)) + outer);
        for (int i = 0, weight = 27; i < 3; i++, weight -= 9) {
            int change = (weight * a + 63) >> 7;
            plane.add(p - (i + 1) * across, change);
            plane.add(p + i * across, -change);
        }
    }

    private static int signed(int value) {
        return Math.clamp(value, -128, 127);
    }

    /** Returns an eighth, rounded down, of a value that is first brought between -128 and 127. */
    private static int eighth(int value) {
        return Math.clamp(value >> 3, -16, 15);
    }
}
