package arc.infer.data;

import arc.infer.ArcException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Describes a data set that arc knows by name.
 *
 * @param name what it is called on the command line
 * @param classNames what its labels 0, 1, … stand for
 * @param trainCount number of training images
 * @param testCount number of test images
 * @param bundled whether it comes with arc; if not, it is a folder of IDX files of that name
 * @param licence of the data
 * @param source where it comes from
 */
public record KnownDataSet(String name, List<String> classNames, int trainCount, int testCount, boolean bundled,
        String licence, String source) {

    private static final KnownDataSet MNIST = new KnownDataSet("mnist",
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), 60_000, 10_000, true,
            "CC BY-SA 3.0 (as commonly stated)", "Y. LeCun and C. Cortes, handwritten digits, 28x28 grey");

    private static final KnownDataSet FASHION_MNIST = new KnownDataSet("fashion-mnist",
            List.of("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
                    "Ankle boot"),
            60_000, 10_000, false, "MIT", "Zalando SE, pictures of clothes, 28x28 grey");

    /** Returns every known data set, in alphabetical order. */
    public static List<KnownDataSet> all() {
        return List.of(FASHION_MNIST, MNIST);
    }

    /** Returns the data set of that name, where there is one. */
    public static Optional<KnownDataSet> named(String name) {
        return all().stream().filter(known -> known.name.equals(name)).findFirst();
    }

    /** Copies the class names. */
    public KnownDataSet {
        classNames = List.copyOf(classNames);
    }

    /**
     * Finds the folder of a data set that is not bundled: the first of that name that is there.
     *
     * @param dataFolders where data sets are kept, in the order of preference
     */
    public Optional<Path> folder(List<Path> dataFolders) {
        return dataFolders.stream().map(folder -> folder.resolve(name).toAbsolutePath().normalize())
                .filter(Files::isDirectory).findFirst();
    }

    DataSet open(List<Path> dataFolders) {
        if (bundled) {
            return BundledMnist.dataSet(this);
        }
        Path folder = folder(dataFolders).orElseThrow(() -> notFound(dataFolders));
        if (!IdxFolder.isOne(folder)) {
            throw new ArcException(folder + " is not " + name + ": expected the four IDX files, such as "
                    + IdxFolder.fileName(Split.TRAIN, "images") + ".gz");
        }
        return IdxFolder.dataSet(name, folder, classNames.size());
    }

    private ArcException notFound(List<Path> dataFolders) {
        String looked = dataFolders.isEmpty()
                ? "no folder of data sets was named"
                : "looked in " + dataFolders.stream().map(folder -> folder.toAbsolutePath().normalize().toString())
                        .collect(Collectors.joining(", "));
        return new ArcException(name + " is not here: " + looked + ".\nPut its four IDX files into a folder " + name
                + " and name the folder above it with --data-dir DIR or ARC_DATA=DIR");
    }
}
