package arc.infer.data;

import arc.infer.ArcException;
import arc.infer.image.DecodedImage;

import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;

/** Lists the rows of a pair of IDX files. Labels are the numbers as they stand. */
final class IdxSource implements ImageSource {

    private final String name; // such as mnist:test
    private final IdxImages images;
    private final byte[] labels;

    /** Joins images and labels; both arrays are shared and never written to. */
    IdxSource(String dataSet, Split split, IdxImages images, byte[] labels) {
        this.name = dataSet + ":" + split.word();
        if (images.count() != labels.length) {
            throw new ArcException(String.format(Locale.ROOT,
                    "%s has %,d images but %,d labels: the two IDX files don't belong together", name, images.count(),
                    labels.length));
        }
        this.images = images;
        this.labels = labels;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<LabelledImage> images() {
        return new Rows();
    }

    private final class Rows extends AbstractList<LabelledImage> implements RandomAccess {
        @Override
        public LabelledImage get(int index) {
            return new Row(Objects.checkIndex(index, labels.length));
        }

        @Override
        public int size() {
            return labels.length;
        }
    }

    private final class Row implements LabelledImage, ImageContent {

        private final int index;

        Row(int index) {
            this.index = index;
        }

        @Override
        public String path() {
            return rowPath(name, index);
        }

        @Override
        public Optional<String> label() {
            return Optional.of(Integer.toString(labels[index] & 0xff));
        }

        @Override
        public Map<String, String> metadata() {
            return Map.of();
        }

        @Override
        public ImageContent read() {
            return this;
        }

        @Override
        public String id() {
            return images.id(index);
        }

        @Override
        public DecodedImage decode() {
            return images.decode(index);
        }

        @Override
        public String toString() {
            return path();
        }
    }

    /** Returns the path of a row, such as {@code mnist:test/00017}. */
    private static String rowPath(String name, int index) {
        String digits = Integer.toString(index);
        return name + "/" + "0".repeat(Math.max(0, 5 - digits.length())) + digits;
    }
}
