package arc.infer.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Puts PNG files together, sound or not; every checksum is right. */
final class PngBuilder {

    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PngBuilder(int width, int height, int bitDepth, int colourType) {
        out.writeBytes(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk("IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) bitDepth).put((byte) colourType)
                .array());
    }

    PngBuilder chunk(String type, byte[] body) {
        byte[] typed = ByteBuffer.allocate(4 + body.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(body)
                .array();
        CRC32 crc = new CRC32();
        crc.update(typed);
        out.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
        out.writeBytes(typed);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return this;
    }

    PngBuilder chunk(String type, int... body) {
        return chunk(type, bytes(body));
    }

    /** Ends the file with rows as they are stored: each begins with its filter, 0 for none. */
    byte[] rows(int... bytes) {
        return packedRows(deflate(bytes(bytes)));
    }

    byte[] packedRows(byte[] packed) {
        chunk("IDAT", packed);
        chunk("IEND", new byte[0]);
        return out.toByteArray();
    }

    static byte[] deflate(byte[] bytes) {
        Deflater deflater = new Deflater(9);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] packed = new byte[bytes.length + 64];
        int length = deflater.deflate(packed);
        deflater.end();
        return Arrays.copyOf(packed, length);
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
