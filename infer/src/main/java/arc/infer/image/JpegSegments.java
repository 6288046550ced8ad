package arc.infer.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Walks the segments of a JPEG file: what the header says, the EXIF orientation, and a copy of just the segments that
 * make the picture.
 */
final class JpegSegments {

    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int RST0 = 0xd0;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int COM = 0xfe;

    private final byte[] bytes;
    private final ByteArrayOutputStream coding = new ByteArrayOutputStream();
    private int at = 2; // behind SOI
    private int sofMarker;
    private int widthPixels;
    private int heightPixels;
    private byte[] componentIds = {};
    private boolean jfif;
    private int adobeTransform = -1; // none seen
    private int scans;
    private int codedBytes;
    private boolean ended;
    private Orientation orientation = Orientation.UPRIGHT;
    private boolean exifSeen;

    private JpegSegments(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Walks a file to the end of its first picture. */
    static JpegSegments read(byte[] bytes) throws ImageProblem {
        JpegSegments segments = new JpegSegments(bytes);
        while (!segments.ended && segments.nextSegment()) {
            // each call takes one segment
        }
        if (segments.scans == 0) {
            throw ImageProblem.cutShort();
        }
        return segments;
    }

    int widthPixels() {
        return widthPixels;
    }

    int heightPixels() {
        return heightPixels;
    }

    int components() {
        return componentIds.length;
    }

    /** Says whether the components' ids are the letters R, G, B, which some writers mark RGB with. */
    boolean idsSpellRgb() {
        return new String(componentIds, StandardCharsets.ISO_8859_1).equals("RGB");
    }

    boolean jfif() {
        return jfif;
    }

    /** Returns the colour transform of Adobe's segment: 0 none, 1 YCbCr, 2 YCCK; -1 without such a segment. */
    int adobeTransform() {
        return adobeTransform;
    }

    boolean progressive() {
        return sofMarker == SOF2;
    }

    /** Says whether the end-of-image marker was there. */
    boolean ended() {
        return ended;
    }

    int scans() {
        return scans;
    }

    /** Returns the number of bytes in which pixels are coded. */
    int codedBytes() {
        return codedBytes;
    }

    Orientation orientation() {
        return orientation;
    }

    /** Returns the file with {@code mark} as its only application segment, and an end. */
    byte[] codingBytes(byte[] mark) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(coding.size() + mark.length + 4);
        file.write(0xff);
        file.write(SOI);
        file.writeBytes(mark);
        file.writeBytes(coding.toByteArray());
        file.write(0xff);
        file.write(EOI);
        return file.toByteArray();
    }

    /** Takes the segment at the next marker, and what is coded behind it; false at the end of the file. */
    private boolean nextSegment() throws ImageProblem {
        while (at < bytes.length && bytes[at] != (byte) 0xff) {
            at++; // rubbish between segments: libjpeg goes over it, too
        }
        while (at < bytes.length && bytes[at] == (byte) 0xff) {
            at++;
        }
        if (at >= bytes.length) {
            return false;
        }
        int marker = bytes[at++] & 0xff;
        if (marker == EOI) {
            ended = true;
        } else if (!(marker <= 1 || (marker >= RST0 && marker <= SOI))) { // those stand alone
            takeSegment(marker);
        }
        return true;
    }

    private void takeSegment(int marker) throws ImageProblem {
        if (bytes.length - at < 2) {
            throw ImageProblem.cutShort();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int length = in.getShort(at) & 0xffff;
        if (length < 2) {
            throw ImageProblem.corrupt("a segment has length " + length);
        }
        if (length > bytes.length - at) {
            throw ImageProblem.cutShort();
        }
        ByteBuffer body = in.slice(at + 2, length - 2);
        int end = at + length;
        switch (marker) {
            case APP0 -> jfif |= startsWith(body, "JFIF\0");
            case APP1 -> takeExif(body);
            case APP14 -> takeAdobe(body);
            case SOS -> {
                end = endOfCoded(end);
                codedBytes += end - at - length;
                scans++;
            }
            default -> {
                if (isFrame(marker)) {
                    takeFrame(marker, body);
                }
            }
        }
        boolean note = (marker >= APP0 && marker <= APP15) || marker == COM;
        if (!note) {
            coding.write(0xff);
            coding.write(marker);
            coding.write(bytes, at, end - at);
        }
        at = end;
    }

    private static boolean isFrame(int marker) {
        return marker >= SOF0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC;
    }

    private void takeFrame(int marker, ByteBuffer body) throws ImageProblem {
        if (sofMarker != 0) {
            throw ImageProblem.corrupt("it has two frame headers");
        }
        if (marker > SOF2) {
            throw ImageProblem.unsupported("lossless, hierarchical or arithmetic coding");
        }
        if (body.get(0) != 8) {
            throw ImageProblem.unsupported(body.get(0) + " bits a sample");
        }
        sofMarker = marker;
        heightPixels = body.getShort(1) & 0xffff;
        widthPixels = body.getShort(3) & 0xffff;
        componentIds = new byte[body.get(5) & 0xff];
        for (int i = 0; i < componentIds.length; i++) {
            componentIds[i] = body.get(6 + 3 * i);
        }
    }

    private void takeExif(ByteBuffer body) {
        if (!exifSeen && startsWith(body, "Exif\0\0")) {
            exifSeen = true;
            orientation = Orientation.ofExif(body.slice(6, body.limit() - 6));
        }
    }

    private void takeAdobe(ByteBuffer body) {
        if (startsWith(body, "Adobe") && body.limit() >= 12) {
            adobeTransform = body.get(11) & 0xff;
        }
    }

    /** Returns where coded data ends: at the next marker other than a restart, or at the end of the file. */
    private int endOfCoded(int from) {
        for (int i = from; i < bytes.length - 1; i++) {
            if (bytes[i] == (byte) 0xff) {
                int next = bytes[i + 1] & 0xff;
                if (next != 0 && next != 0xff && !(next >= RST0 && next < SOI)) {
                    return i;
                }
            }
        }
        return bytes.length;
    }

    private static boolean startsWith(ByteBuffer body, String latin1) {
        byte[] start = latin1.getBytes(StandardCharsets.ISO_8859_1);
        return body.limit() >= start.length && body.slice(0, start.length).equals(ByteBuffer.wrap(start));
    }
}
