package arc.infer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class OpenSetTest {

    @Test
    void readsLabelsWithCommasBetweenThem() {
        assertThat(OpenSet.parse("10, 9,9").labels()).containsExactly("9", "10");
        assertThat(OpenSet.parse("T-shirt/top").labels()).containsExactly("T-shirt/top");
        assertThat(OpenSet.parse("7").isEmpty()).isFalse();
        assertThat(OpenSet.NONE.isEmpty()).isTrue();
        for (String wrong : List.of("", "7,", ",7", "7,,8", " ")) {
            assertThatThrownBy(() -> OpenSet.parse(wrong))
                    .isInstanceOfSatisfying(ArcException.class,
                            e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE))
                    .hasMessage("--open-set takes labels with commas between them, such as 7,8,9; got '" + wrong + "'");
        }
    }

    @Test
    void readsLabelsWithACommaOrABackslashInThem() {
        assertThat(OpenSet.parse("Hopper\\, Edward,a\\\\b").labels()).containsExactly("Hopper, Edward", "a\\b");
        assertThatThrownBy(() -> OpenSet.parse("7,8\\"))
                .isInstanceOfSatisfying(ArcException.class,
                        e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE))
                .hasMessage("--open-set: nothing follows the last backslash of '7,8\\'; write \\\\ for one");
    }

    @Test
    void listsTheLabelsWhereOneIsUnknown() {
        OpenSet open = OpenSet.parse("7,11");
        assertThatCode(() -> open.requireAmong(List.of("11", "7"), "here")).doesNotThrowAnyException();
        assertThatThrownBy(() -> open.requireAmong(List.of("10", "9", "7", "7"), "mnist:train"))
                .isInstanceOfSatisfying(ArcException.class,
                        e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE))
                .hasMessage("--open-set: there is no label '11' in mnist:train\nthe labels are 7, 9, 10");
    }

    @Test
    void listsSomeOfVeryManyLabels() {
        List<String> thirty = IntStream.range(0, 30).mapToObj(Integer::toString).toList();
        List<String> more = IntStream.range(0, 31).mapToObj(Integer::toString).toList();
        OpenSet open = OpenSet.parse("x");
        assertThatThrownBy(() -> open.requireAmong(thirty, "here")).hasMessageEndingWith(", 28, 29");
        assertThatThrownBy(() -> open.requireAmong(more, "here")).hasMessageEndingWith(", 28, 29, … (31 in all)");
    }
}
