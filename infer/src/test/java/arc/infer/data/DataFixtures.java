package arc.infer.data;

import arc.infer.image.DecodedImage;
import arc.infer.image.PngWriter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Makes small data sets. */
final class DataFixtures {

    private DataFixtures() {}

    /** Writes a grey picture of 2x2 pixels, and the folders above it. */
    static Path picture(Path file, int grey) {
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                PngWriter.write(DecodedImage.ofGrey(2, 2, new byte[]{(byte) grey, 0, 0, 0}), out);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] idxImages(int magic, int count, int height, int width, int bytes) {
        ByteBuffer file = ByteBuffer.allocate(16 + bytes).putInt(magic).putInt(count).putInt(height).putInt(width);
        for (int i = 0; i < bytes; i++) {
            file.put((byte) i);
        }
        return file.array();
    }

    static byte[] idxLabels(int magic, int count, int... labels) {
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length).putInt(magic).putInt(count);
        for (int label : labels) {
            file.put((byte) label);
        }
        return file.array();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    static ImageSource open(Object spec) {
        return open(spec, DefaultSplit.TRAIN);
    }

    static ImageSource open(Object spec, DefaultSplit split) {
        return ImageSources.open(spec.toString(), split, List.of());
    }

    static List<String> paths(ImageSource source) {
        return source.images().stream().map(LabelledImage::path).toList();
    }

    /** Returns the labels, "-" for none. */
    static List<String> labels(ImageSource source) {
        return source.images().stream().map(image -> image.label().orElse("-")).toList();
    }
}
