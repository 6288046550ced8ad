package arc.train.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

import java.lang.foreign.MemorySegment;

/**
 * Computes what follows a convolution, y = maxpool(relu(gain·z + offset)), in one pass over memory
 * forward and two backward. {@code z} is the convolution's output, float [B, H, W, C]. Batch
 * normalisation is the choice gain = γ/σ, offset = β − μγ/σ; a bias alone is gain = 1, offset = bias.
 *
 * <p>Nothing but z is kept between forward and backward: which pixel won a pooling window, and whether
 * ReLU let it through, is computed again, which is cheaper than writing it down.
 */
public final class BlockPasses {

    /** Channels of a whole vector on any processor: what is computed depends on no processor's own. */
    public static final int CHANNEL_STEP = Lanes.MOST;

    private final Grid grid;
    private final Workers workers;

    /** Prepares passes over a grid whose channel count {@link #supports} says yes to. */
    public BlockPasses(Grid grid, Workers workers) {
        if (!supports(grid.channels())) {
            throw new IllegalArgumentException(
                    "channels must be a multiple of " + CHANNEL_STEP + ", got " + grid.channels());
        }
        this.grid = grid;
        this.workers = workers;
    }

    /** Says whether the passes take this number of channels: whole vectors only. */
    public static boolean supports(int channels) {
        return channels % CHANNEL_STEP == 0;
    }

    /**
     * Writes y = maxpool(relu(gain·z + offset)).
     *
     * @param z [B, H, W, C]
     * @param y [B, H', W', C] after pooling
     * @param gain and {@code offset}: [C]
     */
    public void forward(MemorySegment z, float[] gain, float[] offset, MemorySegment y) {
        workers.run(lines(), line -> {
            if (grid.pooled()) {
                forwardPooledLine(z, gain, offset, y, line);
            } else {
                forwardLine(z, gain, offset, y, line);
            }
        });
    }

    /**
     * Sums the gradient dy that reaches relu's input: first Σ dy, second Σ dy·(z − mean) of each channel.
     *
     * @param dOut gradient of y, [B, H', W', C]
     * @param mean [C], subtracted from z in the second sum
     */
    public ChannelSums gradientSums(MemorySegment z, MemorySegment dOut, float[] gain, float[] offset, float[] mean) {
        ChannelSums sums = new ChannelSums(grid.batch(), grid.channels());
        workers.run(grid.batch(), image -> {
            for (int line = image * grid.outHeight(); line < (image + 1) * grid.outHeight(); line++) {
                if (grid.pooled()) {
                    sumPooledLine(z, dOut, gain, offset, mean, line, sums.piece(image));
                } else {
                    sumLine(z, dOut, gain, offset, mean, line, sums.piece(image));
                }
            }
        });
        return sums;
    }

    /**
     * Replaces z by its gradient, dz = gain·dy + constant + slope·z. For batch normalisation, constant and
     * slope carry the gradients through mean and variance; otherwise they are zero.
     *
     * @param constant and {@code slope}: [C]
     */
    public void backwardInPlace(MemorySegment z, MemorySegment dOut, float[] gain, float[] offset, float[] constant,
            float[] slope) {
        workers.run(lines(), line -> {
            if (grid.pooled()) {
                backwardPooledLine(z, dOut, gain, offset, constant, slope, line);
            } else {
                backwardLine(z, dOut, gain, offset, constant, slope, line);
            }
        });
        if (grid.pooled()) {
            backwardDropped(z, constant, slope);
        }
    }

    /** Returns into how many lines the passes are cut: one a row of the output image. */
    private int lines() {
        return grid.batch() * grid.outHeight();
    }

    private long pixelBytes() {
        return (long) grid.channels() * Float.BYTES;
    }

    private void forwardLine(MemorySegment z, float[] gain, float[] offset, MemorySegment y, int line) {
        int channels = grid.channels();
        long at = (long) line * grid.width() * pixelBytes();
        for (int x = 0; x < grid.width(); x++) {
            for (int c = 0; c < channels; c += Lanes.COUNT) {
                FloatVector v = Lanes.load(z, at).fma(Lanes.load(gain, c), Lanes.load(offset, c));
                Lanes.store(v.max(0f), y, at);
                at += Lanes.BYTES;
            }
        }
    }

