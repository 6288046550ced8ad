package arc.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Lays out rows in columns; a column whose title starts with a blank is set to the right. */
public final class Table {

    private static final String GAP = "  ";

    private final List<String> titles;
    private final List<List<String>> rows = new ArrayList<>();

    /** Begins a table with these column titles. */
    public Table(String... titles) {
        this.titles = List.of(titles);
    }

    /** Adds a row of as many cells as there are titles. */
    public Table row(Object... cells) {
        if (cells.length != titles.size()) {
            throw new IllegalArgumentException("a row has " + titles.size() + " cells, got " + cells.length);
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(Visible.line(String.valueOf(cell)));
        }
        rows.add(row);
        return this;
    }

    List<String> lines(boolean color) {
        int[] widths = new int[titles.size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = length(titles.get(c).strip());
            for (List<String> row : rows) {
                widths[c] = Math.max(widths[c], length(row.get(c)));
            }
        }
        List<String> lines = new ArrayList<>();
        String head = line(titles.stream().map(String::strip).toList(), widths);
        lines.add(color ? "\u001b[1m" + head + "\u001b[0m" : head);
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < widths.length; c++) {
            String fill = " ".repeat(widths[c] - length(cells.get(c)));
            line.append(c == 0 ? "" : GAP);
            if (titles.get(c).startsWith(" ")) {
                line.append(fill).append(cells.get(c));
            } else {
                line.append(cells.get(c)).append(fill);
            }
        }
        return line.toString().stripTrailing();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
