package arc.cli.plot;

import arc.infer.data.ImageContent;
import arc.infer.data.LabelledImage;
import arc.infer.image.DecodedImage;
import arc.infer.projection.Projection;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes scatters to draw, and pictures of their points. */
final class Scatters {

    private Scatters() {}

    /** Returns clouds of points, one a label. */
    static Scatter clouds(int dims, int each, String... labels) {
        Random random = new Random(7);
        int size = each * labels.length;
        double[] coordinates = new double[size * dims];
        @Nullable
        String[] labelOf = new @Nullable String[size];
        for (int i = 0; i < size; i++) {
            int number = i / each;
            labelOf[i] = labels[number];
            for (int dim = 0; dim < dims; dim++) {
                double angle = 2 * Math.PI * number / labels.length;
                double middle = dim == 0 ? Math.cos(angle) : dim == 1 ? Math.sin(angle) : number % 2 - 0.5;
                coordinates[i * dims + dim] = 3 * middle + 0.3 * random.nextGaussian();
            }
        }
        return of(new Projection(dims, coordinates), Arrays.asList(labelOf));
    }

    static Scatter of(Projection projection, List<@Nullable String> labels) {
        List<Integer> rows = IntStream.range(0, projection.size()).boxed().toList();
        return new Scatter("Embeddings of test", "Points made for a test.", projection,
                IntStream.rangeClosed(1, projection.dims()).mapToObj(i -> "PC " + i + " (30.0 % of the variance)")
                        .toList(),
                true, PointClasses.of(labels), rows.stream().map(i -> "/p/" + i + ".png").toList(), rows, null);
    }

    /** Returns a picture in one colour. */
    static LabelledImage picture(int width, int height, int rgb) {
        byte[] samples = new byte[width * height * 3];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (rgb >> (16 - 8 * (i % 3)));
        }
        return new LabelledImage() {
            @Override
            public String path() {
                return "made";
            }

            @Override
            public ImageContent read() {
                return new ImageContent() {
                    @Override
                    public String id() {
                        return "made";
                    }

                    @Override
                    public DecodedImage decode() {
                        return DecodedImage.ofRgb(width, height, samples.clone());
                    }
                };
            }
        };
    }

    static Optional<Sheet> redSheet(int size) {
        return Thumbnails.of(size, i -> Optional.of(picture(20, 20, 0xff0000)), 2, done -> {});
    }
}