    private void forwardPooledLine(MemorySegment z, float[] gain, float[] offset, MemorySegment y, int line) {
        int channels = grid.channels();
        long pixel = pixelBytes();
        long below = grid.width() * pixel;
        long out = (long) line * grid.outWidth() * pixel;
        for (int x = 0; x < grid.outWidth(); x++) {
            long at = windowAt(line, x);
            for (int c = 0; c < channels; c += Lanes.COUNT) {
                FloatVector g = Lanes.load(gain, c);
                FloatVector o = Lanes.load(offset, c);
                FloatVector top = Lanes.load(z, at).fma(g, o).max(Lanes.load(z, at + pixel).fma(g, o));
                FloatVector bottom = Lanes.load(z, at + below).fma(g, o)
                        .max(Lanes.load(z, at + below + pixel).fma(g, o));
                Lanes.store(top.max(bottom).max(0f), y, out);
                at += Lanes.BYTES;
                out += Lanes.BYTES;
            }
        }
    }

    private void sumLine(MemorySegment z, MemorySegment dOut, float[] gain, float[] offset, float[] mean, int line,
            double[] sums) {
        int channels = grid.channels();
        long pixel = pixelBytes();
        for (int c = 0; c < channels; c += Lanes.COUNT) {
            FloatVector g = Lanes.load(gain, c);
            FloatVector o = Lanes.load(offset, c);
            FloatVector centre = Lanes.load(mean, c);
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            FloatVector sumCentred = sum;
            long at = (long) line * grid.width() * pixel + (long) c * Float.BYTES;
            for (int x = 0; x < grid.width(); x++) {
                FloatVector value = Lanes.load(z, at);
                VectorMask<Float> passes = value.fma(g, o).compare(VectorOperators.GT, 0f);
                FloatVector dy = FloatVector.zero(Lanes.SPECIES).blend(Lanes.load(dOut, at), passes);
                sum = sum.add(dy);
                sumCentred = dy.fma(value.sub(centre), sumCentred);
                at += pixel;
            }
            Lanes.addTo(sum, sums, c);
            Lanes.addTo(sumCentred, sums, channels + c);
        }
    }

    private void sumPooledLine(MemorySegment z, MemorySegment dOut, float[] gain, float[] offset, float[] mean,
            int line, double[] sums) {
        int channels = grid.channels();
        long pixel = pixelBytes();
        long below = grid.width() * pixel;
        for (int c = 0; c < channels; c += Lanes.COUNT) {
            FloatVector g = Lanes.load(gain, c);
            FloatVector o = Lanes.load(offset, c);
            FloatVector centre = Lanes.load(mean, c);
            FloatVector sum = FloatVector.zero(Lanes.SPECIES);
            FloatVector sumCentred = sum;
            for (int x = 0; x < grid.outWidth(); x++) {
                long at = windowAt(line, x) + (long) c * Float.BYTES;
                FloatVector winner = Lanes.load(z, at);
                FloatVector best = winner.fma(g, o);
                for (int k = 1; k < 4; k++) {
                    FloatVector value = Lanes.load(z, at + (k & 1) * pixel + (k >> 1) * below);
                    FloatVector v = value.fma(g, o);
                    VectorMask<Float> better = v.compare(VectorOperators.GT, best);
                    winner = winner.blend(value, better);
                    best = best.blend(v, better);
                }
                long out = ((long) line * grid.outWidth() + x) * pixel + (long) c * Float.BYTES;
                FloatVector dy = FloatVector.zero(Lanes.SPECIES).blend(Lanes.load(dOut, out),
                        best.compare(VectorOperators.GT, 0f));
                sum = sum.add(dy);
                sumCentred = dy.fma(winner.sub(centre), sumCentred);
            }
            Lanes.addTo(sum, sums, c);
            Lanes.addTo(sumCentred, sums, channels + c);
        }
    }

