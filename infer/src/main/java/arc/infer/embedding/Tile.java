package arc.infer.embedding;

import com.sun.management.HotSpotDiagnosticMXBean;

import java.lang.management.ManagementFactory;

/**
 * Multiplies {@value #ROWS} rows with a panel of columns. Every sum runs over the dimensions in their
 * order, whatever the kernel, its width, and where in the matrix it works: equal vectors have equal
 * cosines, to the last bit.
 */
interface Tile {

    /** Rows of one call. Six rows of two vectors fill the sixteen registers of AVX2. */
    int ROWS = 6;

    /** Whether the processor multiplies and adds in one step; where it doesn't, asking for it is ruinous. */
    boolean FUSED = Boolean.parseBoolean(
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption("UseFMA").getValue());

    /** Returns the number of columns in a panel. */
    int columns();

    /**
     * Computes the products.
     *
     * @param rows a matrix with {@code dimension} columns
     * @param at where each of the {@value #ROWS} rows starts in it
     * @param panel the columns' values: [dimension, columns()]
     * @param products receives [{@value #ROWS}, columns()]
     */
    void multiply(float[] rows, int[] at, float[] panel, int dimension, float[] products);

    /**
     * Returns the fastest kernel that this process can run. The launcher leaves the vector module out
     * where start-up counts more than arithmetic.
     */
    static Tile best() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() ? new VectorTile() : new ScalarTile();
    }
}
