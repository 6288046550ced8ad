package arc.infer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes several values as one text with commas between them, where {@code \,} is a comma in a value and {@code \\} a backslash. */
public final class CommaList {

    private CommaList() {}

    /**
     * Takes the backslashes away, and divides at the commas that had none. Blanks around a value don't count.
     *
     * @return at least one value
     * @throws IllegalArgumentException when {@link #endsInLooseBackslash}
     */
    public static List<String> split(String text) {
        if (endsInLooseBackslash(text)) {
            throw new IllegalArgumentException("nothing follows the last backslash of '" + text + "'");
        }
        List<String> values = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',') {
                values.add(current.toString().strip());
                current.setLength(0);
            } else {
                current.append(c == '\\' ? text.charAt(++i) : c);
            }
        }
        values.add(current.toString().strip());
        return values;
    }

    /** Says whether nothing follows the last backslash. */
    public static boolean endsInLooseBackslash(String text) {
        int backslashes = 0;
        while (backslashes < text.length() && text.charAt(text.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /** Returns the text that {@link #split} takes apart into these values. */
    public static String join(List<String> values) {
        return values.stream().map(value -> value.replace("\\", "\\\\").replace(",", "\\,"))
                .collect(Collectors.joining(","));
    }
}
