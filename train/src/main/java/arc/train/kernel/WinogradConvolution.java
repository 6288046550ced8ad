package arc.train.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Convolves by minimal filtering: 3×3 taps, stride 1, zeros around the picture. Tiles of the input are mapped to
 * positions, multiplied by the mapped kernel, position by position, and mapped back ({@link TileTransform}).
 *
 * <p>Where the mapped kernel is small, each thread takes a block of tiles through all three steps, so that it
 * stays in the nearest caches. Where the mapped kernel is large it is read but once: all threads map tiles, then
 * share out the positions, then map back. Either way, and on any number of threads, the sums are the same.
 */
public final class WinogradConvolution {

    /** Largest mapped kernel that is read again for each block of tiles. */
    private static final int SMALL_KERNEL_FLOATS = 600_000;

    /** Largest mapped gradient of a kernel of which several are summed side by side. */
    private static final int SMALL_GRADIENT_FLOATS = 300_000;

    /** Partial sums of a small gradient; more threads than that don't help. */
    private static final int PARTIAL_SUMS = 8;

    /** Floats of one thread's block, input and output positions together. */
    private static final int BLOCK_FLOATS = 115_000;

    /** Tiles that go through each step together where the mapped kernel is large. */
    private static final int SHARED_TILES = 256;

    /** Columns of a product that one thread takes: a multiple of any panel's width. */
    private static final int SLICE = 128;

    private final TileTransform transform;
    private final Strips strips;
    private final int in;
    private final int out;
    private final Workers workers;

    /**
     * Prepares for one size.
     *
     * @param inChannels multiple of {@link BlockPasses#CHANNEL_STEP}, as the grid's
     * @param grid of the output
     */
    public WinogradConvolution(int inChannels, Grid grid, Workers workers) {
        if (!BlockPasses.supports(inChannels) || !BlockPasses.supports(grid.channels())) {
            throw new IllegalArgumentException(
                    "channels must be multiples of " + BlockPasses.CHANNEL_STEP + ", got " + inChannels
                            + " and " + grid.channels());
        }
        transform = grid.height() == 2 && grid.width() == 2 ? new TwoPixelTransform() : new FourPixelTransform();
        strips = new Strips(grid.batch(), grid.height(), grid.width(), transform.outputs());
        in = inChannels;
        out = grid.channels();
        this.workers = workers;
    }

    /**
     * Writes z = x ∗ kernel.
     *
     * @param x [B, H, W, Cin]
     * @param kernel [3, 3, Cin, Cout]
     * @param z [B, H, W, Cout]
     */
    public void forward(MemorySegment x, MemorySegment kernel, MemorySegment z) {
        KernelPoints mapping = new KernelPoints(transform, in, out, workers);
        float[] points = Scratch.floats(Scratch.Use.KERNEL_POINTS, mapping.length());
        mapping.map(kernel, points);
        convolve(x, in, mapping, points, z, out);
    }

    /**
     * Writes the gradient of x.
     *
     * @param dz [B, H, W, Cout]
     * @param kernel [3, 3, Cin, Cout]
     * @param dx [B, H, W, Cin]
     */
    public void inputGradient(MemorySegment dz, MemorySegment kernel, MemorySegment dx) {
        KernelPoints mapping = new KernelPoints(transform, out, in, workers);
        float[] points = Scratch.floats(Scratch.Use.KERNEL_POINTS, mapping.length());
        mapping.mapTurned(kernel, points);
        convolve(dz, out, mapping, points, dx, in);
    }

