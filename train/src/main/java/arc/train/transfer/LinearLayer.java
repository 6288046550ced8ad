package arc.train.transfer;

/** Holds the linear embedding layer of an arc model. The arrays are not copied. */
final class LinearLayer {

    private final int inputs;
    private final int dimension;
    private final float[] weights; // [inputs, dimension]
    private final float[] bias; // [dimension]

    /** Keeps the arrays. */
    LinearLayer(int inputs, int dimension, float[] weights, float[] bias) {
        this.inputs = inputs;
        this.dimension = dimension;
        this.weights = weights;
        this.bias = bias;
    }

    int inputs() {
        return inputs;
    }

    int dimension() {
        return dimension;
    }

    float[] weights() {
        return weights;
    }

    float[] bias() {
        return bias;
    }
}
