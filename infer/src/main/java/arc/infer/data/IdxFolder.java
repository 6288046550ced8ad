package arc.infer.data;

import arc.infer.ArcException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Opens a folder with the IDX files of MNIST's names, plain or gzip'd: train-images-idx3-ubyte,
 * train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte; with a dot before "idx" as some unpack them,
 * too. Where both a plain and a packed file are there, the plain one counts.
 */
final class IdxFolder {

    /** How many classes the labels of an unknown data set may name: all that a byte holds. */
    static final int ANY_CLASSES = 256;

    private static final String IMAGES = "images";
    private static final String LABELS = "labels";

    private IdxFolder() {}

    /** Says whether the folder has at least one file of those names. */
    static boolean isOne(Path folder) {
        return Stream.of(Split.TRAIN, Split.TEST)
                .flatMap(split -> Stream.of(find(folder, split, IMAGES), find(folder, split, LABELS)))
                .anyMatch(file -> file != null);
    }

    /**
     * Returns the data set, of which nothing has been read yet.
     *
     * @param name what rows are named by: {@code NAME:test/00017}
     * @param classes labels are below it
     */
    static DataSet dataSet(String name, Path folder, int classes) {
        Map<Split, Supplier<ImageSource>> parts = new EnumMap<>(Split.class);
        for (Split split : List.of(Split.TRAIN, Split.TEST)) {
            if (find(folder, split, IMAGES) != null || find(folder, split, LABELS) != null) {
                parts.put(split, () -> read(name, folder, split, classes));
            }
        }
        return new DataSet.InSplits(name, parts);
    }

    /** Returns the plain name that MNIST's own files have. */
    static String fileName(Split split, String what) {
        String prefix = switch (split) {
            case TRAIN -> "train";
            case TEST -> "t10k";
            case VAL, ALL -> throw new IllegalArgumentException("IDX folders have no split " + split.word());
        };
        return prefix + "-" + what + (what.equals(IMAGES) ? "-idx3-ubyte" : "-idx1-ubyte");
    }

    private static ImageSource read(String name, Path folder, Split split, int classes) {
        Path images = require(folder, split, IMAGES);
        Path labels = require(folder, split, LABELS);
        byte[] values = IdxFile.readLabels(labels.toString(), () -> open(labels), classes);
        return new IdxSource(name, split, IdxFile.readImages(images.toString(), () -> open(images)), values);
    }

    private static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file);
    }

    private static Path require(Path folder, Split split, String what) {
        Path file = find(folder, split, what);
        if (file == null) {
            throw new ArcException(folder + " has no " + fileName(split, what) + " (plain or .gz), the " + split.word()
                    + " " + what + " of an IDX data set");
        }
        return file;
    }

    private static @Nullable Path find(Path folder, Split split, String what) {
        String dashed = fileName(split, what);
        String dotted = dashed.replace("-idx", ".idx");
        for (String name : List.of(dashed, dotted, dashed + ".gz", dotted + ".gz")) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }
}
