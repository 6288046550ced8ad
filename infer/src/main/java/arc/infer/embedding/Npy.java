package arc.infer.embedding;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Reads and writes NumPy's {@code .npy} files: little-endian float32 (written and read) and float64
 * (read), in C order. Format: numpy.lib.format, versions 1.0 (written) and 2.0. Anything else, pickles
 * above all, is refused.
 */
public final class Npy {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    /** The format asks that the data start at a multiple of this. */
    private static final int ALIGNMENT = 64;

    /** Takes the rows of a matrix as they stand in a file, the first one first. */
    public interface Rows {

        /** Takes the shape, once and ahead of the rows. */
        void begin(int rows, int columns);

        /**
         * Takes one row.
         *
         * @param values valid only during the call
         * @throws IllegalArgumentException when the row can't be used; its message becomes the reader's
         */
        void add(double[] values);
    }

    private Npy() {}

    /**
     * Writes the header of a float32 array; the values follow it, by {@link #writeFloats}.
     *
     * @param shape lengths of the axes
     */
    public static void writeHeader(OutputStream out, long... shape) throws IOException {
        String axes = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + axes + (shape.length == 1 ? ",)" : ")")
                + ", }";
        int prefix = MAGIC.length + 2 + 2;
        int length = Math.ceilDiv(prefix + text.length() + 1, ALIGNMENT) * ALIGNMENT - prefix;
        out.write(MAGIC);
        out.write(new byte[]{1, 0, (byte) length, (byte) (length >> 8)});
        out.write((text + " ".repeat(length - 1 - text.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes values, little-endian. */
    public static void writeFloats(OutputStream out, float[] values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    /**
     * Reads a matrix of embeddings, [N, D]; rows are scaled to norm 1.
     *
     * @throws ArcException when the file can't be read or isn't such a matrix, or a row has a value that
     *     is not finite, or is zero
     */
    public static EmbeddingSet readEmbeddings(Path file) {
        UnitRows rows = new UnitRows();
        readRows(file, rows, false);
        return rows.built();
    }

    /**
     * Reads embeddings to search with, [N, D] or a single one, [D]; rows are scaled to norm 1.
     *
     * @throws ArcException as {@link #readEmbeddings}
     */
    public static EmbeddingSet readQueries(Path file) {
        UnitRows rows = new UnitRows();
        readRows(file, rows, true);
        return rows.built();
    }

    /**
     * Reads a matrix, [N, D], as it is.
     *
     * @throws ArcException when the file can't be read or isn't such a matrix, or {@code rows} refuses it
     */
    public static void readRows(Path file, Rows rows) {
        readRows(file, rows, false);
    }

    private static void readRows(Path file, Rows rows, boolean orVector) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new ArcException("cannot read " + file + ": "
                        + (Files.exists(file) ? "it is not a file" : "no such file or folder"));
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                readRows(in, Files.size(file), file.toString(), rows, orVector);
            }
        } catch (EOFException e) {
            throw new ArcException(file + " is not a NumPy array: it is cut short in its header", e);
        } catch (IOException e) {
            throw new ArcException("cannot read " + file + ": " + FileErrors.reason(e), e);
        }
    }

    private static void readRows(InputStream in, long fileBytes, String name, Rows rows, boolean orVector)
            throws IOException {
        byte[] start = exactly(in, MAGIC.length + 2);
        if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new ArcException(name + " is not a NumPy array: it doesn't start as an .npy file does");
        }
        int major = start[MAGIC.length];
        if (major != 1 && major != 2) {
            throw new ArcException(name + " has .npy format version " + major + ", and arc reads versions 1 and 2");
        }
        int lengthBytes = major == 1 ? 2 : 4;
        long headerBytes = Integer.toUnsignedLong(
                ByteBuffer.wrap(Arrays.copyOf(exactly(in, lengthBytes), 4)).order(ByteOrder.LITTLE_ENDIAN).getInt());
        if (headerBytes > NpyHeader.MAX_BYTES) {
            throw new ArcException(name + " is not a NumPy array that arc reads: its header has " + headerBytes
                    + " bytes, more than " + NpyHeader.MAX_BYTES);
        }
        NpyHeader header = NpyHeader
                .parse(new String(exactly(in, (int) headerBytes), StandardCharsets.ISO_8859_1), name, orVector);
        long found = fileBytes - (start.length + lengthBytes + headerBytes);
        if (header.dataBytes() != found) {
            throw new ArcException(name + (found < header.dataBytes() ? " is cut short: " : " is too long: ")
                    + header.rows() + " x " + header.columns() + " values take " + header.dataBytes()
                    + " bytes, and it has " + found);
        }
        readRows(in, header, name, rows);
    }

    private static void readRows(InputStream in, NpyHeader header, String name, Rows rows) throws IOException {
        try {
            rows.begin(header.rows(), header.columns());
            double[] values = new double[header.columns()];
            for (int row = 0; row < header.rows(); row++) {
                ByteBuffer bytes = ByteBuffer.wrap(exactly(in, header.columns() * header.valueBytes()))
                        .order(ByteOrder.LITTLE_ENDIAN);
                for (int column = 0; column < values.length; column++) {
                    values[column] = header.valueBytes() == Float.BYTES ? bytes.getFloat() : bytes.getDouble();
                }
                rows.add(values);
            }
        } catch (IllegalArgumentException e) {
            throw new ArcException(name + ": " + e.getMessage(), e);
        }
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }
}
