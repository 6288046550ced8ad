package arc.infer.projection;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holds the largest eigenvalues of a symmetric matrix, falling, and their vectors. */
final class Eigen {

    private final EigenDecomposition_F64<DMatrixRMaj> decomposition;
    private final List<Integer> order;

    private Eigen(EigenDecomposition_F64<DMatrixRMaj> decomposition, List<Integer> order) {
        this.decomposition = decomposition;
        this.order = order;
    }

    /**
     * Decomposes.
     *
     * @param matrix [n, n], symmetric
     * @param count of values that are wanted, at most n
     */
    static Eigen of(double[] matrix, int n, int count) {
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(n, true, true);
        if (!decomposition.decompose(DMatrixRMaj.wrap(n, n, matrix))) {
            throw new IllegalStateException("no eigenvalues were found of a matrix of " + n + " x " + n);
        }
        List<Integer> order = IntStream.range(0, n).boxed().sorted(Comparator
                .comparingDouble((Integer i) -> -decomposition.getEigenvalue(i).getReal()).thenComparing(i -> i))
                .limit(count).toList();
        return new Eigen(decomposition, order);
    }

    double value(int rank) {
        return decomposition.getEigenvalue(order.get(rank)).getReal();
    }

    double[] vector(int rank) {
        DMatrixRMaj vector = decomposition.getEigenVector(order.get(rank));
        double[] values = new double[vector.getNumElements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = vector.get(i);
        }
        return values;
    }
}
