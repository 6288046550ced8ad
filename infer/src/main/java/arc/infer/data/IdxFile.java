package arc.infer.data;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads IDX files: big-endian, magic 2051, count, rows, columns, and a byte a pixel; or magic 2049,
 * count, and a byte a label. Nothing is believed before it is checked, and no memory is taken for what a header
 * only claims.
 */
final class IdxFile {

    private static final int IMAGES_MAGIC = 2051;
    private static final int LABELS_MAGIC = 2049;
    private static final int MAX_SIDE_PIXELS = 16_384;
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8; // the longest array that every JVM grants

    /** Opens the bytes of a file, as they are stored. */
    @FunctionalInterface
    interface Bytes {
        InputStream open() throws IOException;
    }

    private IdxFile() {}

    /**
     * Reads the images.
     *
     * @param name of the file, for messages; unpacked when it ends in {@code .gz}
     * @throws ArcException when the file is not what it should be
     */
    static IdxImages readImages(String name, Bytes file) {
        return read(name, file, in -> {
            int count = header(name, in, IMAGES_MAGIC, "images");
            int height = in.readInt();
            int width = in.readInt();
            if (height < 1 || width < 1 || height > MAX_SIDE_PIXELS || width > MAX_SIDE_PIXELS) {
                throw new ArcException(name + ": images of " + width + "x" + height
                        + " pixels are not plausible (1 to 16,384 a side); is it an IDX file of images?");
            }
            long bytes = (long) count * height * width; // below 2^59
            if (bytes > MAX_BYTES) {
                throw new ArcException(String.format(Locale.ROOT,
                        "%s: %,d images of %dx%d pixels are more than the 2 GiB that arc reads of an IDX file; split it, or use a folder of images",
                        name, count, width, height));
            }
            return new IdxImages(count, height, width, body(name, in, (int) bytes, "pixels"));
        });
    }

    /**
     * Reads the labels.
     *
     * @param name of the file, for messages; unpacked when it ends in {@code .gz}
     * @param classes the number of classes; a label is below it
     * @throws ArcException when the file is not what it should be
     */
    static byte[] readLabels(String name, Bytes file, int classes) {
        return read(name, file, in -> {
            int count = header(name, in, LABELS_MAGIC, "labels");
            byte[] labels = body(name, in, count, "labels");
            for (int i = 0; i < count; i++) {
                if ((labels[i] & 0xff) >= classes) {
                    throw new ArcException(name + ": label " + (labels[i] & 0xff) + " of row " + i
                            + " is outside 0 to " + (classes - 1));
                }
            }
            return labels;
        });
    }

    @FunctionalInterface
    private interface Parser<T> {
        T parse(DataInputStream in) throws IOException;
    }

    private static <T> T read(String name, Bytes file, Parser<T> parser) {
        try (InputStream raw = file.open();
                InputStream unpacked = name.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
                DataInputStream in = new DataInputStream(unpacked)) {
            return parser.parse(in);
        } catch (EOFException e) {
            throw new ArcException(name + " is cut short: get the whole file again", e);
        } catch (ZipException e) {
            throw new ArcException(name + " is not a sound gzip file (" + e.getMessage() + "): get it again", e);
        } catch (IOException e) {
            throw new ArcException("cannot read " + name + ": " + FileErrors.reason(e), e);
        }
    }

    private static int header(String name, DataInputStream in, int magic, String what) throws IOException {
        int found = in.readInt();
        if (found != magic) {
            throw new ArcException(name + " is not an IDX file of " + what + ": expected magic number " + magic
                    + ", found " + found);
        }
        int count = in.readInt();
        if (count < 1) {
            throw new ArcException(name + " holds no " + what + " (count " + count + ")");
        }
        return count;
    }

    private static byte[] body(String name, InputStream in, int bytes, String what) throws IOException {
        byte[] body = in.readNBytes(bytes); // grows with what is there, not with what is claimed
        if (body.length < bytes) {
            throw new ArcException(String.format(Locale.ROOT,
                    "%s is cut short: its header promises %,d %s, found %,d; get the whole file again", name, bytes,
                    what, body.length));
        }
        if (in.read() != -1) {
            throw new ArcException(String.format(Locale.ROOT,
                    "%s goes on after the %,d %s that its header promises: header and content don't fit", name, bytes,
                    what));
        }
        return body;
    }
}
