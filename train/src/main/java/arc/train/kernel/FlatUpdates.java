package arc.train.kernel;

import jdk.incubator.vector.FloatVector;

import java.lang.foreign.MemorySegment;

/** Updates a stretch of the flat parameter vector in one pass over parameters, gradients and optimiser state. */
public final class FlatUpdates {

    private static final int FLOATS_PER_PIECE = 1 << 15;

    private FlatUpdates() {}

    /** Updates the floats from {@code from} to {@code end}. */
    @FunctionalInterface
    private interface Piece {
        void update(long from, long end);
    }

    /**
     * Steps with momentum: v ← μv + (g·gradientScale + decay·p), p ← p − rate·v.
     *
     * @param params and {@code gradients}, {@code velocity}: flat float arrays of one length
     */
    public static void momentum(MemorySegment params, MemorySegment gradients, MemorySegment velocity, long from,
            long end, float gradientScale, float decay, float momentum, float rate, Workers workers) {
        inPieces(from, end, workers, (first, last) -> {
            long i = first;
            for (; i + Lanes.COUNT <= last; i += Lanes.COUNT) {
                long at = i * Float.BYTES;
                FloatVector p = Lanes.load(params, at);
                FloatVector v = Lanes.load(gradients, at).mul(gradientScale)
                        .add(p.mul(decay)).add(Lanes.load(velocity, at).mul(momentum));
                Lanes.store(v, velocity, at);
                Lanes.store(p.sub(v.mul(rate)), params, at);
            }
            for (; i < last; i++) {
                float p = Floats.get(params, i);
                float v = Floats.get(gradients, i) * gradientScale + p * decay + Floats.get(velocity, i) * momentum;
                Floats.set(velocity, i, v);
                Floats.set(params, i, p - v * rate);
            }
        });
    }

    /**
     * Steps with Adam: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², p ← p − rate·(m·mScale/(√(v·vScale) + ε) + decay·p).
     *
     * @param first mean of gradients, {@code second}: mean of squares
     * @param firstScale 1/(1 − β₁ᵗ), {@code secondScale}: 1/(1 − β₂ᵗ)
     */
    public static void adam(MemorySegment params, MemorySegment gradients, MemorySegment first, MemorySegment second,
            long from, long end, float gradientScale, float decay, float beta1, float beta2, float firstScale,
            float secondScale, float epsilon, float rate, Workers workers) {
        inPieces(from, end, workers, (start, last) -> {
            for (long i = start; i < last; i++) {
                float g = Floats.get(gradients, i) * gradientScale;
                float m = beta1 * Floats.get(first, i) + (1 - beta1) * g;
                float v = beta2 * Floats.get(second, i) + (1 - beta2) * g * g;
                float p = Floats.get(params, i);
                Floats.set(first, i, m);
                Floats.set(second, i, v);
                float direction = m * firstScale / ((float) Math.sqrt(v * secondScale) + epsilon);
                Floats.set(params, i, p - rate * (direction + decay * p));
            }
        });
    }

    /** Returns the sum of the squares, in double precision and in an order of its own: the same on any machine. */
    public static double sumOfSquares(MemorySegment values, long from, long end, Workers workers) {
        double[] sums = new double[Math.toIntExact(Math.ceilDiv(end - from, FLOATS_PER_PIECE))];
        inPieces(from, end, workers, (first, last) -> {
            double even = 0;
            double odd = 0;
            for (long i = first; i + 1 < last; i += 2) {
                double a = Floats.get(values, i);
                double b = Floats.get(values, i + 1);
                even += a * a;
                odd += b * b;
            }
            if ((last - first) % 2 == 1) {
                double a = Floats.get(values, last - 1);
                even += a * a;
            }
            sums[Math.toIntExact((first - from) / FLOATS_PER_PIECE)] = even + odd;
        });
        double sum = 0;
        for (double piece : sums) {
            sum += piece;
        }
        return sum;
    }

    private static void inPieces(long from, long end, Workers workers, Piece piece) {
        int pieces = Math.toIntExact(Math.ceilDiv(end - from, FLOATS_PER_PIECE));
        workers.run(pieces, p -> {
            long first = from + (long) p * FLOATS_PER_PIECE;
            piece.update(first, Math.min(end, first + FLOATS_PER_PIECE));
        });
    }
}
