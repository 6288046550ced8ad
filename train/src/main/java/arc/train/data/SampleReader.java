package arc.train.data;

import arc.infer.ArcException;
import arc.infer.data.ImageSource;
import arc.infer.data.LabelledImage;
import arc.infer.image.UnreadableImageException;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads the images of a run and puts them in order: by class and by the hash of their pixels, so that neither the
 * container nor the order in it matters. Of the same picture several times in a class, the first path comes first.
 */
final class SampleReader {

    private static final Comparator<Sample> ORDER = Comparator.comparingInt(Sample::classIndex)
            .thenComparing(Sample::contentHash).thenComparing(sample -> sample.image().path());

    private final List<String> classNames;
    private final Map<String, Integer> columns = new HashMap<>();
    private final Pictures pictures;
    private final ConcurrentLinkedQueue<String> skipped = new ConcurrentLinkedQueue<>();

    /**
     * Prepares to read.
     *
     * @param source whose labels are the classes
     * @throws ArcException when an image has no label, or there are fewer than two
     */
    SampleReader(ImageSource source, Pictures pictures) {
        this.pictures = pictures;
        classNames = ClassNames.ordered(source.images().stream().map(SampleReader::label).toList());
        classNames.forEach(name -> columns.put(name, columns.size()));
        requireTwo(classNames, source.name());
    }

    /**
     * Reads the training images.
     *
     * @throws ArcException when none can be read, or those of one class only
     */
    List<Sample> train(ImageSource source) {
        List<Sample> samples = read(source);
        requireTwo(samples.stream().map(Sample::classIndex).distinct().map(classNames::get).toList(), source.name());
        return samples;
    }

    /**
     * Reads the images of another source.
     *
     * @param trainName of the training source, for the message
     * @throws ArcException when one has a label that no training image has, or none can be read
     */
    List<Sample> validation(ImageSource source, String trainName) {
        for (LabelledImage image : source.images()) {
            if (!columns.containsKey(label(image))) {
                throw new ArcException("validation image " + image.path() + " has the label '" + label(image)
                        + "', which no training image of " + trainName + " has");
            }
        }
        return read(source);
    }

    /** Returns the labels in the order of the training columns. */
    List<String> classNames() {
        return classNames;
    }

    /** Returns what could not be read so far, with the reason, sorted. */
    List<String> skipped() {
        return skipped.stream().sorted().toList();
    }

    private List<Sample> read(ImageSource source) {
        List<Sample> samples = source.images().parallelStream().flatMap(image -> read(image).stream()).sorted(ORDER)
                .toList();
        if (samples.isEmpty()) {
            throw new ArcException("no image of " + source.name() + " can be read; the first problem: "
                    + skipped.stream().sorted().findFirst().orElse("none"));
        }
        return samples;
    }

    private Optional<Sample> read(LabelledImage image) {
        try {
            return Optional.of(pictures.read(image, Objects.requireNonNull(columns.get(label(image)))));
        } catch (UnreadableImageException e) {
            skipped.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static String label(LabelledImage image) {
        return image.label().orElseThrow(() -> new ArcException("cannot train on " + image.path()
                + ": it has no label; put the images of each class into a folder of their own"));
    }

    private static void requireTwo(List<String> classNames, String name) {
        if (classNames.size() < 2) {
            throw new ArcException("cannot train on " + name + ": all images have the label '" + classNames.getFirst()
                    + "'; a margin needs two classes at least");
        }
    }
}
