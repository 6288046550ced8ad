package arc.train.head;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gives the rows of matrices the length 1. A zero row has no direction: it stays zero, and gets no gradient. */
final class UnitRows {

    private UnitRows() {}

    static INDArray of(INDArray a) {
        INDArray unit = a.dup('c');
        divideByNorms(unit, a);
        return unit;
    }

    /** Divides each row of {@code target} by the norm of that row of {@code of}; a zero row makes it zero. */
    static void divideByNorms(INDArray target, INDArray of) {
        double[] factors = of.norm2(1).castTo(DataType.DOUBLE).toDoubleVector();
        for (int i = 0; i < factors.length; i++) {
            factors[i] = factors[i] > 0 ? 1 / factors[i] : 0;
        }
        target.muliColumnVector(column(factors, target.dataType()));
    }

    /** Returns the gradient by the rows of {@code of}, given that by its unit rows: (g − û(û·g))/‖u‖. */
    static INDArray backwards(INDArray gradient, INDArray unit, INDArray of) {
        INDArray along = gradient.mul(unit).sum(true, 1);
        INDArray result = gradient.sub(unit.mulColumnVector(along));
        divideByNorms(result, of);
        return result;
    }

    static INDArray column(double[] values, DataType type) {
        return Nd4j.createFromArray(values).castTo(type).reshape(values.length, 1);
    }
}
