package arc.infer.image.webp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decodes the lossless half of WebP, as the "WebP Lossless Bitstream Specification" describes it (also in RFC 9649); the
 * numbers in these classes are its chapters.
 */
public final class Vp8lDecoder {

    private static final int PREDICT = 0;
    private static final int COLOUR = 1;
    private static final int SUBTRACT_GREEN = 2;

    private Vp8lDecoder() {}

    /**
     * Decodes a picture.
     *
     * @param bytes the body of a chunk "VP8L" from {@code offset} on, {@code length} bytes of it; its width and height
     *     have been checked, because memory is taken for them
     * @return [height, width], alpha, red, green and blue from the highest byte to the lowest; opaque where the header
     *     says that alpha means nothing
     * @throws IOException when the bytes are no sound picture
     */
    public static int[] decodeArgb(byte[] bytes, int offset, int length) throws IOException {
        BitReader in = new BitReader(bytes, offset, length);
        if (in.number(8) != 0x2f) {
            throw new IOException("it does not begin as a lossless picture does");
        }
        int width = in.number(14) + 1;
        int height = in.number(14) + 1;
        boolean hasAlpha = in.flag();
        if (in.number(3) != 0) {
            throw new IOException("it is of an unknown version");
        }
        int[] argb = decode(in, width, height);
        if (!hasAlpha) {
            for (int i = 0; i < argb.length; i++) {
                argb[i] |= 0xff000000;
            }
        }
        return argb;
    }

    /**
     * Decodes the alpha of a lossy picture, which stands in the green of a picture without a header.
     *
     * @return [height, width], alpha in bits 8 to 15
     * @throws IOException when the bytes are no sound picture
     */
    public static int[] decodeWithoutHeader(byte[] bytes, int offset, int length, int width, int height)
            throws IOException {
        return decode(new BitReader(bytes, offset, length), width, height);
    }

    private static int[] decode(BitReader in, int width, int height) throws IOException {
        Deque<Transform> transforms = new ArrayDeque<>(); // the last one read is the first one undone
        int codedWidth = width;
        int seen = 0;
        while (in.flag()) {
            int type = in.number(2);
            if ((seen & (1 << type)) != 0) {
                throw new IOException("it has a transform twice");
            }
            seen |= 1 << type;
            Transform transform = readTransform(in, type, codedWidth, height);
            if (transform instanceof IndexTransform index) {
                codedWidth = index.packedWidth();
            }
            transforms.push(transform);
        }
        int[] argb = CodedImage.readMain(in, codedWidth, height);
        for (Transform transform : transforms) {
            argb = transform.undo(argb);
        }
        return argb;
    }

    private static Transform readTransform(BitReader in, int type, int width, int height) throws IOException {
        return switch (type) {
            case SUBTRACT_GREEN -> new GreenTransform();
            case PREDICT, COLOUR -> {
                int bits = in.number(3) + 2;
                int[] parts = CodedImage.readSmall(in, CodedImage.parts(width, bits), CodedImage.parts(height, bits));
                yield type == PREDICT
                        ? new PredictTransform(width, bits, parts)
                        : new ColourTransform(width, bits, parts);
            }
            default -> readIndex(in, width, height);
        };
    }

    private static Transform readIndex(BitReader in, int width, int height) throws IOException {
        int size = in.number(8) + 1;
        int[] colours = CodedImage.readSmall(in, size, 1);
        for (int i = 1; i < size; i++) {
            colours[i] = PixelPrediction.add(colours[i], colours[i - 1]); // coded as differences
        }
        return new IndexTransform(width, height, colours);
    }
}
