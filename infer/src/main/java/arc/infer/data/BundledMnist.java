package arc.infer.data;

import org.jspecify.annotations.Nullable;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.SoftReference;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Opens the MNIST that arc carries with it. Unpacking takes a part of a second, so a split that is still in memory is
 * shared; it goes when memory runs short and nobody uses it.
 */
final class BundledMnist {

    private static final String RESOURCES = "/data/mnist/";
    private static final Map<Split, SoftReference<ImageSource>> OPENED = new EnumMap<>(Split.class);

    private BundledMnist() {}

    static DataSet dataSet(KnownDataSet mnist) {
        Map<Split, Supplier<ImageSource>> parts = new EnumMap<>(Split.class);
        parts.put(Split.TRAIN, () -> open(mnist, Split.TRAIN));
        parts.put(Split.TEST, () -> open(mnist, Split.TEST));
        return new DataSet.InSplits(mnist.name(), parts);
    }

    private static ImageSource open(KnownDataSet mnist, Split split) {
        synchronized (OPENED) {
            SoftReference<ImageSource> reference = OPENED.get(split);
            @Nullable
            ImageSource opened = reference == null ? null : reference.get();
            if (opened == null) {
                opened = read(mnist, split);
                OPENED.put(split, new SoftReference<>(opened));
            }
            return opened;
        }
    }

    private static ImageSource read(KnownDataSet mnist, Split split) {
        String images = RESOURCES + IdxFolder.fileName(split, "images") + ".gz";
        String labels = RESOURCES + IdxFolder.fileName(split, "labels") + ".gz";
        return new IdxSource(mnist.name(), split, IdxFile.readImages(images, () -> resource(images)),
                IdxFile.readLabels(labels, () -> resource(labels), mnist.classNames().size()));
    }

    private static InputStream resource(String name) throws IOException {
        InputStream stream = BundledMnist.class.getResourceAsStream(name);
        if (stream == null) {
            throw new FileNotFoundException("it is missing from arc's own jar");
        }
        return stream;
    }
}
