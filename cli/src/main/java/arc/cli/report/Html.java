package arc.cli.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Builds HTML from elements and text. Text and the values of attributes are escaped, always: names of files and
 * classes can say what they like.
 */
final class Html {

    private final StringBuilder html = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; {@code attributes} are names, each followed by its value. */
    Html open(String element, String... attributes) {
        tag(element, attributes);
        open.push(element);
        return this;
    }

    /** Closes the element that was opened last. */
    Html close() {
        html.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Adds an element with nothing but text in it. */
    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Adds an element that has no end, such as img. */
    Html single(String element, String... attributes) {
        tag(element, attributes);
        return this;
    }

    /** Adds text. */
    Html text(String text) {
        escape(text);
        return this;
    }

    /** Begins a new line, for those who read the source. */
    Html line() {
        html.append('\n');
        return this;
    }

    /** Adds a style sheet, which is not escaped: it is arc's own. */
    Html styleSheet(String css) {
        html.append("<style>\n").append(css).append("</style>");
        return this;
    }

    /** Returns the page. */
    String page() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return "<!DOCTYPE html>\n" + html + "\n";
    }

    private void tag(String element, String... attributes) {
        html.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            html.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            html.append('"');
        }
        html.append('>');
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                case '\n', '\t' -> html.append(c);
                default -> html.append(Character.isISOControl(c) ? '\uFFFD' : c);
            }
        }
    }
}