    /**
     * Writes the gradient of the kernel.
     *
     * @param x [B, H, W, Cin]
     * @param dz [B, H, W, Cout]
     * @param dKernel [3, 3, Cin, Cout]
     */
    public void kernelGradient(MemorySegment x, MemorySegment dz, MemorySegment dKernel) {
        int rowStride = Panels.paddedColumns(out);
        int positionStride = Panels.paddedRows(in) * rowStride;
        int length = transform.positions() * positionStride;
        boolean small = length <= SMALL_GRADIENT_FLOATS;
        float[] gradients = Scratch.floats(Scratch.Use.KERNEL_POINTS, (small ? PARTIAL_SUMS : 1) * length);
        int perBlock = stripsPerBlock(small);
        int blocks = Math.ceilDiv(strips.count(), perBlock);
        if (small) {
            workers.run(PARTIAL_SUMS, sum -> {
                Arrays.fill(gradients, sum * length, (sum + 1) * length, 0f);
                for (int block = sum; block < blocks; block += PARTIAL_SUMS) {
                    new Block(block, perBlock).addGradients(x, dz, gradients, sum * length, rowStride, positionStride,
                            WinogradConvolution::inTurn);
                }
            });
            workers.run(transform.positions(), p -> addUp(gradients, p * positionStride, length, positionStride));
        } else {
            workers.run(transform.positions(),
                    p -> Arrays.fill(gradients, p * positionStride, (p + 1) * positionStride, 0f));
            for (int block = 0; block < blocks; block++) {
                new Block(block, perBlock).addGradients(x, dz, gradients, 0, rowStride, positionStride, workers::run);
            }
        }
        new KernelPoints(transform, in, out, workers).mapBack(gradients, rowStride, positionStride, dKernel);
    }

    private static void addUp(float[] sums, int at, int stride, int count) {
        for (int i = at; i < at + count; i += Lanes.COUNT) {
            var total = Lanes.load(sums, i);
            for (int s = 1; s < PARTIAL_SUMS; s++) {
                total = total.add(Lanes.load(sums, i + s * stride));
            }
            total.intoArray(sums, i);
        }
    }

    private void convolve(MemorySegment from, int fromChannels, KernelPoints mapping, float[] points, MemorySegment to,
            int toChannels) {
        boolean small = mapping.length() <= SMALL_KERNEL_FLOATS;
        int perBlock = stripsPerBlock(small);
        int blocks = Math.ceilDiv(strips.count(), perBlock);
        IntConsumer block = b -> new Block(b, perBlock).convolve(from, fromChannels, mapping, points, to, toChannels,
                small ? WinogradConvolution::inTurn : workers::run);
        if (small) {
            workers.run(blocks, block);
        } else {
            inTurn(blocks, block);
        }
    }

    /** Returns the strips of a block: of one thread's, or else of all threads together. */
    private int stripsPerBlock(boolean ofOneThread) {
        int tiles = SHARED_TILES;
        if (ofOneThread) {
            int fitting = BLOCK_FLOATS / (transform.positions() * (in + out));
            tiles = Math.max(Panels.ROWS, fitting / Panels.ROWS * Panels.ROWS);
        }
        return Math.max(1, tiles / strips.mostTiles());
    }

    private static void inTurn(int pieces, IntConsumer piece) {
        for (int i = 0; i < pieces; i++) {
            piece.accept(i);
        }
    }

    /** Runs pieces: in turn on this thread, or on all. */
    @FunctionalInterface
    private interface Runner {
        void run(int pieces, IntConsumer piece);
    }

    /** Some strips, from {@code first} to before {@code end}, whose tiles go through the steps together. */
    private final class Block {

        private final int first;
        private final int end;
        private final int tiles;

        Block(int index, int perBlock) {
            first = index * perBlock;
            end = Math.min(strips.count(), first + perBlock);
            tiles = strips.tilesBefore(end - 1) + strips.tiles(end - 1) - strips.tilesBefore(first);
        }

        void convolve(MemorySegment from, int fromChannels, KernelPoints mapping, float[] points, MemorySegment to,
                int toChannels, Runner runner) {
            Positions inputs = new Positions(fromChannels, tiles);
            Positions outputs = new Positions(Panels.paddedColumns(toChannels), tiles);
            float[] v = Scratch.floats(Scratch.Use.INPUT_POINTS, inputs.length());
            float[] m = Scratch.floats(Scratch.Use.OUTPUT_POINTS, outputs.length());
            runner.run(end - first, s -> inputPoints(from, fromChannels, first + s, inputs, v));
            int slices = Math.ceilDiv(toChannels, SLICE);
            runner.run(transform.positions() * slices, piece -> {
                int p = piece / slices;
                int column = piece % slices * SLICE;
                Product.multiply(v, inputs.at(p, 0), inputs.pitch, points, mapping.at(p, column), m,
                        outputs.at(p, 0) + column, outputs.pitch, tiles, Math.min(SLICE, toChannels - column),
                        fromChannels, Panels.width(toChannels));
            });
            runner.run(end - first, s -> outputPixels(m, outputs, toChannels, first + s, to));
        }

