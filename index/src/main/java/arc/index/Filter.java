package arc.index;

import java.util.List;

/**
 * Keeps the entries whose label, path or metadata fulfil a condition. In text: {@code KEY OP VALUE}.
 *
 * <p>KEY is {@code label}, {@code path} or a metadata column. OP is one of
 * <ul>
 * <li>{@code =} equal to VALUE, or to one of several divided by commas ({@code label=7,8}), numbers in metadata as
 * numbers (2020 is 2020.0; labels are names); with an empty VALUE: has no value;
 * <li>{@code !=} everything that {@code =} leaves out, entries without a value included;
 * <li>{@code < <= > >=} as numbers when VALUE is one (values that are none never match), else as text
 * in the order of Unicode code points, which suits ISO dates; VALUE is one value;
 * <li>{@code ~} matches the whole value: {@code *} any characters, {@code /} included, {@code ?} any one.
 * </ul>
 * A backslash takes the next character of VALUE literally ({@code label=a\,b}), except in a path that is
 * compared and not matched. An entry with several paths matches when one of them does; its label and metadata
 * are those of its first path.
 */
public sealed interface Filter {

    /** The key of an entry's label. */
    String LABEL = "label";

    /** The key of an entry's paths. */
    String PATH = "path";

    /** Returns {@code label}, {@code path} or the name of a metadata column. */
    String key();

    /**
     * Is equal to one of some values, or, negated, to none of them. The empty value stands for having none.
     *
     * @param values at least one
     */
    record OneOf(String key, List<String> values, boolean negated) implements Filter {
        /** Copies the list. */
        public OneOf {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("a filter on '" + key + "' needs a value");
            }
        }
    }

    /** Comes before or after a value. */
    record Compared(String key, Order order, String value) implements Filter {}

    /** Matches a glob. */
    record Like(String key, String glob) implements Filter {}

    /** Where a value stands with respect to another one. */
    enum Order {
        /** Less than. */
        LESS("<"),
        /** Less than or equal to. */
        LESS_OR_EQUAL("<="),
        /** Greater than. */
        GREATER(">"),
        /** Greater than or equal to. */
        GREATER_OR_EQUAL(">=");

        private final String operator;

        Order(String operator) {
            this.operator = operator;
        }

        /** Returns the operator in a filter's text. */
        public String operator() {
            return operator;
        }

        /** Says whether a value that compares with another one as {@code comparison} stands in this order. */
        public boolean accepts(int comparison) {
            return switch (this) {
                case LESS -> comparison < 0;
                case LESS_OR_EQUAL -> comparison <= 0;
                case GREATER -> comparison > 0;
                case GREATER_OR_EQUAL -> comparison >= 0;
            };
        }
    }

    /**
     * Reads a filter.
     *
     * @throws arc.infer.ArcException of kind USAGE that names the position, from 1, when the text is malformed
     */
    static Filter parse(String text) {
        return new FilterParser(text).parse();
    }
}
