package arc.infer.image;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;

/** Reads the first page of a TIFF file with TwelveMonkeys. */
final class TiffFile implements EncodedImage {

    private static final int IMAGE_WIDTH = 256;
    private static final int IMAGE_LENGTH = 257;
    private static final int COMPRESSION = 259;
    private static final int SAMPLES_PER_PIXEL = 277;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_LENGTH = 323;
    private static final int TYPE_BYTE = 1;
    private static final int TYPE_SHORT = 3;
    private static final int TYPE_LONG = 4;

    private static final int MAX_SAMPLE_BYTES = 8;

    /**
     * The reader refuses pixels of more bytes than this for each byte of a file, if it knows how many there are; blank pages have
     * more. {@link TiffCompression} knows better.
     */
    private static final long READERS_EXPANSION = 512;

    private final byte[] bytes;
    private long widthPixels;
    private long heightPixels;
    private long samples = 1;
    private long compression = 1;
    private long tileWidth = 1;
    private long tileHeight = 1;

    private TiffFile(byte[] bytes) {
        this.bytes = bytes;
    }

    static TiffFile parse(byte[] bytes) throws ImageProblem {
        TiffFile tiff = new TiffFile(bytes);
        tiff.readDirectory();
        return tiff;
    }

    private void readDirectory() throws ImageProblem {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        in.order(in.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (in.getShort(2) == 43) {
            throw ImageProblem.unsupported("BigTIFF");
        }
        int directory = in.getInt(4);
        int entries = in.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            long value = switch (in.getShort(entry + 2)) {
                case TYPE_BYTE -> in.get(entry + 8) & 0xff;
                case TYPE_SHORT -> in.getShort(entry + 8) & 0xffff;
                case TYPE_LONG -> in.getInt(entry + 8) & 0xffffffffL;
                default -> 0;
            };
            switch (in.getShort(entry) & 0xffff) {
                case IMAGE_WIDTH -> widthPixels = value;
                case IMAGE_LENGTH -> heightPixels = value;
                case COMPRESSION -> compression = value;
                case SAMPLES_PER_PIXEL -> samples = value;
                case TILE_WIDTH -> tileWidth = value;
                case TILE_LENGTH -> tileHeight = value;
                default -> {
                } // the reader knows the rest
            }
        }
        ImageDecoder.requireSaneSize(widthPixels, heightPixels);
        ImageDecoder.requireSaneSize(tileWidth, tileHeight);
        if (samples < 1 || samples > 8) {
            throw ImageProblem.unsupported(samples + " samples a pixel");
        }
        TiffCompression.requireRoomFor(compression, widthPixels, heightPixels, samples, bytes.length);
    }

    @Override
    public int widthPixels() {
        return (int) widthPixels;
    }

    @Override
    public int heightPixels() {
        return (int) heightPixels;
    }

    @Override
    public long workingBytes() {
        return Math.max(widthPixels * heightPixels, tileWidth * tileHeight) * (2 * samples + 3);
    }

    @Override
    public Orientation orientation() {
        return Orientation.ofExif(ByteBuffer.wrap(bytes)); // the same tag in the same kind of directory
    }

    @Override
    public DecodedImage decode() throws IOException {
        ImageReader reader = new TIFFImageReaderSpi().createReaderInstance(null);
        boolean dense = widthPixels * heightPixels * samples * MAX_SAMPLE_BYTES > READERS_EXPANSION * bytes.length;
        try {
            return SrgbPixels.of(
                    dense ? Readers.readFirstOfUnknownLength(reader, bytes) : Readers.readFirst(reader, bytes));
        } catch (IIOException e) {
            if (String.valueOf(e.getMessage()).startsWith("Unsupported ")) {
                throw (ImageProblem) ImageProblem.unsupported("samples or colours of a kind that arc does not read")
                        .initCause(e);
            }
            throw e;
        }
    }
}
