package arc.infer.projection;

import arc.infer.embedding.CosineRows;

/**
 * Computes the squared Euclidean distances of all pairs of points, a row at a time: |a|² + |b|² - 2ab, with the points
 * centred so that little cancels. In float32: good for ranking, about 1e-7 of the largest |a|² off.
 */
final class Distances {

    private Distances() {}

    /**
     * Visits every point once, in no particular order and from several threads at once; the visitor gets the
     * <em>negated</em> squared distances to all points, so that the nearest is the greatest, and negative infinity for
     * the point itself.
     */
    static void visitNegated(Points points, int threads, CosineRows.Visitor visitor) {
        int dimension = points.dimension();
        double[] centred = points.centred();
        float[] matrix = new float[centred.length];
        double[] squares = new double[points.size()];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = (float) centred[i];
            squares[i / dimension] += (double) matrix[i] * matrix[i];
        }
        CosineRows.visitDotProducts(matrix, dimension, threads, (row, products) -> {
            for (int other = 0; other < products.length; other++) {
                products[other] = (float) -Math.max(0, squares[row] + squares[other] - 2.0 * products[other]);
            }
            products[row] = Float.NEGATIVE_INFINITY;
            visitor.visit(row, products);
        });
    }
}
