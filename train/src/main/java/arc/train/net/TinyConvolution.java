package arc.train.net;

import arc.train.kernel.Gemm;
import arc.train.kernel.Grid;
import arc.train.kernel.NativeFloats;
import arc.train.kernel.TapMatrix;
import arc.train.kernel.Workers;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolves pictures of at most 2×2 pixels as one matrix product. The native op multiplies mostly by the
 * zeros around such pictures, and is several times slower.
 */
final class TinyConvolution implements Convolution {

    private final Grid grid;
    private final int rows; // pixels · Cin
    private final int columns; // pixels · Cout
    private final TapMatrix taps;
    private final INDArray matrix;
    private final INDArray dMatrix;

    TinyConvolution(int inChannels, Grid grid, Workers workers) {
        this.grid = grid;
        int pixels = grid.height() * grid.width();
        rows = pixels * inChannels;
        columns = pixels * grid.channels();
        taps = new TapMatrix(grid.height(), grid.width(), inChannels, grid.channels(), workers);
        matrix = Nd4j.createUninitialized(DataType.FLOAT, rows, columns);
        dMatrix = Nd4j.createUninitialized(DataType.FLOAT, rows, columns);
    }

    @Override
    public void forward(INDArray x, INDArray kernel, INDArray z) {
        taps.spread(NativeFloats.of(kernel), NativeFloats.of(matrix));
        Gemm.multiply(x, matrix, z, grid.batch(), columns, rows);
    }

    @Override
    public void backward(INDArray x, INDArray kernel, INDArray dz, @Nullable INDArray dx, INDArray dKernel) {
        if (dx != null) {
            Gemm.multiplyByTransposed(dz, matrix, dx, grid.batch(), rows, columns);
        }
        Gemm.multiplyTransposed(x, dz, dMatrix, rows, columns, grid.batch());
        taps.gather(NativeFloats.of(dMatrix), NativeFloats.of(dKernel));
    }

    @Override
    public void close() {
        matrix.close();
        dMatrix.close();
    }
}
