package arc.infer.image;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;

import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes pictures as PNG, without loss: decoding gives the same samples again. */
public final class PngWriter {

    private PngWriter() {}

    /**
     * Writes a picture; one whose three channels are equal is written as 8-bit grey.
     *
     * @param out not closed
     */
    public static void write(DecodedImage image, OutputStream out) throws IOException {
        int width = image.widthPixels();
        int height = image.heightPixels();
        boolean grey = image.isGrey();
        BufferedImage picture = new BufferedImage(width, height,
                grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        WritableRaster raster = picture.getRaster(); // samples as they are: setRGB would bend grey
        int bands = raster.getNumBands();
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int band = 0; band < bands; band++) {
                    row[x * bands + band] = image.sample(x, y, band);
                }
            }
            raster.setPixels(0, y, width, 1, row);
        }
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(picture, "png", stream)) {
                throw new IOException("this Java has no PNG writer");
            }
        }
    }
}
