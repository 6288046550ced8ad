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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lists the images below a folder, sorted by their path. Links are followed, each folder once on the way down. Hidden
 * files and folders (their names begin with a dot) are left out. A file whose extension is an image's is listed whatever
 * it holds, so that a broken one is reported, and so are folders without images, pipes and links that go in circles; any
 * other file is listed when its first bytes are an image's, so that a README or a table is no error.
 */
final class FolderWalk implements FileVisitor<Path> {

    private static final Set<String> IMAGE_EXTENSIONS = Set.of("png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "dib",
            "webp", "tif", "tiff", // the formats arc reads
            "heic", "heif", "avif", "jxl", "jp2"); // photos in formats it doesn't: better refused than missed

    /** Stands in a path for what is not in the encoding of file names. */
    private static final char REPLACEMENT = '\ufffd';

    private final Path root;
    private final List<LabelledImage> images = new ArrayList<>();
    /** How many images there were when each folder on the way down was entered. */
    private final Deque<Integer> imagesBefore = new ArrayDeque<>();
    /** The first folder on the way down; null directly inside of the root. */
    private @Nullable String label;

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
        if (!imagesBefore.isEmpty() && isHidden(folder)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (imagesBefore.size() == 1) {
            label = name(folder);
        }
        imagesBefore.push(images.size());
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = name(file);
        boolean brokenLink = attributes.isSymbolicLink();
        if (isHidden(name)) {
            return FileVisitResult.CONTINUE;
        }
        if (!attributes.isRegularFile() && !brokenLink) {
            if (isNamedAsImage(name)) {
                images.add(new PassedOver(file, "it is not a regular file"));
            }
        } else if (isNamedAsImage(name) || beginsAsImage(file)) {
            images.add(hasNameInUnicode(file)
                    ? FileImage.at(file, label)
                    : new PassedOver(file, "its name is not in UTF-8: rename it"));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException cause) throws IOException {
        if (path.equals(root)) {
            throw cause;
        }
        if (isHidden(path)) {
            return FileVisitResult.CONTINUE;
        }
        if (!(cause instanceof FileSystemLoopException)) {
            images.add(new PassedOver(path, "cannot be listed: " + FileErrors.reason(cause)));
        } else if (isNamedAsImage(name(path))) {
            images.add(new PassedOver(path, "it is a link to a folder that it is in"));
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException cause) throws IOException {
        boolean without = imagesBefore.pop() == images.size();
        if (imagesBefore.size() == 1) {
            label = null;
        }
        if (cause != null) {
            return visitFileFailed(folder, cause);
        }
        if (without && !folder.equals(root) && isNamedAsImage(name(folder))) {
            images.add(new PassedOver(folder, "it is a folder"));
        }
        return FileVisitResult.CONTINUE;
    }

    /** Says whether the path survives as text: Java reads bytes that are not in UTF-8, and can't name them again. */
    private static boolean hasNameInUnicode(Path file) {
        String text = file.toString();
        return text.indexOf(REPLACEMENT) < 0 || Path.of(text).equals(file);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    static boolean isHidden(Path path) {
        return isHidden(name(path));
    }

    private static boolean isHidden(String name) {
        return name.startsWith(".");
    }

    private static boolean isNamedAsImage(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return IMAGE_EXTENSIONS.contains(extension);
    }

    private static boolean beginsAsImage(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return ImageDecoder.isImage(in.readNBytes(ImageDecoder.HEAD_BYTES));
        } catch (IOException _) {
            return false; // neither its name nor its content says that it is an image
        }
    }
}
