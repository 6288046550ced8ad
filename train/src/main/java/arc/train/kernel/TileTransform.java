package arc.train.kernel;

/**
 * Gives the linear maps of a minimal filtering algorithm for 3 taps in one dimension (Lavin &amp; Gray 2016, "Fast
 * Algorithms for Convolutional Neural Networks", eq. 5): y = Aᵀ[(G·g) ⊙ (Bᵀ·d)]. Applied along columns and
 * then along rows they leave one product for each of {@code points}² positions of a tile, and what was a sum
 * over input channels stays one: a matrix product for each position.
 *
 * <p>Each map takes rows of {@code count} floats, {@code stride} apart, and gives rows. It reads a column
 * whole before it writes, so a map may write where it reads. {@code count} is a multiple of {@link Lanes#COUNT}.
 */
sealed interface TileTransform permits FourPixelTransform, TwoPixelTransform {

    /** Returns the pixels of output along one side of a tile. */
    int outputs();

    /** Returns the pixels of input along one side of a tile. */
    int inputs();

    /** Returns the products along one side of a tile. */
    int points();

    /** Returns how many pixels before the output the input begins: 1, or 0 where the picture is one tile. */
    int halo();

    /** Returns the products of a tile. */
    default int positions() {
        return points() * points();
    }

    /** One of the maps below. */
    @FunctionalInterface
    interface Linear {
        /** Maps {@code count} columns of rows {@code stride} apart to rows {@code toStride} apart. */
        void map(float[] from, int at, int stride, float[] to, int toAt, int toStride, int count);
    }

    /** Maps input pixels to points: Bᵀ. */
    void input(float[] from, int at, int stride, float[] to, int toAt, int toStride, int count);

    /** Maps 3 taps to points: G. */
    void kernel(float[] from, int at, int stride, float[] to, int toAt, int toStride, int count);

    /** Maps points to output pixels: Aᵀ. */
    void output(float[] from, int at, int stride, float[] to, int toAt, int toStride, int count);

    /** Maps the gradient of output pixels to points: A. */
    void outputGradient(float[] from, int at, int stride, float[] to, int toAt, int toStride, int count);

    /** Maps points to the gradient of 3 taps: Gᵀ. */
    void kernelGradient(float[] from, int at, int stride, float[] to, int toAt, int toStride, int count);
}
