package arc.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

class CommaListTest {

    @Test
    void dividesAtCommasWithoutABackslash() {
        assertThat(CommaList.split("7, 8 ,9")).containsExactly("7", "8", "9");
        assertThat(CommaList.split("a\\,b,c\\\\,\\d")).containsExactly("a,b", "c\\", "d");
        assertThat(CommaList.split(",")).containsExactly("", "");
        assertThatThrownBy(() -> CommaList.split("a\\")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nothing follows the last backslash of 'a\\'");
    }

    @Test
    void writesWhatItReads() {
        List<String> values = List.of("a,b", "c\\", "\\,", "d");
        assertThat(CommaList.join(values)).isEqualTo("a\\,b,c\\\\,\\\\\\,,d");
        assertThat(CommaList.split(CommaList.join(values))).isEqualTo(values);
    }
}
