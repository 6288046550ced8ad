package arc.infer.projection;

/** Holds where each point is drawn: a row of coordinates a point. Does not change. */
public final class Projection {

    private final int size;
    private final int dims;
    private final double[] coordinates; // [size, dims]

    /**
     * Wraps coordinates.
     *
     * @param coordinates [size, dims]; owned by the projection from now on
     */
    public Projection(int dims, double[] coordinates) {
        if (dims < 1 || coordinates.length == 0 || coordinates.length % dims != 0) {
            throw new IllegalArgumentException(
                    "a projection has rows of " + dims + " coordinates, got " + coordinates.length);
        }
        this.size = coordinates.length / dims;
        this.dims = dims;
        this.coordinates = coordinates;
    }

    /** Takes points as they are, for those that have few dimensions. */
    public static Projection asIs(Points points) {
        double[] coordinates = new double[points.size() * points.dimension()];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = points.value(i / points.dimension(), i % points.dimension());
        }
        return new Projection(points.dimension(), coordinates);
    }

    /** Returns the number of points. */
    public int size() {
        return size;
    }

    /** Returns the number of coordinates a point. */
    public int dims() {
        return dims;
    }

    /** Returns one coordinate. */
    public double at(int point, int dim) {
        return coordinates[point * dims + dim];
    }

    /** Returns the coordinates as points, to compare them with others. */
    public Points points() {
        float[] matrix = new float[coordinates.length];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) coordinates[i];
        }
        return Points.of(dims, matrix);
    }

    /** Returns the coordinates without a copy, [size, dims]; callers in this package only read them. */
    double[] coordinates() {
        return coordinates;
    }
}
