package arc.cli.command;

import arc.cli.output.Console;
import arc.cli.output.Table;
import arc.infer.evaluation.Confusion;
import arc.infer.evaluation.Evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Shows people how each class fares, and which classes are taken for which. */
final class ClassTables {

    /** A wider matrix can't be read; of more classes the largest confusions are listed. */
    static final int MOST_IN_MATRIX = 20;

    private static final int LARGEST = 20;
    private static final int LONGEST_TITLE = 10;

    private ClassTables() {}

    static void print(Evaluation evaluation, Console console) {
        console.table(classes(evaluation));
        Confusion confusion = evaluation.confusion();
        List<String> labels = confusion.labels();
        if (labels.size() < 2) {
            return;
        }
        console.line("");
        if (labels.size() <= MOST_IN_MATRIX) {
            console.line("label of the nearest entry (columns) of the probes of each label (rows)");
            console.table(matrix(confusion, labels));
        } else {
            console.line("largest confusions among " + labels.size() + " labels");
            console.table(largest(confusion));
        }
    }

    private static Table classes(Evaluation evaluation) {
        Table table = new Table("class", " n", " precision@1", " MAP@R", " angle to centre", "confused with");
        evaluation.perClass().forEach((label, metrics) -> {
            Double degrees = evaluation.angles().intraDegreesByClass().get(label);
            table.row(label, metrics.n(), EvaluationReport.fraction(metrics.precisionAt1()),
                    EvaluationReport.fraction(metrics.mapAtR()),
                    EvaluationReport.degrees(degrees == null ? Double.NaN : degrees),
                    evaluation.confusion().largestOf(label, EvaluationFacts.WORST_CONFUSIONS).stream()
                            .map(cell -> cell.nearestLabel() + " (" + cell.probes() + ")")
                            .collect(Collectors.joining(", ")));
        });
        return table;
    }

    private static Table matrix(Confusion confusion, List<String> labels) {
        List<String> titles = new ArrayList<>(List.of("label"));
        labels.forEach(label -> titles.add(" " + title(label)));
        Table table = new Table(titles.toArray(String[]::new));
        for (String label : confusion.nearest().keySet()) {
            List<String> row = new ArrayList<>(List.of(label));
            for (String nearest : labels) {
                int probes = confusion.count(label, nearest);
                row.add(probes == 0 ? "·" : Integer.toString(probes));
            }
            table.row(row.toArray());
        }
        return table;
    }

    private static Table largest(Confusion confusion) {
        Table table = new Table("label", "nearest entry's", " probes", " share");
        for (Confusion.Cell cell : confusion.largest(LARGEST)) {
            table.row(cell.label(), cell.nearestLabel(), cell.probes(),
                    EvaluationReport.fraction((double) cell.probes() / confusion.count(cell.label())));
        }
        return table;
    }

    /** Returns a label on one line, and short enough to stand above a column of numbers. */
    private static String title(String label) {
        int[] characters = label.codePoints().map(c -> Character.isISOControl(c) ? '?' : c).toArray();
        return characters.length <= LONGEST_TITLE
                ? new String(characters, 0, characters.length)
                : new String(characters, 0, LONGEST_TITLE - 1) + "…";
    }
}
