package arc.infer.evaluation;

import arc.infer.embedding.CosineRows;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Gives a probe the label of the nearest class centre: the direction of the sum of the gallery's embeddings
 * of that label. Where the probe is one of the gallery's rows, its own embedding is taken out of its class's
 * sum first, and a class of which nothing is left has no centre. Of equally near centres the smallest label
 * wins.
 */
final class CentreClassifier {

    private static final int NONE = -1;

    private final EmbeddingSet probes;
    private final EmbeddingSet gallery;
    private final LeftOut leftOut;
    private final Labels labels;
    private final ClassSums sums;

    CentreClassifier(EmbeddingSet probes, EmbeddingSet gallery, LeftOut leftOut, Labels labels) {
        this.probes = probes;
        this.gallery = gallery;
        this.leftOut = leftOut;
        this.labels = labels;
        sums = ClassSums.of(gallery, labels::ofGallery, labels.count());
    }

    /** Returns the share of all probes that get their label. */
    double accuracy(int threads) {
        int[] labelOfCentre = new int[labels.count()];
        EmbeddingSet.Builder builder = new EmbeddingSet.Builder(gallery.dimension(), labels.count());
        int count = 0;
        for (int label = 0; label < labels.count(); label++) {
            Optional<double[]> centre = sums.centre(label);
            if (centre.isPresent()) {
                builder.addNormalised(centre.get());
                labelOfCentre[count++] = label;
            }
        }
        boolean[] right = new boolean[probes.size()];
        CosineRows.Visitor visitor = (probe,
                cosines) -> right[probe] = labelOf(probe, cosines, labelOfCentre) == labels.ofProbe(probe);
        if (count > 0) {
            CosineRows.visit(probes, builder.build(), threads, visitor);
        } else {
            IntStream.range(0, right.length).forEach(probe -> visitor.visit(probe, new float[0]));
        }
        return Evaluation.share(right);
    }

    private int labelOf(int probe, float[] cosines, int[] labelOfCentre) {
        int own = leftOut.galleryRow(probe);
        int ownLabel = own == LeftOut.NONE ? NONE : labels.ofGallery(own);
        int winner = NONE;
        float best = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < cosines.length; i++) {
            if (labelOfCentre[i] != ownLabel && cosines[i] > best) {
                best = cosines[i];
                winner = labelOfCentre[i];
            }
        }
        if (own == LeftOut.NONE) {
            return winner;
        }
        float[] row = new float[gallery.dimension()];
        gallery.copyRowTo(own, row, 0);
        Optional<double[]> others = sums.centreWithout(ownLabel, row);
        if (others.isEmpty()) {
            return winner;
        }
        if (winner == NONE) {
            return ownLabel;
        }
        // Both anew, in the same way: rounding must not decide between centres that are equally near.
        double toOwn = cosine(probe, others.get());
        double toOther = cosine(probe, sums.centre(winner).orElseThrow());
        return toOwn > toOther || (toOwn == toOther && ownLabel < winner) ? ownLabel : winner;
    }

    private double cosine(int probe, double[] centre) {
        float[] row = new float[probes.dimension()];
        probes.copyRowTo(probe, row, 0);
        double cosine = 0;
        for (int k = 0; k < row.length; k++) {
            cosine += (double) row[k] * (float) centre[k];
        }
        return cosine;
    }
}
