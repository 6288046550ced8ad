package arc.train.data;

import arc.infer.ArcException;
import arc.infer.data.ImageSource;
import arc.infer.image.DecodedImage;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.train.data.augment.Augmenter;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Holds the images of a run, divided into training and validation: decoded once, in bounded memory ({@link PixelCache}).
 * Before anything random happens they are ordered by label and by the hash of their pixels, so that the same pictures in
 * another container, or listed in another order, train the same model. Safe for several threads.
 */
public final class TrainingData {

    private final String name;
    private final List<String> classNames;
    private final Pictures pictures;
    private final List<Sample> train;
    private final List<Sample> validation;
    private final List<String> skipped;
    private final int[] trainClasses;

    private TrainingData(String name, SampleReader reader, Pictures pictures, List<Sample> train,
            List<Sample> validation) {
        this(name, reader.classNames(), pictures, train, validation, reader.skipped());
        pictures.seal();
    }

    private TrainingData(String name, List<String> classNames, Pictures pictures, List<Sample> train,
            List<Sample> validation, List<String> skipped) {
        this.name = name;
        this.classNames = classNames;
        this.pictures = pictures;
        this.train = train;
        this.validation = validation;
        this.skipped = skipped;
        trainClasses = train.stream().mapToInt(Sample::classIndex).toArray();
    }

    /**
     * Reads every image with a cache of the default size, and keeps a share of each class for validation.
     *
     * @see #read(ImageSource, Preprocessing, double, long, PixelCache)
     */
    public static TrainingData read(ImageSource source, Preprocessing preprocessing, double validationFraction,
            long seed) {
        return read(source, preprocessing, validationFraction, seed, PixelCache.inTemporaryFolder(true));
    }

    /**
     * Reads every image, and keeps a share of each class for validation. Classes that are too small for the share to be
     * one image give one image in turn: their share of all of them. A class of one is trained on only.
     *
     * @param validationFraction share of each class, in [0, 1)
     * @throws ArcException when an image has no label, there are fewer than two classes, or none is readable; of kind
     *     NOT_WRITABLE when the cache can't be written
     */
    public static TrainingData read(ImageSource source, Preprocessing preprocessing, double validationFraction,
            long seed, PixelCache cache) {
        Pictures pictures = new Pictures(preprocessing, cache);
        SampleReader reader = new SampleReader(source, pictures);
        List<Sample> samples = reader.train(source);
        Split split = Split.stratified(samples.stream().map(Sample::classIndex).toList(), validationFraction, seed);
        return new TrainingData(source.name(), reader, pictures, split.train().stream().map(samples::get).toList(),
                split.validation().stream().map(samples::get).toList());
    }

    /**
     * Reads every image of a training and of a validation source, with a cache of the default size.
     *
     * @see #read(ImageSource, ImageSource, Preprocessing, PixelCache)
     */
    public static TrainingData read(ImageSource source, ImageSource validationSource, Preprocessing preprocessing) {
        return read(source, validationSource, preprocessing, PixelCache.inTemporaryFolder(true));
    }

    /**
     * Reads every image of a training and of a validation source.
     *
     * @throws ArcException as above, and when a validation label is none of the training labels
     */
    public static TrainingData read(ImageSource source, ImageSource validationSource, Preprocessing preprocessing,
            PixelCache cache) {
        Pictures pictures = new Pictures(preprocessing, cache);
        SampleReader reader = new SampleReader(source, pictures);
        List<Sample> train = reader.train(source);
        return new TrainingData(source.name(), reader, pictures, train,
                reader.validation(validationSource, source.name()));
    }

    /**
     * Returns the same data with unequally large classes: class c of C keeps the share {@code share}^(c/(C − 1)) of its
     * training images, one at least.
     *
     * @param share of the last class, in (0, 1]; 1 returns this
     */
    public TrainingData imbalanced(double share, long seed) {
        if (share == 1) {
            return this;
        }
        List<Sample> kept = Arrays.stream(Imbalance.kept(trainClasses, classNames.size(), share, seed))
                .mapToObj(train::get).toList();
        return new TrainingData(name, classNames, pictures, kept, validation, skipped);
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

    /** Returns what should be known about the classes before training on them, a sentence each; often nothing. */
    public List<String> notes() {
        return ClassNotes.of(classNames, trainClasses, validation.stream().mapToInt(Sample::classIndex).toArray());
    }

    /**
     * Returns the SHA-256, in hexadecimal, of the class names and of the class and content of each training and validation
     * image in their order: the same for the same pictures with the same labels and split, whatever holds them.
     */
    public String fingerprint() {
        return Fingerprint.of(classNames, train, validation);
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
        return pictures.input(train.get(index));
    }

    /** Returns what the network sees of training image {@code index}, changed by {@code augmenter}. */
    public InputTensor trainInput(int index, Augmenter augmenter, RandomGenerator random) {
        Sample sample = train.get(index);
        return augmenter.changes()
                ? pictures.input(augmenter.apply(pictures.source(sample), random), sample)
                : pictures.input(sample);
    }

    /** Returns the class of training image {@code index}; classes ascend with the index. */
    public int trainClass(int index) {
        return trainClasses[index];
    }

    /** Returns the class of each training image, ascending. */
    public int[] trainClassesCopy() {
        return trainClasses.clone();
    }

    /** Returns where training image {@code index} is. */
    public String trainPath(int index) {
        return train.get(index).image().path();
    }

    /**
     * Returns training image {@code index} to look at, in its own colours.
     *
     * @param sidePixels largest width and height; a smaller picture stays as it is
     */
    public DecodedImage trainThumbnail(int index, int sidePixels) {
        return pictures.thumbnail(train.get(index), sidePixels);
    }

    /** Returns what the network sees of validation image {@code index}. */
    public InputTensor validationInput(int index) {
        return pictures.input(validation.get(index));
    }

    /** Returns the class of validation image {@code index}. */
    public int validationClass(int index) {
        return validation.get(index).classIndex();
    }

    /** Returns where validation image {@code index} is. */
    public String validationPath(int index) {
        return validation.get(index).image().path();
    }

    /**
     * Returns validation image {@code index} to look at, in its own colours.
     *
     * @param sidePixels largest width and height; a smaller picture stays as it is
     */
    public DecodedImage validationThumbnail(int index, int sidePixels) {
        return pictures.thumbnail(validation.get(index), sidePixels);
    }
}
