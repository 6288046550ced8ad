package arc.infer.evaluation;

import arc.infer.ArcException;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;

import java.util.Set;
import java.util.TreeSet;

/** Refuses embeddings whose labels leave nothing to measure: the figures would be perfect, or none at all. */
public final class MeasurableSets {

    private MeasurableSets() {}

    /**
     * Checks that there is something to tell apart.
     *
     * @param gallery the same object as {@code probes} where these are their own gallery
     * @throws ArcException when probes and gallery together have one label only, or a row has none, or the dimensions differ
     *     (MISMATCH)
     */
    public static void requireTwoLabels(EmbeddingSet probes, EmbeddingSet gallery) {
        Evaluation.requireSameDimension(probes, gallery);
        Labels labels = new Labels(probes, gallery);
        if (labels.count() == 1) {
            String sets = probes == gallery
                    ? "the embeddings (" + probes.size() + ")"
                    : "probes (" + probes.size() + ") and gallery (" + gallery.size() + ")";
            throw new ArcException(sets + " have one label only, '" + labels.name(0)
                    + "', so there is nothing to tell apart\nevaluate two labels or more");
        }
    }

    /**
     * Checks that at least one probe has an entry of its label to find.
     *
     * @param gallery the same object as {@code probes} where these are their own gallery
     * @param leftOut the gallery row that is the probe itself, where there is one
     * @throws ArcException when there is no such probe, or a row has no label
     */
    public static void requireSomethingToFind(EmbeddingSet probes, EmbeddingSet gallery, LeftOut leftOut) {
        Labels labels = new Labels(probes, gallery);
        int[] sizes = labels.gallerySizes();
        for (int probe = 0; probe < probes.size(); probe++) {
            if (RetrievalMetrics.relevant(probe, labels, sizes, leftOut) > 0) {
                return;
            }
        }
        if (probes == gallery) {
            throw new ArcException("each of the " + probes.size() + " embeddings is the only one of its label, so there"
                    + " is nothing to find\nevaluate two embeddings of a label or more");
        }
        throw new ArcException("no probe has an entry of its label to find in the gallery, its own left out"
                + "\nthe probes' labels are " + names(probes) + "; the gallery's are " + names(gallery)
                + "\nput pictures of the probes' labels into the gallery, or evaluate other probes");
    }

    private static String names(EmbeddingSet set) {
        Set<String> names = new TreeSet<>();
        for (int row = 0; row < set.size(); row++) {
            set.label(row).ifPresent(names::add);
        }
        return OpenSet.named(names);
    }
}
