package arc.train.kernel;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multiplies dense row-major float matrices by the BLAS that ND4J has loaded. ND4J's own product copies a
 * row-major result.
 */
public final class Gemm {

    private Gemm() {}

    /** Writes c = a·b: a [m, k], b [k, n], c [m, n]. */
    public static void multiply(INDArray a, INDArray b, INDArray c, int m, int n, int k) {
        openblas.cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1f, pointer(a), k, pointer(b), n, 0f,
                pointer(c), n);
    }

    /** Writes c = a·bᵀ: a [m, k], b [n, k], c [m, n]. */
    public static void multiplyByTransposed(INDArray a, INDArray b, INDArray c, int m, int n, int k) {
        openblas.cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, m, n, k, 1f, pointer(a), k, pointer(b), k, 0f,
                pointer(c), n);
    }

    /** Writes c = aᵀ·b: a [k, m], b [k, n], c [m, n]. */
    public static void multiplyTransposed(INDArray a, INDArray b, INDArray c, int m, int n, int k) {
        openblas.cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, m, n, k, 1f, pointer(a), m, pointer(b), n, 0f,
                pointer(c), n);
    }

    private static FloatPointer pointer(INDArray array) {
        return new FloatPointer(array.data().pointer()).position(array.offset());
    }
}
