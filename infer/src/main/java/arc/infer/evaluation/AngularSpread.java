package arc.infer.evaluation;

import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.ExactNeighbours;
import arc.infer.embedding.LeftOut;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Says how narrow classes are and how far apart, in degrees. A class's centre is the direction of the
 * sum of its embeddings; a class whose embeddings cancel out has none, and is passed over.
 *
 * @param intraDegrees mean angle between an embedding and its class's centre
 * @param interDegrees mean, over classes, of the angle to the nearest other centre; NaN with one class
 * @param intraDegreesByClass mean angle to the centre by label, in {@link LabelOrder}, where there is a centre
 */
public record AngularSpread(double intraDegrees, double interDegrees, SortedMap<String, Double> intraDegreesByClass) {

    /** Copies the map. */
    public AngularSpread {
        intraDegreesByClass = Collections.unmodifiableSortedMap(new TreeMap<>(intraDegreesByClass));
    }

    /** Computes the spread of a set, all of whose rows have labels. */
    public static AngularSpread of(EmbeddingSet set, int threads) {
        Labels labels = new Labels(set, set);
        ClassSums sums = ClassSums.of(set, labels::ofProbe, labels.count());
        List<Optional<double[]>> centres = IntStream.range(0, labels.count()).mapToObj(sums::centre).toList();
        double[] degrees = new double[labels.count()]; // summed over the class
        int[] counts = new int[labels.count()];
        addAngles(set, labels, centres, degrees, counts);
        SortedMap<String, Double> byClass = new TreeMap<>(labels.order());
        for (int label = 0; label < labels.count(); label++) {
            if (counts[label] > 0) {
                byClass.put(labels.name(label), degrees[label] / counts[label]);
            }
        }
        return new AngularSpread(Arrays.stream(degrees).sum() / Arrays.stream(counts).sum(),
                meanToNearestCentre(centres.stream().flatMap(Optional::stream).toList(), set.dimension(), threads),
                byClass);
    }

    private static void addAngles(EmbeddingSet set, Labels labels, List<Optional<double[]>> centres, double[] degrees,
            int[] counts) {
        float[] row = new float[set.dimension()];
        double[] unit = new double[set.dimension()];
        for (int i = 0; i < set.size(); i++) {
            int label = labels.ofProbe(i);
            Optional<double[]> centre = centres.get(label);
            if (centre.isPresent()) {
                set.copyRowTo(i, row, 0);
                for (int k = 0; k < row.length; k++) {
                    unit[k] = row[k];
                }
                degrees[label] += degrees(unit, centre.get());
                counts[label]++;
            }
        }
    }

    private static double meanToNearestCentre(List<double[]> present, int dimension, int threads) {
        if (present.size() < 2) {
            return Double.NaN;
        }
        EmbeddingSet.Builder builder = new EmbeddingSet.Builder(dimension, present.size());
        present.forEach(builder::addNormalised);
        EmbeddingSet set = builder.build();
        ExactNeighbours nearest = ExactNeighbours.find(set, set, 1, LeftOut.itself(), threads);
        double degrees = 0;
        for (int i = 0; i < present.size(); i++) {
            degrees += degrees(present.get(i), present.get(nearest.row(i, 0)));
        }
        return degrees / present.size();
    }

    /** Returns the angle of two unit vectors as 2·atan2(‖a − b‖, ‖a + b‖), exact for small angles too. */
    private static double degrees(double[] a, double[] b) {
        double apart = 0;
        double together = 0;
        for (int k = 0; k < a.length; k++) {
            apart += (a[k] - b[k]) * (a[k] - b[k]);
            together += (a[k] + b[k]) * (a[k] + b[k]);
        }
        return Math.toDegrees(2 * Math.atan2(Math.sqrt(apart), Math.sqrt(together)));
    }
}
