package arc.infer.evaluation;

import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.ExactNeighbours;
import arc.infer.embedding.LeftOut;

import java.util.ArrayList;
import java.util.List;

/**
 * Says how narrow classes are and how far apart, in degrees. A class's centre is the direction of the
 * sum of its embeddings; a class whose embeddings cancel out has none, and is passed over.
 *
 * @param intraDegrees mean angle between an embedding and its class's centre
 * @param interDegrees mean, over classes, of the angle to the nearest other centre; NaN with one class
 */
public record AngularSpread(double intraDegrees, double interDegrees) {

    /** A sum of unit vectors shorter than this is rounding. */
    private static final double ZERO = 1e-6;

    /** Computes the spread of a set, all of whose rows have labels. */
    public static AngularSpread of(EmbeddingSet set, int threads) {
        Labels labels = new Labels(set, set);
        double[][] centres = sums(set, labels);
        boolean[] hasCentre = new boolean[labels.count()];
        for (int label = 0; label < labels.count(); label++) {
            hasCentre[label] = normalise(centres[label]);
        }
        return new AngularSpread(meanToCentre(set, labels, centres, hasCentre),
                meanToNearestCentre(centres, hasCentre, set.dimension(), threads));
    }

    private static double[][] sums(EmbeddingSet set, Labels labels) {
        double[][] sums = new double[labels.count()][set.dimension()];
        float[] row = new float[set.dimension()];
        for (int i = 0; i < set.size(); i++) {
            set.copyRowTo(i, row, 0);
            double[] sum = sums[labels.ofProbe(i)];
            for (int k = 0; k < row.length; k++) {
                sum[k] += row[k];
            }
        }
        return sums;
    }

    private static double meanToCentre(EmbeddingSet set, Labels labels, double[][] centres, boolean[] hasCentre) {
        float[] row = new float[set.dimension()];
        double[] unit = new double[set.dimension()];
        double degrees = 0;
        int counted = 0;
        for (int i = 0; i < set.size(); i++) {
            int label = labels.ofProbe(i);
            if (hasCentre[label]) {
                set.copyRowTo(i, row, 0);
                for (int k = 0; k < row.length; k++) {
                    unit[k] = row[k];
                }
                degrees += degrees(unit, centres[label]);
                counted++;
            }
        }
        return degrees / counted;
    }

    private static double meanToNearestCentre(double[][] centres, boolean[] hasCentre, int dimension, int threads) {
        List<double[]> present = new ArrayList<>();
        for (int label = 0; label < centres.length; label++) {
            if (hasCentre[label]) {
                present.add(centres[label]);
            }
        }
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

    private static boolean normalise(double[] vector) {
        double squares = 0;
        for (double v : vector) {
            squares += v * v;
        }
        double norm = Math.sqrt(squares);
        if (norm < ZERO) {
            return false;
        }
        for (int k = 0; k < vector.length; k++) {
            vector[k] /= norm;
        }
        return true;
    }
}
