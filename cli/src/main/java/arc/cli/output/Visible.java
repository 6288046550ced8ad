package arc.cli.output;

import java.util.function.IntPredicate;

/** Writes control characters as escapes, so that no file name can break a line or speak to the terminal. */
final class Visible {

    private Visible() {}

    /** Returns text that stays on one line. */
    static String line(String text) {
        return escaped(text, Character::isISOControl);
    }

    /** Returns text that keeps its line breaks. */
    static String lines(String text) {
        return escaped(text, c -> Character.isISOControl(c) && c != '\n');
    }

    /** Returns a stack trace, which is set out by tabs. */
    static String stackTrace(String text) {
        return escaped(text, c -> Character.isISOControl(c) && c != '\n' && c != '\t');
    }

    private static String escaped(String text, IntPredicate hidden) {
        if (text.codePoints().noneMatch(hidden)) {
            return text;
        }
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (hidden.test(c)) {
                visible.append(String.format("\\u%04x", c));
            } else {
                visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }
}
