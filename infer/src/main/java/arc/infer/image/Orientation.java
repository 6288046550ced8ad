package arc.infer.image;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Turns a picture upright by the orientation tag of EXIF and TIFF 6.0: 1 is upright, 2 to 8 are mirrored or turned.
 *
 * @param value 1 to 8
 */
record Orientation(int value) {

    /** Leaves the picture as it is. */
    static final Orientation UPRIGHT = new Orientation(1);

    private static final int TAG = 0x0112;
    private static final int TYPE_SHORT = 3;

    /** Returns the orientation of that value; upright for a value outside 1 to 8, as viewers do. */
    static Orientation of(int value) {
        return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
    }

    /**
     * Reads the tag from the first directory of an EXIF block.
     *
     * @param tiff the block from its byte-order mark on; upright when it is broken or has no such tag
     */
    static Orientation ofExif(ByteBuffer tiff) {
        try {
            ByteBuffer in = tiff.slice();
            in.order(in.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int directory = in.getInt(4);
            int entries = in.getShort(directory) & 0xffff;
            for (int i = 0; i < entries; i++) {
                int entry = directory + 2 + 12 * i;
                if ((in.getShort(entry) & 0xffff) == TAG) {
                    return in.getShort(entry + 2) == TYPE_SHORT ? of(in.getShort(entry + 8)) : UPRIGHT;
                }
            }
            return UPRIGHT;
        } catch (IndexOutOfBoundsException | BufferUnderflowException _) {
            return UPRIGHT; // a broken note in the margin doesn't make the picture unreadable
        }
    }

    /** Returns the picture upright; the picture itself where there is nothing to do. */
    DecodedImage turn(DecodedImage image) {
        if (value == 1) {
            return image;
        }
        int width = image.widthPixels();
        int height = image.heightPixels();
        boolean swapped = value >= 5;
        int outWidth = swapped ? height : width;
        int outHeight = swapped ? width : height;
        byte[] in = image.rgb();
        byte[] out = new byte[in.length];
        for (int y = 0, target = 0; y < outHeight; y++) {
            for (int x = 0; x < outWidth; x++, target += 3) {
                int column = sourceColumn(x, y, width);
                int row = sourceRow(x, y, height);
                int source = (row * width + column) * 3;
                out[target] = in[source];
                out[target + 1] = in[source + 1];
                out[target + 2] = in[source + 2];
            }
        }
        return DecodedImage.ofRgb(outWidth, outHeight, out);
    }

    /** Returns the stored column that upright pixel (x, y) comes from. */
    private int sourceColumn(int x, int y, int width) {
        return switch (value) {
            case 2, 3 -> width - 1 - x;
            case 5, 6 -> y;
            case 7, 8 -> width - 1 - y;
            default -> x; // 1, 4
        };
    }

    /** Returns the stored row that upright pixel (x, y) comes from. */
    private int sourceRow(int x, int y, int height) {
        return switch (value) {
            case 3, 4 -> height - 1 - y;
            case 5, 8 -> x;
            case 6, 7 -> height - 1 - x;
            default -> y; // 1, 2
        };
    }
}
