package arc.train.transfer;

/** Holds the linear embedding layer of an arc model. The arrays are not copied. */
final class LinearLayer {

    private final int inputs;
    private final int dimension;
    private final float[] weights; // [inputs, dimension], rows in the order rows, columns, channels
    private final float[] bias; // [dimension]

    /**
     * Takes over weights whose rows are in the order channels, rows, columns, as ONNX's Flatten gives them.
     *
     * @param channels of the last pooling
     */
    static LinearLayer ofChannelsFirst(int channels, int inputs, int dimension, float[] weights, float[] bias) {
        int pixels = inputs / channels;
        float[] ordered = new float[weights.length];
        for (int row = 0; row < inputs; row++) {
            int from = row % channels * pixels + row / channels;
            System.arraycopy(weights, from * dimension, ordered, row * dimension, dimension);
        }
        return new LinearLayer(inputs, dimension, ordered, bias);
    }

    private LinearLayer(int inputs, int dimension, float[] weights, float[] bias) {
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