        void addGradients(MemorySegment x, MemorySegment dz, float[] gradients, int at, int rowStride,
                int positionStride, Runner runner) {
            Positions inputs = new Positions(in, tiles);
            Positions outputs = new Positions(Panels.paddedColumns(out), tiles);
            float[] v = Scratch.floats(Scratch.Use.INPUT_POINTS, inputs.length());
            float[] m = Scratch.floats(Scratch.Use.OUTPUT_POINTS, outputs.length());
            runner.run(end - first, s -> {
                inputPoints(x, in, first + s, inputs, v);
                gradientPoints(dz, first + s, outputs, m);
            });
            int slices = Math.ceilDiv(out, SLICE);
            runner.run(transform.positions() * slices, piece -> {
                int p = piece / slices;
                int column = piece % slices * SLICE;
                TransposedProduct.add(v, inputs.at(p, 0), inputs.pitch, m, outputs.at(p, 0) + column, outputs.pitch,
                        gradients, at + p * positionStride + column, rowStride, in, Math.min(SLICE, out - column),
                        tiles);
            });
        }

        private void inputPoints(MemorySegment from, int channels, int strip, Positions to, float[] points) {
            mapStrip(from, channels, strip, transform.halo(), transform.inputs(), transform::input, to, points);
        }

        private void gradientPoints(MemorySegment dz, int strip, Positions to, float[] points) {
            mapStrip(dz, out, strip, 0, transform.outputs(), transform::outputGradient, to, points);
        }

        /**
         * Maps a strip of a picture to a row for each tile in each position's matrix.
         *
         * @param side pixels of a tile along one side, from {@code halo} before its output on
         */
        private void mapStrip(MemorySegment picture, int channels, int strip, int halo, int side,
                TileTransform.Linear map, Positions to, float[] points) {
            int n = transform.points();
            int step = transform.outputs();
            int tilesHere = strips.tiles(strip);
            int columns = (tilesHere - 1) * step + side;
            int length = columns * channels;
            float[] rows = Scratch.floats(Scratch.Use.STRIP, n * length);
            strips.gather(picture, channels, strip, halo, side, columns, rows);
            map.map(rows, 0, length, rows, 0, length, length);
            int tile = tileAt(strip);
            for (int t = 0; t < tilesHere; t++) {
                for (int i = 0; i < n; i++) {
                    map.map(rows, i * length + t * step * channels, channels, points, to.at(i * n, tile + t),
                            to.positionStride, channels);
                }
            }
        }

        /** Returns the row of a strip's first tile in this block's matrices. */
        private int tileAt(int strip) {
            return strips.tilesBefore(strip) - strips.tilesBefore(first);
        }

        /** Maps the positions' rows of a strip's tiles back to a picture. */
        private void outputPixels(float[] points, Positions from, int channels, int strip, MemorySegment to) {
            int n = transform.points();
            int step = transform.outputs();
            int tilesHere = strips.tiles(strip);
            int length = tilesHere * step * channels;
            float[] rows = Scratch.floats(Scratch.Use.STRIP, n * length);
            int tile = tileAt(strip);
            for (int t = 0; t < tilesHere; t++) {
                for (int i = 0; i < n; i++) {
                    transform.output(points, from.at(i * n, tile + t), from.positionStride, rows,
                            i * length + t * step * channels, channels, channels);
                }
            }
            transform.output(rows, 0, length, rows, 0, length, length);
            strips.scatter(rows, tilesHere * step, channels, strip, to);
        }
    }

    /** Lays out a [tiles, columns] matrix for each position. */
    private final class Positions {

        /** Keeps rows, and positions, off multiples of the cache's way size, where they would displace each other. */
        private static final int SKEW = 16;

        private final int pitch;
        private final int positionStride;

        Positions(int columns, int tiles) {
            pitch = columns % 128 == 0 ? columns + SKEW : columns;
            positionStride = Panels.paddedRows(tiles) * pitch + SKEW;
        }

        int length() {
            return transform.positions() * positionStride + Panels.ROWS;
        }

        int at(int position, int tile) {
            return position * positionStride + tile * pitch;
        }
    }
}
