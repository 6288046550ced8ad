package arc.infer.embedding;

import java.util.Arrays;

/** Holds a point on the unit sphere, ‖x‖ = 1 within {@value #NORM_TOLERANCE}. */
public final class Embedding {

    /** How far a norm may be from 1. */
    public static final double NORM_TOLERANCE = 1e-3;

    private final float[] values;

    private Embedding(float[] values) {
        this.values = values;
    }

    /**
     * Copies a unit vector.
     *
     * @throws IllegalArgumentException when a value is not finite or the norm is not 1
     */
    public static Embedding ofUnitVector(float[] values) {
        double norm = norm(values);
        if (!(Math.abs(norm - 1) <= NORM_TOLERANCE)) {
            throw new IllegalArgumentException("an embedding has norm 1, got " + norm);
        }
        return new Embedding(values.clone());
    }

    /**
     * Scales a vector to norm 1.
     *
     * @throws IllegalArgumentException when a value is not finite or all are zero
     */
    public static Embedding normalised(float[] values) {
        double norm = norm(values);
        if (norm == 0) {
            throw new IllegalArgumentException("a zero vector has no direction");
        }
        float[] unit = new float[values.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (values[i] / norm);
        }
        return new Embedding(unit);
    }

    /** Returns the number of dimensions. */
    public int dimension() {
        return values.length;
    }

    /** Returns the cosine of the angle to another embedding of the same dimension, in [-1, 1]. */
    public double cosine(Embedding other) {
        return Cosine.of(values, other.values);
    }

    /** Returns the values. */
    public float[] toArrayCopy() {
        return values.clone();
    }

    /** Copies the values into {@code target} from {@code offset} on. */
    public void copyTo(float[] target, int offset) {
        System.arraycopy(values, 0, target, offset, values.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float v : values) {
            if (!Float.isFinite(v)) {
                throw new IllegalArgumentException("an embedding is finite, got " + v);
            }
            squares += (double) v * v;
        }
        return Math.sqrt(squares);
    }
}
