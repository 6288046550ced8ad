package arc.train.kernel;

/**
 * Gives the size of a convolution's output, [B, H, W, C], and whether 2×2 max pooling follows.
 *
 * @param batch images
 * @param height rows before pooling
 * @param width columns before pooling
 * @param channels of the convolution's output
 * @param pooled whether the block ends with 2×2 max pooling, stride 2; an odd last row or column is dropped
 */
public record Grid(int batch, int height, int width, int channels, boolean pooled) {

    /** Checks that there is something to compute. */
    public Grid {
        if (batch < 1 || height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException(
                    "a grid has at least one element, got " + batch + "x" + height + "x" + width + "x" + channels);
        }
        if (pooled && (height < 2 || width < 2)) {
            throw new IllegalArgumentException("2x2 pooling needs 2x2 pixels, got " + height + "x" + width);
        }
    }

    /** Returns B·H·W: the rows of the [rows, C] matrix that the grid is. */
    public int rows() {
        return Math.multiplyExact(Math.multiplyExact(batch, height), width);
    }

    /** Returns the height after pooling. */
    public int outHeight() {
        return pooled ? height / 2 : height;
    }

    /** Returns the width after pooling. */
    public int outWidth() {
        return pooled ? width / 2 : width;
    }
}
