package arc.infer.projection;

import java.util.Arrays;

/**
 * Divides the plane into quarters, or space into eighths, again and again, down to cells of few points. Points are
 * sorted by the cells that they are in (Morton order), so that a cell is a range of them; cells follow in depth first
 * order, each with the number of the one after its last descendant. A cell that has a single part is that part.
 */
final class SpaceTree {

    /** Most points that the order has room for. */
    static final int MOST_POINTS = 1 << 20;

    /** Cells of no more points are not divided. */
    private static final int BUCKET = 8;

    private static final int INDEX_BITS = 20;
    private static final int KEY_BITS = 42;

    private final int dims;
    private final int depthMost;
    private final long[] keys; // cell, then index
    private final int[] order; // by place in the order: which point
    private final double[][] sorted; // [3][n]: coordinates by place; the third is zero in the plane
    private final int[] begins; // by cell, as all that follow
    private final int[] ends;
    private final int[] nexts;
    private final double[] squaredWidths; // zero for points that can't be told apart
    private final double[][] centres; // [3]: of mass
    private double extent;
    private int cells;

    SpaceTree(int points, int dims) {
        if (points > MOST_POINTS) {
            throw new IllegalArgumentException("points must be <= " + MOST_POINTS + ", got " + points);
        }
        this.dims = dims;
        this.depthMost = KEY_BITS / dims;
        this.keys = new long[points];
        this.order = new int[points];
        this.sorted = new double[3][points];
        this.begins = new int[2 * points];
        this.ends = new int[2 * points];
        this.nexts = new int[2 * points];
        this.squaredWidths = new double[2 * points];
        this.centres = new double[3][2 * points];
    }

    /** Sorts points anew; {@code positions}: [n, dims], finite. */
    void build(double[] positions) {
        double[] least = new double[dims];
        double[] most = new double[dims];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(most, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < positions.length; i++) {
            least[i % dims] = Math.min(least[i % dims], positions[i]);
            most[i % dims] = Math.max(most[i % dims], positions[i]);
        }
        extent = 0;
        for (int dim = 0; dim < dims; dim++) {
            extent = Math.max(extent, most[dim] - least[dim]);
        }
        double scale = extent > 0 ? ((1 << depthMost) - 1) / extent : 0;
        for (int i = 0; i < keys.length; i++) {
            long key = 0;
            for (int dim = 0; dim < dims; dim++) {
                key |= spread((long) ((positions[i * dims + dim] - least[dim]) * scale)) << dim;
            }
            keys[i] = (key << INDEX_BITS) | i;
        }
        Arrays.sort(keys);
        for (int place = 0; place < keys.length; place++) {
            order[place] = (int) (keys[place] & (MOST_POINTS - 1));
            for (int dim = 0; dim < dims; dim++) {
                sorted[dim][place] = positions[order[place] * dims + dim];
            }
        }
        cells = 0;
        divide(0, keys.length, 0);
    }

    /** Puts {@code dims - 1} zeros between the bits of a coordinate. */
    private long spread(long coordinate) {
        long bits = 0;
        for (int bit = 0; bit < depthMost; bit++) {
            bits |= ((coordinate >> bit) & 1) << (bit * dims);
        }
        return bits;
    }

    private int part(int place, int depth) {
        return (int) (keys[place] >> (INDEX_BITS + dims * (depthMost - 1 - depth))) & ((1 << dims) - 1);
    }

    private void divide(int from, int to, int atDepth) {
        int depth = atDepth;
        while (depth < depthMost && part(from, depth) == part(to - 1, depth)) {
            depth++;
        }
        int cell = cells++;
        begins[cell] = from;
        ends[cell] = to;
        double width = depth == depthMost ? 0 : Math.scalb(extent, -depth);
        squaredWidths[cell] = width * width;
        for (int dim = 0; dim < dims; dim++) {
            double sum = 0;
            for (int place = from; place < to; place++) {
                sum += sorted[dim][place];
            }
            centres[dim][cell] = sum / (to - from);
        }
        if (to - from > BUCKET && depth < depthMost) {
            int begin = from;
            for (int place = from + 1; place <= to; place++) {
                if (place == to || part(place, depth) != part(begin, depth)) {
                    divide(begin, place, depth + 1);
                    begin = place;
                }
            }
        }
        nexts[cell] = cells;
    }

    int cells() {
        return cells;
    }

    /** Returns which point is at a place. */
    int point(int place) {
        return order[place];
    }

    /** Returns the coordinates by place, without a copy. */
    double[] sorted(int dim) {
        return sorted[dim];
    }

    /** Returns the centres of mass by cell, without a copy. */
    double[] centres(int dim) {
        return centres[dim];
    }

    int begin(int cell) {
        return begins[cell];
    }

    int end(int cell) {
        return ends[cell];
    }

    /** Returns the cell that follows when this one is not looked into. */
    int next(int cell) {
        return nexts[cell];
    }

    boolean isLeaf(int cell) {
        return nexts[cell] == cell + 1;
    }

    /** Returns the square of the width; zero where the points of the cell can't be told apart. */
    double squaredWidth(int cell) {
        return squaredWidths[cell];
    }
}
