package arc.cli.command;

import arc.cli.output.Console;
import arc.cli.output.Json;
import arc.cli.output.Table;
import arc.infer.evaluation.ClassRetrieval;
import arc.infer.evaluation.Evaluation;
import arc.infer.evaluation.RetrievalMetrics;
import arc.infer.evaluation.VerificationMetrics;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** Shows an evaluation, as JSON or as tables. */
final class EvaluationReport {

    private EvaluationReport() {}

    /** Returns the JSON object of {@code arc evaluate}. */
    static Map<String, Object> facts(Evaluation evaluation) {
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
        facts.put("verification", verification(evaluation.verification()));
        Map<String, Object> angles = new LinkedHashMap<>();
        angles.put("intra_deg", Json.finite(evaluation.angles().intraDegrees()));
        angles.put("inter_deg", Json.finite(evaluation.angles().interDegrees()));
        facts.put("angles", angles);
        Map<String, Object> perClass = new LinkedHashMap<>();
        evaluation.perClass().forEach((label, metrics) -> perClass.put(label, ofClass(metrics)));
        facts.put("per_class", perClass);
        return facts;
    }

    private static Map<String, Object> verification(VerificationMetrics metrics) {
        Map<String, Object> tar = new LinkedHashMap<>();
        Map<String, Object> threshold = new LinkedHashMap<>();
        for (VerificationMetrics.OperatingPoint point : metrics.operatingPoints()) {
            String far = point.farTarget().toPlainString();
            tar.put(far, Json.finite(point.tar()));
            threshold.put(far, point.threshold());
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("pairs", metrics.pairs());
        facts.put("sampled", metrics.sampled());
        facts.put("roc_auc", Json.finite(metrics.rocAuc()));
        facts.put("eer", Json.finite(metrics.eer()));
        facts.put("tar_at_far", tar);
        facts.put("threshold_at_far", threshold);
        return facts;
    }

    private static Map<String, Object> ofClass(ClassRetrieval metrics) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("n", metrics.n());
        facts.put("precision_at_1", Json.finite(metrics.precisionAt1()));
        facts.put("map_at_r", Json.finite(metrics.mapAtR()));
        return facts;
    }

    private static Map<String, @Nullable Double> byNumber(SortedMap<Integer, Double> values) {
        Map<String, @Nullable Double> facts = new LinkedHashMap<>();
        values.forEach((k, value) -> facts.put(k.toString(), Json.finite(value)));
        return facts;
    }

    /** Prints the figures that matter most. */
    static void printSummary(Evaluation evaluation, Console console) {
        Table table = new Table("metric", " value");
        table.row("probes", evaluation.probes()).row("gallery", evaluation.gallery())
                .row("precision@1", fraction(evaluation.retrieval().precisionAt1()))
                .row("MAP@R", fraction(evaluation.retrieval().mapAtR()))
                .row("equal error rate", fraction(evaluation.verification().eer()))
                .row("angle within classes", degrees(evaluation.angles().intraDegrees()))
                .row("angle between classes", degrees(evaluation.angles().interDegrees()));
        console.table(table);
    }

    /** Prints the figures for people. */
    static void print(Evaluation evaluation, Console console) {
        RetrievalMetrics retrieval = evaluation.retrieval();
        Table table = new Table("metric", " value");
        table.row("probes", evaluation.probes()).row("gallery", evaluation.gallery());
        if (retrieval.leftOut() > 0) {
            table.row("probes without a match to find", retrieval.leftOut());
        }
        table.row("precision@1", fraction(retrieval.precisionAt1()));
        retrieval.recallAt().forEach((k, value) -> table.row("recall@" + k, fraction(value)));
        table.row("R-precision", fraction(retrieval.rPrecision())).row("MAP@R", fraction(retrieval.mapAtR()))
                .row("MRR", fraction(retrieval.mrr()));
        evaluation.knnAccuracy().forEach((k, value) -> table.row(k + "-NN accuracy", fraction(value)));
        VerificationMetrics verification = evaluation.verification();
        table.row("verification pairs", verification.pairs()).row("ROC AUC", fraction(verification.rocAuc()))
                .row("equal error rate", fraction(verification.eer()));
        for (VerificationMetrics.OperatingPoint point : verification.operatingPoints()) {
            table.row("TAR at FAR " + point.farTarget().toPlainString(), fraction(point.tar()));
        }
        table.row("angle within classes", degrees(evaluation.angles().intraDegrees()))
                .row("angle between classes", degrees(evaluation.angles().interDegrees()));
        console.table(table);
        Table classes = new Table("class", " n", " precision@1", " MAP@R");
        evaluation.perClass().forEach((label, metrics) -> classes.row(label, metrics.n(),
                fraction(metrics.precisionAt1()), fraction(metrics.mapAtR())));
        console.line("");
        console.table(classes);
    }

    private static String fraction(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "-";
    }

    private static String degrees(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f°", value) : "-";
    }
}
