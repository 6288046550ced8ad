package arc.infer.image.webp;

import java.io.IOException;

/**
 * Decodes symbols of a canonical prefix code: short ones by a table of the next bits, long ones by the ranges that
 * codes of each length fill.
 */
final class PrefixCode {

    static final int MAX_LENGTH = 15;
    private static final int TABLE_BITS = 8;

    private final int[] symbols; // by length, then by value
    private final int[] firstCodes = new int[MAX_LENGTH + 2]; // of each length
    private final int[] firstSymbols = new int[MAX_LENGTH + 2]; // where a length's symbols begin
    private final int tableBits;
    private final int[] table; // symbol << 4 | length; 0 where the code is longer

    /**
     * Builds the code in which symbol i has the length {@code lengths[i]}, 0 for none.
     *
     * @throws IOException when such a code leaves gaps or overlaps; one symbol alone takes no bits
     */
    PrefixCode(int[] lengths) throws IOException {
        int[] counts = new int[MAX_LENGTH + 1];
        int used = 0;
        for (int length : lengths) {
            counts[length]++;
            used += length > 0 ? 1 : 0;
        }
        symbols = new int[used];
        int code = 0;
        int longest = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            code = (code + (length > 1 ? counts[length - 1] : 0)) << 1;
            firstCodes[length] = code;
            firstSymbols[length + 1] = firstSymbols[length] + counts[length];
            longest = counts[length] > 0 ? length : longest;
        }
        boolean complete = code + counts[MAX_LENGTH] == 1 << MAX_LENGTH;
        if (used == 0 || (used > 1 && !complete)) {
            throw new IOException("a prefix code is not complete");
        }
        int[] next = firstSymbols.clone();
        for (int symbol = 0; symbol < lengths.length; symbol++) {
            if (lengths[symbol] > 0) {
                symbols[next[lengths[symbol]]++] = symbol;
            }
        }
        tableBits = used == 1 ? 0 : Math.min(longest, TABLE_BITS);
        table = used == 1 ? new int[0] : table();
    }

    /** Returns how many numbers the code keeps. */
    int sizeInMemory() {
        return symbols.length + table.length;
    }

    int read(BitReader in) throws IOException {
        if (symbols.length == 1) {
            return symbols[0];
        }
        int entry = table[in.peek(tableBits)];
        if (entry != 0) {
            in.skip(entry & 15);
            return entry >> 4;
        }
        int code = 0;
        for (int length = 1; length <= MAX_LENGTH; length++) {
            code = (code << 1) | in.number(1);
            int index = code - firstCodes[length];
            int count = firstSymbols[length + 1] - firstSymbols[length];
            if (index >= 0 && index < count) {
                return symbols[firstSymbols[length] + index];
            }
        }
        throw new IOException("a symbol has no code"); // a complete code doesn't come here
    }

    private int[] table() {
        int[] entries = new int[1 << tableBits];
        for (int length = 1; length <= tableBits; length++) {
            int count = firstSymbols[length + 1] - firstSymbols[length];
            for (int i = 0; i < count; i++) {
                int symbol = symbols[firstSymbols[length] + i];
                // Codes are read from their highest bit on, and the table is looked up from the lowest.
                int reversed = Integer.reverse(firstCodes[length] + i) >>> (32 - length);
                for (int at = reversed; at < entries.length; at += 1 << length) {
                    entries[at] = (symbol << 4) | length;
                }
            }
        }
        return entries;
    }
}
