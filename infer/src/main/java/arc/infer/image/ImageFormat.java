package arc.infer.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells image formats apart by a file's first bytes; names and extensions are not asked. */
enum ImageFormat {
    PNG("PNG", "\\x89PNG\\r\\n\\x1a\\n.*"), //
    JPEG("JPEG", "\\xff\\xd8\\xff.*"), //
    GIF("GIF", "GIF8[79]a.*"), //
    BMP("BMP", "BM.*"), //
    WEBP("WebP", "RIFF....WEBP.*"), //
    TIFF("TIFF", "(II[*+]\\x00|MM\\x00[*+]).*");

    /** The formats, for messages. */
    static final String SUPPORTED = "PNG, JPEG, BMP, GIF, WebP and TIFF";

    /** How many first bytes are looked at. */
    static final int MAGIC_BYTES = 32;

    /** Formats that people have and arc does not read: naming them helps more than "unknown". */
    private static final Map<String, Pattern> UNSUPPORTED = Map.of( //
            "HEIF or AVIF", magic("....ftyp(heic|heix|hevc|heim|heis|hevm|hevs|mif1|msf1|avif|avis).*"), //
            "JPEG 2000", magic("(\\x00\\x00\\x00\\x0cjP  |\\xff\\x4f\\xff\\x51).*"), //
            "JPEG XL", magic("(\\x00\\x00\\x00\\x0cJXL |\\xff\\x0a).*"), //
            "Photoshop", magic("8BPS.*"), //
            "a Windows icon", magic("\\x00\\x00[\\x01\\x02]\\x00.*"), //
            "Netpbm", magic("P[1-7][\\s#].*"), //
            "PDF", magic("%PDF.*"), //
            "SVG", magic("\\s*(<\\?xml.*|<svg.*)"));

    private final String title;
    private final Pattern magic;

    ImageFormat(String title, String magic) {
        this.title = title;
        this.magic = magic(magic);
    }

    /** Returns the format's name as people write it. */
    String title() {
        return title;
    }

    /** Reads the header. */
    EncodedImage parse(byte[] bytes) throws IOException {
        return switch (this) {
            case PNG -> PngFile.parse(bytes);
            case JPEG -> JpegFile.parse(bytes);
            case GIF -> GifFile.parse(bytes);
            case BMP -> BmpFile.parse(bytes);
            case WEBP -> WebpFile.parse(bytes);
            case TIFF -> TiffFile.parse(bytes);
        };
    }

    /** Returns the format of a file with these first bytes. */
    static Optional<ImageFormat> of(byte[] bytes) {
        String head = head(bytes);
        for (ImageFormat format : values()) {
            if (format.magic.matcher(head).matches()) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Names what the bytes are instead of a supported image: a known format, or their first values. */
    static String describeUnsupported(byte[] bytes) {
        String head = head(bytes);
        for (Map.Entry<String, Pattern> format : UNSUPPORTED.entrySet()) {
            if (format.getValue().matcher(head).matches()) {
                return "it looks like " + format.getKey();
            }
        }
        StringBuilder first = new StringBuilder("no known format, it begins with");
        for (int i = 0; i < Math.min(8, bytes.length); i++) {
            first.append(String.format(" %02x", bytes[i]));
        }
        return first.toString();
    }

    private static String head(byte[] bytes) {
        return new String(bytes, 0, Math.min(MAGIC_BYTES, bytes.length), StandardCharsets.ISO_8859_1);
    }

    private static Pattern magic(String regex) {
        return Pattern.compile(regex, Pattern.DOTALL);
    }
}
