package arc.train.data;

import arc.infer.ArcException;
import arc.infer.data.ImageSource;
import arc.infer.data.LabelledImage;
import arc.infer.image.DecodedImage;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessor;
import arc.infer.image.UnreadableImageException;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Holds the preprocessed images of a run, divided into training and validation. Before anything random
 * happens they are ordered by label and by the hash of their pixels, so that the same pictures in another
 * container, or listed in another order, train the same model.
 */
public final class TrainingData {

    private final String name;
    private final List<String> classNames;
    private final List<Sample> train;
    private final List<Sample> validation;
    private final List<String> skipped;

    private TrainingData(String name, List<String> classNames, List<Sample> train, List<Sample> validation,
            List<String> skipped) {
        this.name = name;
        this.classNames = classNames;
        this.train = train;
        this.validation = validation;
        this.skipped = skipped;
    }

    /**
     * Reads and preprocesses every image, and keeps a share of each class for validation.
     *
     * @param validationFraction share of each class, in [0, 1)
     * @throws ArcException when an image has no label, there are fewer than two classes, or none is readable
     */
    public static TrainingData read(ImageSource source, Preprocessing preprocessing, double validationFraction,
            long seed) {
        ConcurrentLinkedQueue<String> skipped = new ConcurrentLinkedQueue<>();
        List<String> classNames = classNames(source);
        List<Sample> samples = samples(source, classNames, preprocessing, skipped);
        requireTwo(samples.stream().map(Sample::classIndex).distinct().map(classNames::get).toList(), source.name());
        Split split = Split.stratified(samples.stream().map(Sample::classIndex).toList(), validationFraction, seed);
        return new TrainingData(source.name(), classNames, split.train().stream().map(samples::get).toList(),
                split.validation().stream().map(samples::get).toList(), skipped.stream().sorted().toList());
    }

    /**
     * Reads and preprocesses every image of a training and of a validation source.
     *
     * @throws ArcException as above, and when a validation label is none of the training labels
     */
    public static TrainingData read(ImageSource source, ImageSource validationSource, Preprocessing preprocessing) {
        ConcurrentLinkedQueue<String> skipped = new ConcurrentLinkedQueue<>();
        List<String> classNames = classNames(source);
        for (LabelledImage image : validationSource.images()) {
            if (!classNames.contains(label(image))) {
                throw new ArcException("validation image " + image.path() + " has the label '" + label(image)
                        + "', which no training image of " + source.name() + " has");
            }
        }
        List<Sample> train = samples(source, classNames, preprocessing, skipped);
        requireTwo(train.stream().map(Sample::classIndex).distinct().map(classNames::get).toList(), source.name());
        return new TrainingData(source.name(), classNames, train,
                samples(validationSource, classNames, preprocessing, skipped), skipped.stream().sorted().toList());
    }

    private static List<String> classNames(ImageSource source) {
        List<String> classNames = ClassNames.ordered(source.images().stream().map(TrainingData::label).toList());
        requireTwo(classNames, source.name());
        return classNames;
    }

    private static String label(LabelledImage image) {
        return image.label().orElseThrow(() -> new ArcException("cannot train on " + image.path()
                + ": it has no label; put the images of each class into a folder of their own"));
    }

    private static List<Sample> samples(ImageSource source, List<String> classNames, Preprocessing preprocessing,
            ConcurrentLinkedQueue<String> skipped) {
        Preprocessor preprocessor = new Preprocessor(preprocessing);
        Map<String, Integer> columns = new HashMap<>();
        classNames.forEach(name -> columns.put(name, columns.size()));
        List<Sample> samples = source.images().parallelStream()
                .flatMap(image -> read(image, columns, preprocessor, skipped).stream())
                .sorted(Comparator.comparingInt(Sample::classIndex).thenComparing(Sample::contentHash)).toList();
        if (samples.isEmpty()) {
            throw new ArcException("no image of " + source.name() + " can be read; the first problem: "
                    + skipped.stream().sorted().findFirst().orElse("none"));
        }
        return samples;
    }

    private static Optional<Sample> read(LabelledImage image, Map<String, Integer> columns, Preprocessor preprocessor,
            ConcurrentLinkedQueue<String> skipped) {
        try {
            DecodedImage decoded = image.decode();
            int classIndex = Objects.requireNonNull(columns.get(label(image)));
            return Optional.of(new Sample(image.path(), classIndex, hash(decoded), preprocessor.apply(decoded)));
        } catch (UnreadableImageException e) {
            skipped.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String hash(DecodedImage image) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(8).putInt(image.heightPixels()).putInt(image.widthPixels()).array());
            return HexFormat.of().formatHex(digest.digest(image.rgbArrayCopy()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void requireTwo(List<String> classNames, String name) {
        if (classNames.size() < 2) {
            throw new ArcException("cannot train on " + name + ": all images have the label '" + classNames.getFirst()
                    + "'; a margin needs two classes at least");
        }
    }

    /** Returns the name of the source. */
    public String name() {
        return name;
    }

    /** Returns the labels in the order of the training columns. */
    public List<String> classNames() {
        return classNames;
    }

    /** Returns what could not be read, with the reason, sorted. */
    public List<String> skipped() {
        return skipped;
    }

    /** Returns the SHA-256, in hexadecimal, of the classes, the pictures and the split: other data, another fingerprint. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(String.join("\n", classNames).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (List<Sample> samples : List.of(train, validation)) {
                digest.update(ByteBuffer.allocate(4).putInt(0, samples.size()));
                for (Sample sample : samples) {
                    digest.update(ByteBuffer.allocate(4).putInt(0, sample.classIndex()));
                    digest.update(HexFormat.of().parseHex(sample.contentHash()));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Returns the number of training images. */
    public int trainSize() {
        return train.size();
    }

    /** Returns the number of validation images. */
    public int validationSize() {
        return validation.size();
    }

    /** Returns what the network sees of training image {@code index}. */
    public InputTensor trainInput(int index) {
        return train.get(index).input();
    }

    /** Returns the class of training image {@code index}. */
    public int trainClass(int index) {
        return train.get(index).classIndex();
    }

    /** Returns where training image {@code index} is, as its source says. */
    public String trainPath(int index) {
        return train.get(index).path();
    }

    /** Returns where validation image {@code index} is, as its source says. */
    public String validationPath(int index) {
        return validation.get(index).path();
    }

    /** Returns what the network sees of validation image {@code index}. */
    public InputTensor validationInput(int index) {
        return validation.get(index).input();
    }

    /** Returns the class of validation image {@code index}. */
    public int validationClass(int index) {
        return validation.get(index).classIndex();
    }
}
