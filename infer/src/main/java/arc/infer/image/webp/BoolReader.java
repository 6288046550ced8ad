package arc.infer.image.webp;

import java.io.EOFException;

/** Reads yes-or-no decisions of known probability, arithmetically coded (RFC 6386, 7). */
final class BoolReader {

    // An encoder may leave out the last bytes where zeros do; more than this is missing data.
    private static final int BYTES_TAKEN_AS_ZERO = 4;

    private final byte[] bytes;
    private final int end;
    private int at;
    private int range = 255;
    private long value; // 8 bits that are compared, and behind them those that are waiting
    private int waiting = -8;

    /** Reads from a part of the bytes, which must lie within them. */
    BoolReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** Reads a decision that is no with a probability of {@code probability / 256}. */
    boolean bool(int probability) {
        if (waiting < 0) {
            fill();
        }
        int split = 1 + (((range - 1) * probability) >> 8);
        long compared = (long) split << waiting;
        boolean yes = value >= compared;
        if (yes) {
            value -= compared;
            range -= split;
        } else {
            range = split;
        }
        int shift = Integer.numberOfLeadingZeros(range) - 24; // back to at least 128
        range <<= shift;
        waiting -= shift;
        return yes;
    }

    /** Reads a decision as 0 or 1. */
    int bit(int probability) {
        return bool(probability) ? 1 : 0;
    }

    /** Reads a flag: yes and no are equally likely. */
    boolean flag() {
        return bool(128);
    }

    /** Reads a number of that many bits, the highest first. */
    int number(int bits) {
        int number = 0;
        for (int i = 0; i < bits; i++) {
            number = (number << 1) | bit(128);
        }
        return number;
    }

    /** Reads a number and its sign, where a flag says that there is one; 0 otherwise. */
    int optionalSigned(int bits) {
        if (!flag()) {
            return 0;
        }
        int number = number(bits);
        return flag() ? -number : number;
    }

    /**
     * Walks down a tree (RFC 6386, 8.1): positive entries lead on, others are values, negated.
     *
     * @param probabilities of the nodes, beginning at {@code first}
     */
    int tree(int[] tree, int[] probabilities, int first) {
        int node = 0;
        do {
            node = tree[node + bit(probabilities[first + (node >> 1)])];
        } while (node > 0);
        return -node;
    }

    /** Fails when more was read than there is. */
    void requireNotPastTheEnd() throws EOFException {
        int read = at - Math.max(0, waiting) / 8;
        if (read > end + BYTES_TAKEN_AS_ZERO) {
            throw new EOFException("its data ends too early");
        }
    }

    private void fill() {
        do {
            int next = at < end ? bytes[at] & 0xff : 0;
            at++;
            value = (value << 8) | next;
            waiting += 8;
        } while (waiting < 40);
    }
}
