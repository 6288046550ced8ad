package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

class FilterTest {

    @Test
    void readsEveryOperator() {
        assertThat(Filter.parse("label=7")).isEqualTo(new Filter.OneOf("label", List.of("7"), false));
        assertThat(Filter.parse("label!=7")).isEqualTo(new Filter.OneOf("label", List.of("7"), true));
        assertThat(Filter.parse("year<2020")).isEqualTo(new Filter.Compared("year", Filter.Order.LESS, "2020"));
        assertThat(Filter.parse("year<=2020"))
                .isEqualTo(new Filter.Compared("year", Filter.Order.LESS_OR_EQUAL, "2020"));
        assertThat(Filter.parse("year>2020")).isEqualTo(new Filter.Compared("year", Filter.Order.GREATER, "2020"));
        assertThat(Filter.parse("year>=2020"))
                .isEqualTo(new Filter.Compared("year", Filter.Order.GREATER_OR_EQUAL, "2020"));
        assertThat(Filter.parse("path~*.png")).isEqualTo(new Filter.Like("path", "*.png"));
    }

    @Test
    void ignoresSpacesAroundKeyAndValue() {
        assertThat(Filter.parse("  label  =  a b , c  "))
                .isEqualTo(new Filter.OneOf("label", List.of("a b", "c"), false));
        assertThat(Filter.parse("taken on >= 2020-01-01"))
                .isEqualTo(new Filter.Compared("taken on", Filter.Order.GREATER_OR_EQUAL, "2020-01-01"));
    }

    @Test
    void dividesAtCommasUnlessABackslashStandsBefore() {
        assertThat(Filter.parse("label=7,8,9")).isEqualTo(new Filter.OneOf("label", List.of("7", "8", "9"), false));
        assertThat(Filter.parse("label=a\\,b,c")).isEqualTo(new Filter.OneOf("label", List.of("a,b", "c"), false));
        assertThat(Filter.parse("label=a\\\\,b")).isEqualTo(new Filter.OneOf("label", List.of("a\\", "b"), false));
        assertThat(Filter.parse("label=\\=7")).isEqualTo(new Filter.OneOf("label", List.of("=7"), false));
        assertThat(Filter.parse("name<a\\,b")).isEqualTo(new Filter.Compared("name", Filter.Order.LESS, "a,b"));
    }

    @Test
    void takesCommasOfAPatternAsTheyAre() {
        assertThat(Filter.parse("name~a,b*")).isEqualTo(new Filter.Like("name", "a,b*"));
        assertThat(Filter.parse("name~a\\,b*")).isEqualTo(new Filter.Like("name", "a\\,b*"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            year>=2020,2019 | 11 | >=
            year <= 2020,   | 13 | <=
            a<b\\,c,d       | 7  | <
            a>,             | 3  | >
            """)
    void refusesAListWhereOneValueIsCompared(String text, int position, String operator) {
        assertThatThrownBy(() -> Filter.parse(text)).isInstanceOfSatisfying(ArcException.class,
                e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE))
                .hasMessage("filter '" + text + "', position " + position + ": " + operator
                        + " takes one value, only = and != take several; write \\, for a comma in a value");
    }

    @Test
    void takesAPathAsItIs() {
        assertThat(Filter.parse("path=/a,b\\c")).isEqualTo(new Filter.OneOf("path", List.of("/a,b\\c"), false));
        assertThat(Filter.parse("path>=/a,b\\c"))
                .isEqualTo(new Filter.Compared("path", Filter.Order.GREATER_OR_EQUAL, "/a,b\\c"));
    }

    @Test
    void readsAnEmptyValueAsHavingNone() {
        assertThat(Filter.parse("label=")).isEqualTo(new Filter.OneOf("label", List.of(""), false));
        assertThat(Filter.parse("label!=")).isEqualTo(new Filter.OneOf("label", List.of(""), true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            label    | filter 'label', position 6: expected one of = != < <= > >= ~ after the key
            =7       | filter '=7', position 1: expected a key: label, path or a metadata column
            label==7 | filter 'label==7', position 6: '==' is no operator; use one of = != < <= > >= ~
            label=~7 | filter 'label=~7', position 6: '=~' is no operator; use one of = != < <= > >= ~
            label!7  | filter 'label!7', position 6: '!' is no operator; use one of = != < <= > >= ~
            year<    | filter 'year<', position 6: expected a value after <
            year>=   | filter 'year>=', position 7: expected a value after >=
            path~    | filter 'path~', position 6: expected a pattern after ~
            label=a\\ | filter 'label=a\\', position 8: nothing follows the backslash; write \\\\ for one
            path~a\\  | filter 'path~a\\', position 7: nothing follows the backslash; write \\\\ for one
            """)
    void refusesMalformedTextAndNamesThePosition(String text, String message) {
        assertThatThrownBy(() -> Filter.parse(text)).isInstanceOfSatisfying(ArcException.class,
                e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE)).hasMessage(message);
    }

    @Test
    void refusesTheEmptyText() {
        assertThatThrownBy(() -> Filter.parse(""))
                .hasMessage("filter '', position 1: expected one of = != < <= > >= ~ after the key");
    }

    @ParameterizedTest
    @EnumSource
    void ordersAgreeWithTheirOperators(Filter.Order order) {
        assertThat(List.of(order.accepts(-1), order.accepts(0), order.accepts(1)))
                .isEqualTo(List.of(order.operator().startsWith("<"), order.operator().endsWith("="),
                        order.operator().startsWith(">")));
    }
}
