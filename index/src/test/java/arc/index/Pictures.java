package arc.index;

import arc.infer.data.ImageContent;
import arc.infer.data.LabelledImage;
import arc.infer.image.DecodedImage;
import arc.infer.image.UnreadableImageException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps a folder of the plainest pictures there are: 4 × 4 grey bytes a file, of which the first four are a number.
 * Any other length is unreadable.
 */
final class Pictures {

    private static final int BYTES = FakeEmbedder.SIZE_PIXELS * FakeEmbedder.SIZE_PIXELS;

    private final Path folder;

    Pictures(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    Path path(String name) {
        return folder.resolve(name).toAbsolutePath().normalize();
    }

    /** Writes a picture whose content is {@code number}. */
    Path write(String name, int number) throws IOException {
        Files.createDirectories(path(name).getParent());
        return Files.write(path(name), content(number));
    }

    static byte[] content(int number) {
        return ByteBuffer.allocate(BYTES).putInt(number).array();
    }

    static String id(int number) {
        return sha256(content(number));
    }

    /** Lists the files that are there, by name; the label is the sub-folder, if there is one. */
    List<LabelledImage> list() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().map(this::image).toList();
        }
    }

    private LabelledImage image(Path file) {
        Path relative = folder.toAbsolutePath().normalize().relativize(file.toAbsolutePath().normalize());
        return new Picture(file.toAbsolutePath().normalize(),
                relative.getNameCount() > 1 ? Optional.of(relative.getName(0).toString()) : Optional.empty(), Map.of());
    }

    /** One file. */
    record Picture(Path file, Optional<String> label, Map<String, String> metadata) implements LabelledImage {

        @Override
        public String path() {
            return file.toString();
        }

        @Override
        public ImageContent read() throws UnreadableImageException {
            try {
                byte[] bytes = Files.readAllBytes(file);
                return new Content(file.toString(), bytes);
            } catch (IOException e) {
                throw new UnreadableImageException(file + ": no such file", e);
            }
        }
    }

    private static final class Content implements ImageContent {

        private final String path;
        private final byte[] bytes;

        Content(String path, byte[] bytes) {
            this.path = path;
            this.bytes = bytes;
        }

        @Override
        public String id() {
            return sha256(bytes);
        }

        @Override
        public DecodedImage decode() throws UnreadableImageException {
            if (bytes.length != BYTES) {
                throw new UnreadableImageException(path + ": not an image");
            }
            return DecodedImage.ofGrey(FakeEmbedder.SIZE_PIXELS, FakeEmbedder.SIZE_PIXELS, bytes);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
