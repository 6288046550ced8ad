package arc.cli.command;

import arc.cli.output.Console;
import arc.cli.output.Table;
import arc.infer.evaluation.Evaluation;
import arc.infer.evaluation.OpenSetMetrics;
import arc.infer.evaluation.RetrievalMetrics;
import arc.infer.evaluation.VerificationMetrics;

import java.util.Locale;

/** Shows an evaluation as tables. */
final class EvaluationReport {

    private EvaluationReport() {}

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
        table.row("class centre accuracy", fraction(evaluation.centreAccuracy()));
        VerificationMetrics verification = evaluation.verification();
        table.row("verification pairs", verification.pairs()).row("ROC AUC", fraction(verification.rocAuc()))
                .row("equal error rate", fraction(verification.eer()));
        for (VerificationMetrics.OperatingPoint point : verification.operatingPoints()) {
            table.row("TAR at FAR " + point.farTarget().toPlainString(), fraction(point.tar()));
        }
        table.row("angle within classes", degrees(evaluation.angles().intraDegrees()))
                .row("angle between classes", degrees(evaluation.angles().interDegrees()));
        console.table(table);
        console.line("");
        ClassTables.print(evaluation, console);
    }

    /** Prints what a model makes of classes that it was not trained on. */
    static void print(OpenSetMetrics metrics, Console console) {
        Table table = new Table("open set: " + String.join(", ", metrics.openSet().labels()), " value");
        table.row("probes of these classes", metrics.openProbes())
                .row("gallery of these classes", metrics.openGallery())
                .row("precision@1 among them", fraction(metrics.among().precisionAt1()))
                .row("MAP@R among them", fraction(metrics.among().mapAtR()))
                .row("probes of known classes", metrics.knownProbes())
                .row("gallery of known classes", metrics.knownGallery());
        if (metrics.leftOut() > 0) {
            table.row("other probes, left out", metrics.leftOut());
        }
        table.row("AUROC, known against open", fraction(metrics.auroc()));
        for (VerificationMetrics.OperatingPoint point : metrics.detection()) {
            table.row("known and right at FAR " + point.farTarget().toPlainString(), fraction(point.tar()));
        }
        console.line("");
        console.table(table);
    }

    static String fraction(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "-";
    }

    static String degrees(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f°", value) : "-";
    }
}
