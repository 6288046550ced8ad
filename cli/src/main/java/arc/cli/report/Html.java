package arc.cli.report;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Builds HTML from elements and text. Text and the values of attributes are escaped, always: names of files and
 * classes can say what they like.
 */
public final class Html {

    private final StringBuilder html = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; {@code attributes} are names, each followed by its value. */
    public Html open(String element, String... attributes) {
        tag(element, attributes);
        open.push(element);
        return this;
    }

    /** Closes the element that was opened last. */
    public Html close() {
        html.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Adds an element with nothing but text in it. */
    public Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    /** Adds an element that has no end, such as img. */
    public Html single(String element, String... attributes) {
        tag(element, attributes);
        return this;
    }

    /** Adds text. */
    public Html text(String text) {
        escape(text);
        return this;
    }

    /** Begins a new line, for those who read the source. */
    public Html line() {
        html.append('\n');
        return this;
    }

    /** Adds a style sheet, which is not escaped: it is arc's own. */
    public Html styleSheet(String css) {
        html.append("<style>\n").append(css).append("</style>");
        return this;
    }

    /**
     * Adds a script, which is not escaped: it is arc's own, or data that can't end it.
     *
     * @param attributes of the element
     */
    public Html script(String text, String... attributes) {
        if (text.contains("</")) {
            throw new IllegalArgumentException("a script must not hold the start of an end tag");
        }
        tag("script", attributes);
        html.append(text).append("</script>");
        return this;
    }

    /** Returns the page. */
    public String page() {
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
