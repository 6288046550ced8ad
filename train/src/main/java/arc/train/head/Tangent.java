package arc.train.head;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The angle between an embedding and its class weight, and the unit tangents from each towards the other.
 * The angle comes from sine and cosine together, which is exact near 0 and π, where acos is not. Where the
 * two point the same way, opposite ways, or nowhere, there is no tangent: it is zero.
 */
final class Tangent {

    private final double angleRadians;
    private final double[] atX;
    private final double[] atW;

    private Tangent(double angleRadians, double[] atX, double[] atW) {
        this.angleRadians = angleRadians;
        this.atX = atX;
        this.atW = atW;
    }

    static Tangent between(INDArray x, INDArray w) {
        double[] xUnit = Rows.unit(x.castTo(DataType.DOUBLE).toDoubleVector());
        double[] wUnit = Rows.unit(w.castTo(DataType.DOUBLE).toDoubleVector());
        double cosine = Rows.dot(xUnit, wUnit);
        double[] atX = rejection(wUnit, xUnit, cosine);
        double[] atW = rejection(xUnit, wUnit, cosine);
        boolean hasDirections = Rows.norm(xUnit) > 0 && Rows.norm(wUnit) > 0;
        double angle = hasDirections ? Math.atan2(Rows.norm(atX), cosine) : Math.PI / 2;
        return new Tangent(angle, hasDirections ? Rows.unit(atX) : new double[atX.length],
                hasDirections ? Rows.unit(atW) : new double[atW.length]);
    }

    double angleRadians() {
        return angleRadians;
    }

    /** Scales both tangents by −{@code factor}: moving along the tangent makes the angle smaller. */
    Tangent times(double factor) {
        return new Tangent(angleRadians, scaled(atX, -factor), scaled(atW, -factor));
    }

    void addTo(INDArray dx, INDArray dw) {
        dx.addi(Nd4j.createFromArray(atX).castTo(dx.dataType()));
        dw.addi(Nd4j.createFromArray(atW).castTo(dw.dataType()));
    }

    /** Returns {@code of} less its part along {@code along}. */
    private static double[] rejection(double[] of, double[] along, double cosine) {
        double[] rest = new double[of.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = of[i] - cosine * along[i];
        }
        return rest;
    }

    private static double[] scaled(double[] a, double factor) {
        double[] result = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = factor * a[i];
        }
        return result;
    }
}
