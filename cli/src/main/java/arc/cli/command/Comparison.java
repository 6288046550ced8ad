package arc.cli.command;

import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;
import arc.infer.evaluation.Evaluation;
import arc.infer.evaluation.MeasurableSets;
import arc.infer.evaluation.OpenSet;
import arc.infer.evaluation.OpenSetMetrics;

/**
 * Holds what is compared with what.
 *
 * @param probes with labels
 * @param gallery with labels
 * @param leftOut the gallery row that a probe must not find
 * @param oneSet whether probes and gallery are one set
 */
record Comparison(EmbeddingSet probes, EmbeddingSet gallery, LeftOut leftOut, boolean oneSet) {

    /** Compares the rows of a set with each other. */
    static Comparison within(EmbeddingSet set) {
        return new Comparison(set, set, LeftOut.itself(), true);
    }

    /** Refuses labels that leave nothing to measure; probes of an open set need not find their label. */
    void requireMeasurable(OpenSet openSet) {
        MeasurableSets.requireTwoLabels(probes, gallery);
        if (openSet.isEmpty()) {
            MeasurableSets.requireSomethingToFind(probes, gallery, leftOut);
        }
    }

    Evaluation evaluate(int threads) {
        return oneSet
                ? Evaluation.withinSet(probes, threads)
                : Evaluation.of(probes, gallery, leftOut, threads);
    }

    OpenSetMetrics openSet(OpenSet openSet, int threads) {
        return OpenSetMetrics.of(probes, gallery, leftOut, openSet, threads);
    }
}
