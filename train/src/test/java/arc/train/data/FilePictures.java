package arc.train.data;

import arc.infer.data.ImageContent;
import arc.infer.data.LabelledImage;
import arc.infer.image.DecodedImage;
import arc.infer.image.ImageDecoder;
import arc.infer.image.PngWriter;
import arc.infer.image.UnreadableImageException;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Pictures in files. */
final class FilePictures {

    private FilePictures() {}

    /** Writes a PNG file, and the folders above it. */
    static void write(Path file, DecodedImage picture) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file)) {
            PngWriter.write(picture, out);
        }
    }

    static LabelledImage image(Path file, String label) {
        return new InFile(file, label);
    }

    static Sample read(Pictures pictures, LabelledImage image) {
        try {
            return pictures.read(image, 0);
        } catch (UnreadableImageException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record InFile(Path file, String name) implements LabelledImage {
        @Override
        public String path() {
            return file.toString();
        }

        @Override
        public Optional<String> label() {
            return Optional.of(name);
        }

        @Override
        public ImageContent read() {
            return new ImageContent() {
                @Override
                public String id() {
                    return path();
                }

                @Override
                public DecodedImage decode() throws UnreadableImageException {
                    return ImageDecoder.decode(file);
                }
            };
        }
    }
}
