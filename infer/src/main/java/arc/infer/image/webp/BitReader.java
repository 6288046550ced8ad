package arc.infer.image.webp;

import java.io.EOFException;

/** Reads bits, the lowest of each byte first. */
final class BitReader {

    private final byte[] bytes;
    private final int end;
    private int at;
    private long bits;
    private int count;

    /** Reads from a part of the bytes, which must lie within them. */
    BitReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /** Reads a number of up to 24 bits. */
    int number(int length) throws EOFException {
        int number = peek(length);
        skip(length);
        return number;
    }

    boolean flag() throws EOFException {
        return number(1) == 1;
    }

    /** Returns the next bits without taking them; zeros stand for what is behind the end. */
    int peek(int length) {
        while (count < length) {
            long next = at < end ? bytes[at] & 0xff : 0;
            bits |= next << count;
            at++;
            count += 8;
        }
        return (int) (bits & ((1L << length) - 1));
    }

    /** Takes bits that were looked at. */
    void skip(int length) throws EOFException {
        bits >>>= length;
        count -= length;
        if (at - count / 8 > end) {
            throw new EOFException("its data ends too early");
        }
    }
}