    private void backwardLine(MemorySegment z, MemorySegment dOut, float[] gain, float[] offset, float[] constant,
            float[] slope, int line) {
        int channels = grid.channels();
        long at = (long) line * grid.width() * pixelBytes();
        for (int x = 0; x < grid.width(); x++) {
            for (int c = 0; c < channels; c += Lanes.COUNT) {
                FloatVector g = Lanes.load(gain, c);
                FloatVector value = Lanes.load(z, at);
                VectorMask<Float> passes = value.fma(g, Lanes.load(offset, c)).compare(VectorOperators.GT, 0f);
                FloatVector dz = value.fma(Lanes.load(slope, c), Lanes.load(constant, c));
                Lanes.store(dz.blend(Lanes.load(dOut, at).fma(g, dz), passes), z, at);
                at += Lanes.BYTES;
            }
        }
    }

    private void backwardPooledLine(MemorySegment z, MemorySegment dOut, float[] gain, float[] offset,
            float[] constant, float[] slope, int line) {
        int channels = grid.channels();
        long pixel = pixelBytes();
        long below = grid.width() * pixel;
        long out = (long) line * grid.outWidth() * pixel;
        for (int x = 0; x < grid.outWidth(); x++) {
            long at = windowAt(line, x);
            for (int c = 0; c < channels; c += Lanes.COUNT) {
                FloatVector g = Lanes.load(gain, c);
                FloatVector o = Lanes.load(offset, c);
                FloatVector k0 = Lanes.load(constant, c);
                FloatVector k1 = Lanes.load(slope, c);
                FloatVector z0 = Lanes.load(z, at);
                FloatVector z1 = Lanes.load(z, at + pixel);
                FloatVector z2 = Lanes.load(z, at + below);
                FloatVector z3 = Lanes.load(z, at + below + pixel);
                FloatVector v0 = z0.fma(g, o);
                FloatVector v1 = z1.fma(g, o);
                FloatVector v2 = z2.fma(g, o);
                FloatVector v3 = z3.fma(g, o);
                FloatVector best = v0.max(v1).max(v2.max(v3));
                VectorMask<Float> open = best.compare(VectorOperators.GT, 0f);
                // The first of equal pixels gets the gradient, as in the sums above.
                VectorMask<Float> won0 = v0.eq(best).and(open);
                open = open.andNot(won0);
                VectorMask<Float> won1 = v1.eq(best).and(open);
                open = open.andNot(won1);
                VectorMask<Float> won2 = v2.eq(best).and(open);
                VectorMask<Float> won3 = open.andNot(won2);
                FloatVector dy = Lanes.load(dOut, out).mul(g);
                FloatVector zero = FloatVector.zero(Lanes.SPECIES);
                Lanes.store(z0.fma(k1, k0).add(zero.blend(dy, won0)), z, at);
                Lanes.store(z1.fma(k1, k0).add(zero.blend(dy, won1)), z, at + pixel);
                Lanes.store(z2.fma(k1, k0).add(zero.blend(dy, won2)), z, at + below);
                Lanes.store(z3.fma(k1, k0).add(zero.blend(dy, won3)), z, at + below + pixel);
                at += Lanes.BYTES;
                out += Lanes.BYTES;
            }
        }
    }

    /** Finishes the odd last row and column, which no pooling window covers: dy = 0 there. */
    private void backwardDropped(MemorySegment z, float[] constant, float[] slope) {
        int height = grid.height();
        int width = grid.width();
        if (height % 2 == 0 && width % 2 == 0) {
            return;
        }
        workers.run(grid.batch() * height, row -> {
            boolean wholeRow = height % 2 == 1 && row % height == height - 1;
            int from = wholeRow ? 0 : width - width % 2;
            for (int x = from; x < width; x++) {
                long at = ((long) row * width + x) * pixelBytes();
                for (int c = 0; c < grid.channels(); c += Lanes.COUNT) {
                    Lanes.store(Lanes.load(z, at).fma(Lanes.load(slope, c), Lanes.load(constant, c)), z, at);
                    at += Lanes.BYTES;
                }
            }
        });
    }

    /** Returns where the pooling window of output line {@code line}, column {@code x} starts in z. */
    private long windowAt(int line, int x) {
        int image = line / grid.outHeight();
        int row = 2 * (line % grid.outHeight());
        return (((long) image * grid.height() + row) * grid.width() + 2L * x) * pixelBytes();
    }
}
