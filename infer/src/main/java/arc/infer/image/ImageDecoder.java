package arc.infer.image;

import arc.infer.file.FileErrors;
import arc.infer.image.UnreadableImageException.Reason;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Decodes PNG, JPEG, BMP, GIF (the first frame), WebP and TIFF (the first page) to upright sRGB of 8 bits, alpha over
 * white. Content decides the format, never a name. Whatever the bytes are, the answer is a picture or an
 * {@link UnreadableImageException}; what a header claims is checked before memory is taken for it. Safe for several threads.
 *
 * <p>Colour is taken as it is stored: profiles and gamma are not applied; 16 bits become {@code round(v / 257)}; CMYK
 * becomes {@code (255 - C)(255 - K) / 255}.
 */
public final class ImageDecoder {

    /** Largest width and height. */
    public static final int MAX_SIDE_PIXELS = 16_384;

    /** Largest number of pixels: 50 megapixels, beyond what cameras make. */
    public static final int MAX_PIXELS = 50_000_000;

    /** Largest file: room for 50 megapixels of uncompressed RGB, and then some. */
    public static final int MAX_FILE_BYTES = 256 << 20;

    private static final int SMALL_FILE_BYTES = 1 << 20;

    /** How many first bytes tell whether a file is an image. */
    public static final int HEAD_BYTES = ImageFormat.MAGIC_BYTES;

    private ImageDecoder() {}

    /** Says whether a file that begins with these bytes claims to be in a format that arc decodes. */
    public static boolean isImage(byte[] head) {
        return ImageFormat.of(head).isPresent();
    }

    /**
     * Decodes a file.
     *
     * @throws UnreadableImageException when it is not there, not a file, or not an image that can be decoded
     */
    public static DecodedImage decode(Path file) throws UnreadableImageException {
        return decode(readBytes(file), file.toString());
    }

    /**
     * Decodes the bytes of a file.
     *
     * @param name of the file, for messages
     * @throws UnreadableImageException when the bytes are not an image that can be decoded
     */
    public static DecodedImage decode(byte[] bytes, String name) throws UnreadableImageException {
        if (bytes.length == 0) {
            throw unreadable(name, Reason.EMPTY, "it is empty, 0 bytes");
        }
        if (bytes.length > MAX_FILE_BYTES) {
            throw tooManyBytes(name);
        }
        Optional<ImageFormat> format = ImageFormat.of(bytes);
        if (format.isEmpty()) {
            throw unreadable(name, Reason.UNSUPPORTED,
                    ImageFormat.describeUnsupported(bytes) + "; arc reads " + ImageFormat.SUPPORTED);
        }
        return decode(format.get(), bytes, name);
    }

    /**
     * Reads the bytes of an image file.
     *
     * @throws UnreadableImageException when it is not there, not a file, not readable, or larger than
     *     {@value #MAX_FILE_BYTES} bytes
     */
    public static byte[] readBytes(Path file) throws UnreadableImageException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw unreadable(file.toString(), Reason.NOT_ACCESSIBLE, "it is a folder");
            }
            if (!attributes.isRegularFile()) {
                throw unreadable(file.toString(), Reason.NOT_ACCESSIBLE, "it is not a regular file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return readBytes(in, attributes.size(), file.toString());
            }
        } catch (UnreadableImageException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableImageException(Reason.NOT_ACCESSIBLE,
                    file + ": cannot be read: " + FileErrors.reason(e), e);
        }
    }

    /**
     * Reads the bytes of an image to the end of a stream, which stays open.
     *
     * @param name of the image, for messages
     * @throws UnreadableImageException when there are more than {@value #MAX_FILE_BYTES} bytes
     */
    public static byte[] readBytes(InputStream in, String name) throws IOException {
        byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
        if (bytes.length > MAX_FILE_BYTES) {
            throw tooManyBytes(name);
        }
        return bytes;
    }

    /** Reads a small file at one go, if its size is right still: the calls to the system are most of its time. */
    private static byte[] readBytes(InputStream in, long size, String name) throws IOException {
        if (size > SMALL_FILE_BYTES) {
            return readBytes(in, name);
        }
        byte[] start = new byte[(int) size + 1];
        int length = in.readNBytes(start, 0, start.length);
        if (length < start.length) {
            return Arrays.copyOf(start, length);
        }
        byte[] rest = readBytes(in, name);
        byte[] bytes = Arrays.copyOf(start, length + rest.length);
        System.arraycopy(rest, 0, bytes, length, rest.length);
        return bytes;
    }

    private static DecodedImage decode(ImageFormat format, byte[] bytes, String name)
            throws UnreadableImageException {
        try {
            EncodedImage encoded = format.parse(bytes);
            requireSaneSize(encoded.widthPixels(), encoded.heightPixels());
            try (DecodingMemory.Share _ = DecodingMemory.take(workingBytes(encoded) + bytes.length)) {
                return encoded.orientation().turn(encoded.decode());
            }
        } catch (ImageProblem e) {
            throw unreadable(name, e.reason(), format.title() + ": " + e.getMessage(), e);
        } catch (EOFException | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw unreadable(name, Reason.CORRUPT, format.title() + ": it is cut short or corrupt", e);
        } catch (IOException | RuntimeException e) {
            throw unreadable(name, Reason.CORRUPT, format.title() + ": " + words(e), e);
        } catch (StackOverflowError | OutOfMemoryError e) {
            // Bad bytes can drive a library into either; both are over once its frames are left.
            throw unreadable(name, Reason.TOO_LARGE, format.title() + ": it takes more memory than there is", e);
        }
    }

    private static long workingBytes(EncodedImage encoded) {
        boolean turned = !encoded.orientation().equals(Orientation.UPRIGHT);
        long copy = turned ? 3L * encoded.widthPixels() * encoded.heightPixels() : 0;
        return encoded.workingBytes() + copy;
    }

    /** Refuses what is too large to decode, by a header's word. */
    static void requireSaneSize(long width, long height) throws ImageProblem {
        if (width < 1 || height < 1) {
            throw ImageProblem.corrupt("its header says " + width + "x" + height + " pixels");
        }
        if (width > MAX_SIDE_PIXELS || height > MAX_SIDE_PIXELS || width * height > MAX_PIXELS) {
            throw new ImageProblem(Reason.TOO_LARGE, String.format(Locale.ROOT,
                    "%dx%d pixels are too many; arc reads up to %,d a side and %d megapixels", width, height,
                    MAX_SIDE_PIXELS, MAX_PIXELS / 1_000_000));
        }
    }

    /** Returns a library's own words where they are meant for people and short enough to help. */
    private static String words(Exception e) {
        String message = e instanceof IOException ? e.getMessage() : null;
        boolean helpful = message != null && !message.isBlank() && message.length() <= 100;
        return helpful ? "it is corrupt: " + message.strip() : "it is corrupt";
    }

    private static UnreadableImageException tooManyBytes(String name) {
        return unreadable(name, Reason.TOO_LARGE,
                "it has more than " + (MAX_FILE_BYTES >> 20) + " MiB, and no image that arc reads needs them");
    }

    private static UnreadableImageException unreadable(String name, Reason reason, String why) {
        return new UnreadableImageException(reason, name + ": not an image arc can read (" + why + ")");
    }

    private static UnreadableImageException unreadable(String name, Reason reason, String why, Throwable cause) {
        return new UnreadableImageException(reason, name + ": not an image arc can read (" + why + ")", cause);
    }
}
