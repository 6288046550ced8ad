package arc.infer.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Hands bytes to a chosen ImageIO reader, never to the plugin that happens to come first. */
final class Readers {

    static {
        ImageIO.setUseCache(false); // a library that opens a stream of its own leaves no temporary file
    }

    private Readers() {}

    /** Reads something with a reader. */
    @FunctionalInterface
    interface Reading<T> {
        T with(ImageReader reader) throws IOException;
    }

    /** Returns a new reader of the JDK's own for a format such as {@code png}. */
    static ImageReader ofJdk(String format) {
        for (Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format); readers.hasNext();) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
        }
        throw new IllegalStateException("this Java has no " + format + " reader of its own");
    }

    /** Reads the first picture of the bytes. */
    static BufferedImage readFirst(ImageReader reader, byte[] bytes) throws IOException {
        return read(reader, bytes, r -> r.read(0));
    }

    /** Reads the first picture of the bytes with a reader that is not told how many they are. */
    static BufferedImage readFirstOfUnknownLength(ImageReader reader, byte[] bytes) throws IOException {
        return read(reader, new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)), r -> r.read(0));
    }

    /** Reads from the bytes, ignoring metadata, and closes the reader. */
    static <T> T read(ImageReader reader, byte[] bytes, Reading<T> reading) throws IOException {
        return read(reader, new ByteArrayImageInputStream(bytes), reading);
    }

    private static <T> T read(ImageReader reader, ImageInputStream stream, Reading<T> reading) throws IOException {
        try (ImageInputStream in = stream) {
            reader.setInput(in, true, true);
            return reading.with(reader);
        } finally {
            reader.dispose();
        }
    }
}
