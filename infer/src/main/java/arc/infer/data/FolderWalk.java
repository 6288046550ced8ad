package arc.infer.data;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;
import arc.infer.image.ImageDecoder;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Lists the images below a folder, sorted by their path. Links are followed, each folder once on the way down. Hidden
 * files and folders (their names begin with a dot) are left out. A file whose extension is an image's is listed whatever
 * it holds, so that a broken one is reported; any other file is listed when its first bytes are an image's, so that a
 * README or a table is no error.
 */
final class FolderWalk implements FileVisitor<Path> {

    private static final Set<String> IMAGE_EXTENSIONS = Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib",
            "webp", "tif", "tiff", // the formats arc reads
            "heic", "heif", "avif", "jxl", "jp2"); // photos in formats it doesn't: better refused than missed

    private final Path root;
    private final List<LabelledImage> images = new ArrayList<>();

    private FolderWalk(Path root) {
        this.root = root;
    }

    /**
     * Lists the images below a folder; the label is the first folder on the way, none directly inside.
     *
     * @param root absolute and normalised
     * @throws ArcException when the folder itself can't be listed
     */
    static List<LabelledImage> images(Path root) {
        FolderWalk walk = new FolderWalk(root);
        try {
            Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, walk);
        } catch (IOException e) {
            throw new ArcException("cannot list " + root + ": " + FileErrors.reason(e), e);
        }
        walk.images.sort(Comparator.comparing(LabelledImage::path));
        return List.copyOf(walk.images);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return !folder.equals(root) && isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        boolean brokenLink = attributes.isSymbolicLink();
        if ((attributes.isRegularFile() || brokenLink) && !isHidden(file) && looksLikeImage(file)) {
            images.add(new FileImage(file, label(file), Map.of()));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException cause) throws IOException {
        if (path.equals(root)) {
            throw cause;
        }
        if (!(cause instanceof FileSystemLoopException) && !isHidden(path)) {
            images.add(new UnlistedFolder(path, cause));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) throws IOException {
        return cause == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, cause);
    }

    static boolean isHidden(Path path) {
        return String.valueOf(path.getFileName()).startsWith(".");
    }

    private @Nullable String label(Path file) {
        Path below = root.relativize(file);
        return below.getNameCount() > 1 ? below.getName(0).toString() : null;
    }

    private static boolean looksLikeImage(Path file) {
        String name = String.valueOf(file.getFileName());
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (IMAGE_EXTENSIONS.contains(extension)) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return ImageDecoder.isImage(in.readNBytes(ImageDecoder.HEAD_BYTES));
        } catch (IOException _) {
            return false; // neither its name nor its content says that it is an image
        }
    }
}
