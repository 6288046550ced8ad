package arc.index;

import arc.infer.ArcException;
import arc.infer.CommaList;

import java.util.List;

/** Reads {@code KEY OP VALUE}. Spaces around KEY and VALUE don't count. */
final class FilterParser {

    private static final String OPERATOR_CHARACTERS = "=!<>~";
    /** Longer operators first: each is tried in turn. */
    private static final List<String> OPERATORS = List.of("!=", "<=", ">=", "=", "<", ">", "~");

    private final String text;

    FilterParser(String text) {
        this.text = text;
    }

    Filter parse() {
        int at = 0;
        while (at < text.length() && !isOperatorCharacter(at)) {
            at++;
        }
        String key = text.substring(0, at).strip();
        if (at == text.length()) {
            throw problem(at, "expected one of = != < <= > >= ~ after the key");
        }
        if (key.isEmpty()) {
            throw problem(0, "expected a key: label, path or a metadata column");
        }
        String operator = operatorAt(at);
        int valueAt = at + operator.length();
        if (valueAt < text.length() && isOperatorCharacter(valueAt)) {
            throw problem(at, "'" + text.substring(at, valueAt + 1) + "' is no operator; use one of = != < <= > >= ~");
        }
        while (valueAt < text.length() && Character.isWhitespace(text.charAt(valueAt))) {
            valueAt++;
        }
        return filter(key, operator, valueAt);
    }

    private Filter filter(String key, String operator, int valueAt) {
        String value = text.substring(valueAt).stripTrailing();
        return switch (operator) {
            case "=" -> new Filter.OneOf(key, oneOf(key, value, valueAt), false);
            case "!=" -> new Filter.OneOf(key, oneOf(key, value, valueAt), true);
            case "~" -> like(key, value, valueAt);
            default -> compared(key, operator, value, valueAt);
        };
    }

    private Filter like(String key, String glob, int valueAt) {
        if (glob.isEmpty()) {
            throw problem(valueAt, "expected a pattern after ~");
        }
        requireNoLooseBackslash(glob, valueAt);
        return new Filter.Like(key, glob);
    }

    private Filter compared(String key, String operator, String value, int valueAt) {
        if (value.isEmpty()) {
            throw problem(valueAt, "expected a value after " + operator);
        }
        String plain = key.equals(Filter.PATH) ? value : single(operator, value, valueAt);
        for (Filter.Order order : Filter.Order.values()) {
            if (order.operator().equals(operator)) {
                return new Filter.Compared(key, order, plain);
            }
        }
        throw new IllegalStateException("no order for operator " + operator);
    }

    private String single(String operator, String value, int valueAt) {
        List<String> values = unescaped(value, valueAt);
        if (values.size() > 1) {
            throw problem(valueAt + firstComma(value), operator
                    + " takes one value, only = and != take several; write \\, for a comma in a value");
        }
        return values.getFirst();
    }

    private static int firstComma(String value) {
        int at = 0;
        while (value.charAt(at) != ',') {
            at += value.charAt(at) == '\\' ? 2 : 1;
        }
        return at;
    }

    private List<String> oneOf(String key, String value, int valueAt) {
        return key.equals(Filter.PATH) ? List.of(value) : unescaped(value, valueAt);
    }

    private List<String> unescaped(String value, int valueAt) {
        requireNoLooseBackslash(value, valueAt);
        return CommaList.split(value);
    }

    private void requireNoLooseBackslash(String value, int valueAt) {
        if (CommaList.endsInLooseBackslash(value)) {
            throw problem(valueAt + value.length() - 1, "nothing follows the backslash; write \\\\ for one");
        }
    }

    private String operatorAt(int at) {
        for (String operator : OPERATORS) {
            if (text.startsWith(operator, at)) {
                return operator;
            }
        }
        throw problem(at, "'" + text.charAt(at) + "' is no operator; use one of = != < <= > >= ~");
    }

    private boolean isOperatorCharacter(int at) {
        return OPERATOR_CHARACTERS.indexOf(text.charAt(at)) >= 0;
    }

    private ArcException problem(int at, String message) {
        return new ArcException(ArcException.Kind.USAGE,
                "filter '" + text + "', position " + (at + 1) + ": " + message);
    }
}
