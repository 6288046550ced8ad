package arc.cli.plot;

import arc.infer.projection.Projection;

/**
 * Maps points to the screen as the page does at first: in the plane as they are; in space without perspective, the third
 * axis upwards, seen from aside and a little from above.
 */
final class Viewpoint {

    private static final double YAW = -0.6;
    private static final double PITCH = 0.35;

    private final int dims;
    private final double[] centre;
    private final double[] extent;
    private final double radius;
    private final double scale; // pixels a unit
    private final double middleX;
    private final double middleY;

    /** Fits the points, and the sphere that they lie on, into a rectangle of pixels. */
    Viewpoint(Scatter scatter, double left, double top, double width, double height) {
        Projection projection = scatter.projection();
        Scatter.Sphere sphere = scatter.sphere();
        dims = projection.dims();
        centre = new double[dims];
        extent = new double[dims];
        boolean onSphere = sphere != null && sphere.holdsPoints();
        for (int dim = 0; dim < dims; dim++) {
            double least = sphere != null && onSphere ? sphere.centre().get(dim) - 1 : Double.POSITIVE_INFINITY;
            double most = sphere != null && onSphere ? sphere.centre().get(dim) + 1 : Double.NEGATIVE_INFINITY;
            for (int i = 0; i < projection.size(); i++) {
                least = Math.min(least, projection.at(i, dim));
                most = Math.max(most, projection.at(i, dim));
            }
            centre[dim] = (least + most) / 2;
            extent[dim] = Math.max(most - least, 1e-9);
        }
        double far = Math.max(extent[0], Math.max(extent[1], dims == 3 ? extent[2] : 0)) / 2;
        for (int i = 0; i < projection.size() && dims == 3 && !onSphere; i++) {
            double squares = 0;
            for (int dim = 0; dim < dims; dim++) {
                squares += Math.pow(projection.at(i, dim) - centre[dim], 2);
            }
            far = Math.max(far, Math.sqrt(squares));
        }
        radius = far;
        scale = dims == 3
                ? 0.46 * Math.min(width, height) / radius
                : 0.94 * Math.min(width / extent[0], height / extent[1]);
        middleX = left + width / 2;
        middleY = top + height / 2;
    }

    /** Returns where a point is: x and y in pixels, and how near it is, from -1 (far) to 1. */
    double[] place(double... point) {
        double x = point[0] - centre[0];
        double y = point[1] - centre[1];
        if (dims == 2) {
            return new double[]{middleX + scale * x, middleY - scale * y, 0};
        }
        double z = point[2] - centre[2];
        double across = Math.cos(YAW) * x + Math.sin(YAW) * y;
        double away = -Math.sin(YAW) * x + Math.cos(YAW) * y;
        return new double[]{middleX + scale * across,
                middleY - scale * (Math.sin(PITCH) * away + Math.cos(PITCH) * z),
                (-Math.cos(PITCH) * away + Math.sin(PITCH) * z) / radius};
    }

    /** Returns the value at a place on an axis of the plane. */
    double valueAt(int dim, double pixels) {
        return dim == 0 ? centre[0] + (pixels - middleX) / scale : centre[1] - (pixels - middleY) / scale;
    }

    double[] centre() {
        return centre.clone();
    }

    double radius() {
        return radius;
    }

    double scale() {
        return scale;
    }
}
