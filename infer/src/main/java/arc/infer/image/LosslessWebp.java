package arc.infer.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Decodes the body of a lossless WebP chunk with TwelveMonkeys: alone in a file of its own, without any profile. */
final class LosslessWebp {

    private LosslessWebp() {}

    /** Decodes the body of a chunk "VP8L", its five bytes of header included. */
    static BufferedImage decode(byte[] body) throws IOException {
        int padded = body.length + (body.length & 1);
        ByteBuffer file = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(12 + padded).put(ascii("WEBPVP8L")).putInt(body.length).put(body);
        return Readers.readFirst(new WebPImageReaderSpi().createReaderInstance(null), file.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
