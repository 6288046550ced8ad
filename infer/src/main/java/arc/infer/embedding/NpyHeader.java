package arc.infer.embedding;

import arc.infer.ArcException;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says how a matrix is stored in an {@code .npy} file.
 *
 * @param rows number of rows, at least 1
 * @param columns number of columns, at least 1
 * @param valueBytes 4 for float32, 8 for float64
 */
record NpyHeader(int rows, int columns, int valueBytes) {

    /** Longer than any header of a plain array. */
    static final int MAX_BYTES = 1 << 16;

    /** A Python dictionary of three entries in any order, whose first value is a string. */
    private static final Pattern DICTIONARY = Pattern.compile("\\{\\s*(.*?)\\s*,?\\s*\\}\\s*", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("(['\"])descr\\1\\s*:\\s*(['\"])([^'\"]*)\\2");
    private static final Pattern ORDER = Pattern.compile("(['\"])fortran_order\\1\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("(['\"])shape\\1\\s*:\\s*\\(([0-9,\\s]*)\\)");

    long dataBytes() {
        return (long) rows * columns * valueBytes;
    }

    /** Reads a header; with {@code orVector}, one axis is taken as a matrix of one row. */
    static NpyHeader parse(String text, String name, boolean orVector) {
        if (!DICTIONARY.matcher(text).matches()) {
            throw new ArcException(name + " is not a NumPy array: its header is not a dictionary");
        }
        int valueBytes = valueBytes(TYPE.matcher(text), name);
        Matcher order = ORDER.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!order.find() || !shape.find()) {
            throw new ArcException(name + " is not a NumPy array: its header states no order or no shape");
        }
        if (order.group(2).equals("True")) {
            throw new ArcException(name + " is in Fortran order; save it with numpy.ascontiguousarray");
        }
        String[] axes = shape.group(2).isBlank() ? new String[0] : shape.group(2).strip().split("\\s*,\\s*");
        if (axes.length != 2 && !(orVector && axes.length == 1)) {
            throw new ArcException(name + " should have the shape (rows, dimensions)"
                    + (orVector ? " or (dimensions,)" : "") + ", found (" + shape.group(2) + ")");
        }
        long rows = axes.length == 1 ? 1 : length(axes[0], name);
        long columns = length(axes[axes.length - 1], name);
        if (rows < 1 || columns < 1) {
            throw new ArcException(name + " holds no embeddings: its shape is (" + rows + ", " + columns + ")");
        }
        if (rows > EmbeddingSet.MAX_ELEMENTS / columns) {
            throw new ArcException(name + " is too large: " + rows + " x " + columns + " values are more than "
                    + EmbeddingSet.MAX_ELEMENTS);
        }
        return new NpyHeader((int) rows, (int) columns, valueBytes);
    }

    private static int valueBytes(Matcher type, String name) {
        String found = type.find() ? type.group(3) : "a structure";
        return switch (found) {
            case "<f4" -> Float.BYTES;
            case "<f8" -> Double.BYTES;
            case "|O", "O" -> throw new ArcException(
                    name + " holds pickled Python objects, which arc never reads; save it as float32");
            default -> throw new ArcException(
                    name + " should hold little-endian float32 or float64 ('<f4', '<f8'), found " + found);
        };
    }

    private static long length(String digits, String name) {
        if (digits.isEmpty() || digits.length() > 18) {
            throw new ArcException(name + " is not a NumPy array: its shape has the length '" + digits + "'");
        }
        return Long.parseLong(digits);
    }
}
