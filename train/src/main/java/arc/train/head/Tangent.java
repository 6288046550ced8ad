package arc.train.head;

/**
 * The angle between an embedding and its class weight, and the unit tangents from each towards the other.
 * The angle comes from sine and cosine together, which is exact near 0 and π, where acos is not. Where the
 * two point the same way, opposite ways, or nowhere, there is no tangent: it is zero.
 */
final class Tangent {

    /** Sine of the angle below which rounding decides where the tangent points. */
    private static final double LEAST_SINE = 1e-13;

    private final double angleRadians;
    private final double cosine;
    private final double[] atX;
    private final double[] atW;

    private Tangent(double angleRadians, double cosine, double[] atX, double[] atW) {
        this.angleRadians = angleRadians;
        this.cosine = cosine;
        this.atX = atX;
        this.atW = atW;
    }

    static Tangent between(double[] x, double[] w) {
        double[] xUnit = Rows.unit(x);
        double[] wUnit = Rows.unit(w);
        double cosine = Rows.dot(xUnit, wUnit);
        double[] atX = rejection(wUnit, xUnit, cosine);
        double[] atW = rejection(xUnit, wUnit, cosine);
        boolean hasDirections = Rows.norm(xUnit) > 0 && Rows.norm(wUnit) > 0;
        double sine = Rows.norm(atX);
        boolean hasTangents = hasDirections && sine > LEAST_SINE;
        double angle = hasDirections ? Math.atan2(sine, cosine) : Math.PI / 2;
        return new Tangent(angle, hasDirections ? Math.cos(angle) : 0,
                hasTangents ? Rows.unit(atX) : new double[atX.length],
                hasTangents ? Rows.unit(atW) : new double[atW.length]);
    }

    double angleRadians() {
        return angleRadians;
    }

    /** Returns the cosine of the angle: exactly 0 where there are no directions. */
    double cosine() {
        return cosine;
    }

    /** Returns the gradient by the direction of x of something whose slope by the angle is {@code slope}. */
    double[] atX(double slope) {
        double[] gradient = new double[atX.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = -slope * atX[i]; // moving along the tangent makes the angle smaller
        }
        return gradient;
    }

    /** Adds the gradient by the direction of w to {@code sum}. */
    void addAtW(double slope, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] -= slope * atW[i];
        }
    }

    /** Returns {@code of} less its part along {@code along}. */
    private static double[] rejection(double[] of, double[] along, double cosine) {
        double[] rest = new double[of.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = of[i] - cosine * along[i];
        }
        return rest;
    }
}
