package arc.cli.command;

import arc.cli.output.Json;
import arc.infer.evaluation.ClassRetrieval;
import arc.infer.evaluation.Confusion;
import arc.infer.evaluation.Evaluation;
import arc.infer.evaluation.OpenSetMetrics;
import arc.infer.evaluation.RetrievalMetrics;
import arc.infer.evaluation.VerificationMetrics;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Writes an evaluation as JSON. */
final class EvaluationFacts {

    /** Confusions that are named with each class. */
    static final int WORST_CONFUSIONS = 3;

    private EvaluationFacts() {}

    /** Returns the JSON object of {@code arc evaluate}. */
    static Map<String, Object> of(Evaluation evaluation) {
        RetrievalMetrics retrieval = evaluation.retrieval();
        Map<String, Object> facts = Json.object();
        facts.put("n_probes", evaluation.probes());
        facts.put("n_gallery", evaluation.gallery());
        facts.put("n_left_out", retrieval.leftOut());
        facts.put("precision_at_1", Json.finite(retrieval.precisionAt1()));
        facts.put("recall_at", byNumber(retrieval.recallAt()));
        facts.put("r_precision", Json.finite(retrieval.rPrecision()));
        facts.put("map_at_r", Json.finite(retrieval.mapAtR()));
        facts.put("mrr", Json.finite(retrieval.mrr()));
        facts.put("knn_accuracy", byNumber(evaluation.knnAccuracy()));
        facts.put("centre_accuracy", Json.finite(evaluation.centreAccuracy()));
        facts.put("verification", verification(evaluation.verification()));
        Map<String, Object> angles = new LinkedHashMap<>();
        angles.put("intra_deg", Json.finite(evaluation.angles().intraDegrees()));
        angles.put("inter_deg", Json.finite(evaluation.angles().interDegrees()));
        facts.put("angles", angles);
        Map<String, Object> perClass = new LinkedHashMap<>();
        evaluation.perClass().forEach((label, metrics) -> perClass.put(label, ofClass(label, metrics, evaluation)));
        facts.put("per_class", perClass);
        facts.put("confusion", evaluation.confusion().nearest());
        return facts;
    }

    /** Returns what stands under {@code open_set}. */
    static Map<String, Object> of(OpenSetMetrics metrics) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("labels", metrics.openSet().labels());
        facts.put("n_probes", metrics.openProbes());
        facts.put("n_gallery", metrics.openGallery());
        facts.put("precision_at_1", Json.finite(metrics.among().precisionAt1()));
        facts.put("map_at_r", Json.finite(metrics.among().mapAtR()));
        facts.put("n_known_probes", metrics.knownProbes());
        facts.put("n_known_gallery", metrics.knownGallery());
        facts.put("n_left_out", metrics.leftOut());
        facts.put("auroc", Json.finite(metrics.auroc()));
        addPoints(facts, "dir_at_far", metrics.detection());
        return facts;
    }

    private static Map<String, Object> verification(VerificationMetrics metrics) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("pairs", metrics.pairs());
        facts.put("sampled", metrics.sampled());
        facts.put("roc_auc", Json.finite(metrics.rocAuc()));
        facts.put("eer", Json.finite(metrics.eer()));
        addPoints(facts, "tar_at_far", metrics.operatingPoints());
        return facts;
    }

    private static void addPoints(Map<String, Object> facts, String rateName,
            List<VerificationMetrics.OperatingPoint> points) {
        Map<String, @Nullable Double> rate = new LinkedHashMap<>();
        Map<String, @Nullable Double> threshold = new LinkedHashMap<>();
        for (VerificationMetrics.OperatingPoint point : points) {
            String far = point.farTarget().toPlainString();
            rate.put(far, Json.finite(point.tar()));
            threshold.put(far, point.threshold());
        }
        facts.put(rateName, rate);
        facts.put("threshold_at_far", threshold);
    }

    private static Map<String, Object> ofClass(String label, ClassRetrieval metrics, Evaluation evaluation) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("n", metrics.n());
        facts.put("precision_at_1", Json.finite(metrics.precisionAt1()));
        facts.put("map_at_r", Json.finite(metrics.mapAtR()));
        facts.put("intra_deg", evaluation.angles().intraDegreesByClass().get(label));
        Map<String, Integer> confusedWith = new LinkedHashMap<>();
        for (Confusion.Cell cell : evaluation.confusion().largestOf(label, WORST_CONFUSIONS)) {
            confusedWith.put(cell.nearestLabel(), cell.probes());
        }
        facts.put("confused_with", confusedWith);
        return facts;
    }

    private static Map<String, @Nullable Double> byNumber(SortedMap<Integer, Double> values) {
        Map<String, @Nullable Double> facts = new LinkedHashMap<>();
        values.forEach((k, value) -> facts.put(k.toString(), Json.finite(value)));
        return facts;
    }
}
