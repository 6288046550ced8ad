package arc.cli.plot;

import arc.infer.image.DecodedImage;
import org.jspecify.annotations.Nullable;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Holds pictures in square cells, row by row, as one image file. */
public final class Sheet {

    /** PNG keeps every pixel; a larger file of it is written as JPEG instead. */
    private static final int MOST_PNG_BYTES = 3 << 20;

    private static final float JPEG_QUALITY = 0.8f;

    private final byte[] file;
    private final String type;
    private final int cellPixels;
    private final int columns;
    private final List<Integer> missing;

    private Sheet(byte[] file, String type, int cellPixels, int columns, List<Integer> missing) {
        this.file = file;
        this.type = type;
        this.cellPixels = cellPixels;
        this.columns = columns;
        this.missing = List.copyOf(missing);
    }

    /** Lays out pictures, each in the middle of its cell; null leaves it white. Empty where all are null. */
    static Optional<Sheet> of(List<? extends @Nullable DecodedImage> pictures) {
        int cell = pictures.stream().filter(Objects::nonNull)
                .mapToInt(image -> Math.max(image.widthPixels(), image.heightPixels())).max().orElse(0);
        if (cell == 0) {
            return Optional.empty();
        }
        boolean grey = pictures.stream().allMatch(image -> image == null || image.isGrey());
        int columns = (int) Math.ceil(Math.sqrt(pictures.size()));
        int bands = grey ? 1 : 3;
        int width = columns * cell;
        int height = Math.ceilDiv(pictures.size(), columns) * cell;
        int[] samples = new int[width * height * bands];
        Arrays.fill(samples, 255);
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            DecodedImage picture = pictures.get(i);
            if (picture == null) {
                missing.add(i);
                continue;
            }
            int left = i % columns * cell + (cell - picture.widthPixels()) / 2;
            int top = i / columns * cell + (cell - picture.heightPixels()) / 2;
            for (int y = 0; y < picture.heightPixels(); y++) {
                for (int x = 0; x < picture.widthPixels(); x++) {
                    for (int band = 0; band < bands; band++) {
                        samples[((top + y) * width + left + x) * bands + band] = picture.sample(x, y, band);
                    }
                }
            }
        }
        BufferedImage sheet = new BufferedImage(width, height,
                grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        sheet.getRaster().setPixels(0, 0, width, height, samples);
        byte[] png = write(sheet, "png");
        return Optional.of(png.length <= MOST_PNG_BYTES
                ? new Sheet(png, "image/png", cell, columns, missing)
                : new Sheet(write(sheet, "jpeg"), "image/jpeg", cell, columns, missing));
    }

    private static byte[] write(BufferedImage sheet, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            if (format.equals("jpeg")) {
                settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                settings.setCompressionQuality(JPEG_QUALITY);
            }
            writer.setOutput(out);
            writer.write(null, new IIOImage(sheet, null, null), settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Returns the image file. */
    byte[] file() {
        return file.clone();
    }

    /** Returns its media type. */
    String type() {
        return type;
    }

    /** Returns the width and height of a cell. */
    int cellPixels() {
        return cellPixels;
    }

    /** Returns the number of cells in a row. */
    int columns() {
        return columns;
    }

    /** Returns the points that have no picture. */
    public List<Integer> missing() {
        return missing;
    }
}
