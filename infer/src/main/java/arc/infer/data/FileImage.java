package arc.infer.data;

import arc.infer.file.Sha256;
import arc.infer.image.DecodedImage;
import arc.infer.image.ImageDecoder;
import arc.infer.image.UnreadableImageException;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Names an image in a file of its own. */
final class FileImage implements LabelledImage {

    private final Path file; // absolute, normalised
    private final @Nullable String label;
    private final Map<String, String> metadata;

    /**
     * Names a file, which is not looked at before it is read.
     *
     * @param label null for none
     * @param metadata in the order to keep
     */
    FileImage(Path file, @Nullable String label, Map<String, String> metadata) {
        this(label, file.toAbsolutePath().normalize(), metadata.isEmpty()
                ? Map.of()
                : Collections.unmodifiableMap(new LinkedHashMap<>(metadata)));
    }

    private FileImage(@Nullable String label, Path file, Map<String, String> metadata) {
        this.label = label;
        this.file = file;
        this.metadata = metadata;
    }

    /** Names a file by a path that is absolute and normalised. */
    static FileImage at(Path file, @Nullable String label) {
        return new FileImage(label, file, Map.of());
    }

    @Override
    public String path() {
        return file.toString();
    }

    @Override
    public Optional<String> label() {
        return Optional.ofNullable(label);
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public Optional<FileStamp> stamp() {
        return FileStamp.of(file, Instant.now());
    }

    @Override
    public ImageContent read() throws UnreadableImageException {
        return new FileContent(ImageDecoder.readBytes(file), path());
    }

    @Override
    public String toString() {
        return path();
    }

    /** Holds the bytes of a file. */
    static final class FileContent implements ImageContent {

        private final byte[] bytes;
        private final String name;

        /** Wraps the bytes, which nobody changes from now on. */
        FileContent(byte[] bytes, String name) {
            this.bytes = bytes;
            this.name = name;
        }

        @Override
        public String id() {
            return Sha256.hex(bytes);
        }

        @Override
        public DecodedImage decode() throws UnreadableImageException {
            return ImageDecoder.decode(bytes, name);
        }
    }
}
