package arc.infer.image;

import java.io.IOException;

/**
 * Holds a file whose header has been read: what it claims is known and can be checked before any
 * memory is taken for its pixels.
 */
sealed interface EncodedImage permits PngFile, JpegFile, GifFile, BmpFile, WebpFile, TiffFile {

    /** Returns the stored width, before any orientation. */
    int widthPixels();

    /** Returns the stored height, before any orientation. */
    int heightPixels();

    /** Returns about how much heap {@link #decode} takes for samples, the result included. */
    long workingBytes();

    /** Returns how the picture is to be turned. */
    Orientation orientation();

    /** Decodes the first picture as it is stored: sRGB over white, not yet turned. */
    DecodedImage decode() throws IOException;
}
