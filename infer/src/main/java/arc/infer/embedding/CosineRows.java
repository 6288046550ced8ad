package arc.infer.embedding;

import java.util.Arrays;

/**
 * Computes the cosines of probes and gallery as a blocked matrix product, and hands them out a row at
 * a time; the whole matrix never exists.
 *
 * <p>A block of probes meets the whole gallery before the next one starts: as many probes as
 * {@value #MAX_COSINES} cosines allow, at least {@value #MIN_PROBES}. Within it each thread takes
 * {@value #GALLERY_ROWS} rows of the gallery, transposes them into panels that stay in its cache, and
 * multiplies them with all the block's probes. The results don't depend on the number of threads.
 */
public final class CosineRows {

    /** 64 MiB of cosines. */
    private static final int MAX_COSINES = 1 << 24;

    /** Fewer probes a block would leave the transposing unpaid. */
    private static final int MIN_PROBES = 60;

    /** At 512 dimensions, 256 KiB of panels. */
    private static final int GALLERY_ROWS = 128;

    /** Receives the cosines of one probe with the whole gallery. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes one row.
         *
         * @param probe the probe's row
         * @param cosines by gallery row, at most rounding beyond [-1, 1]; valid only during the call, and
         *     the callee may change them
         */
        void visit(int probe, float[] cosines);
    }

    /** Holds rows to multiply: [size, dimension], only read. */
    private static final class Factor {
        private final float[] values;
        private final int size;

        Factor(float[] values, int size) {
            this.values = values;
            this.size = size;
        }
    }

    private final Factor probes;
    private final Factor gallery;
    private final Tile tile;
    private final int dimension;

    private CosineRows(Factor probes, Factor gallery, int dimension, Tile tile) {
        this.probes = probes;
        this.gallery = gallery;
        this.tile = tile;
        this.dimension = dimension;
    }

    /**
     * Visits every probe once, in no particular order and from several threads at once.
     *
     * @throws IllegalArgumentException when the dimensions differ
     */
    public static void visit(EmbeddingSet probes, EmbeddingSet gallery, int threads, Visitor visitor) {
        visit(probes, gallery, threads, Tile.best(), visitor);
    }

    static void visit(EmbeddingSet probes, EmbeddingSet gallery, int threads, Tile tile, Visitor visitor) {
        if (probes.dimension() != gallery.dimension()) {
            throw new IllegalArgumentException("probes of " + probes.dimension() + " and a gallery of "
                    + gallery.dimension() + " dimensions have no cosines");
        }
        new CosineRows(new Factor(probes.matrix(), probes.size()), new Factor(gallery.matrix(), gallery.size()),
                probes.dimension(), tile).visitAll(threads, visitor);
    }

    /**
     * Visits the dot products of each row of a matrix with all its rows; the rows may have any length. Otherwise as
     * above.
     *
     * @param matrix [rows, dimension], only read
     */
    public static void visitDotProducts(float[] matrix, int dimension, int threads, Visitor visitor) {
        if (matrix.length == 0 || matrix.length % dimension != 0) {
            throw new IllegalArgumentException(
                    "a matrix has rows of " + dimension + " values, got " + matrix.length + " values");
        }
        Factor rows = new Factor(matrix, matrix.length / dimension);
        new CosineRows(rows, rows, dimension, Tile.best()).visitAll(threads, visitor);
    }

    private void visitAll(int threads, Visitor visitor) {
        int block = Math.min(probes.size, Math.max(MIN_PROBES, MAX_COSINES / gallery.size));
        float[][] cosines = new float[block][gallery.size];
        int galleryBlocks = Math.ceilDiv(gallery.size, GALLERY_ROWS);
        try (Workers workers = new Workers(threads)) {
            for (int from = 0; from < probes.size; from += block) {
                int firstProbe = from;
                int count = Math.min(block, probes.size - from);
                workers.run(galleryBlocks, g -> multiply(firstProbe, count, g * GALLERY_ROWS, cosines));
                workers.run(count, i -> visitor.visit(firstProbe + i, cosines[i]));
            }
        }
    }

    /** Fills the cosines of {@code count} probes with one block of the gallery. */
    private void multiply(int firstProbe, int count, int firstRow, float[][] cosines) {
        int columns = tile.columns();
        float[] panel = new float[dimension * columns];
        float[] products = new float[Tile.ROWS * columns];
        int[] at = new int[Tile.ROWS];
        int end = Math.min(firstRow + GALLERY_ROWS, gallery.size);
        for (int row = firstRow; row < end; row += columns) {
            int width = Math.min(columns, end - row);
            pack(row, width, panel, columns);
            for (int i = 0; i < count; i += Tile.ROWS) {
                int height = Math.min(Tile.ROWS, count - i);
                for (int r = 0; r < Tile.ROWS; r++) {
                    at[r] = (firstProbe + i + Math.min(r, height - 1)) * dimension;
                }
                tile.multiply(probes.values, at, panel, dimension, products);
                for (int r = 0; r < height; r++) {
                    System.arraycopy(products, r * columns, cosines[i + r], row, width);
                }
            }
        }
    }

    /** Transposes {@code width} rows of the gallery into a panel, [dimension, columns]; the rest is zero. */
    private void pack(int firstRow, int width, float[] panel, int columns) {
        if (width < columns) {
            Arrays.fill(panel, 0);
        }
        float[] matrix = gallery.values;
        for (int column = 0; column < width; column++) {
            int from = (firstRow + column) * dimension;
            for (int k = 0; k < dimension; k++) {
                panel[k * columns + column] = matrix[from + k];
            }
        }
    }
}
