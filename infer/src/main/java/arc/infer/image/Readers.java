package arc.infer.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

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

    /** Reads from the bytes, ignoring metadata, and closes the reader. */
    static <T> T read(ImageReader reader, byte[] bytes, Reading<T> reading) throws IOException {
        try (ImageInputStream in = new ByteArrayImageInputStream(bytes)) {
            reader.setInput(in, true, true);
            return reading.with(reader);
        } finally {
            reader.dispose();
        }
    }
}
