package arc.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlTest {

    @Test
    void escapesTextAndAttributes() {
        String evil = "<script>alert(\"1\" & '2')</script>\u0000";
        String escaped = "&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)&lt;/script&gt;\uFFFD";
        assertThat(new Html().open("p", "title", evil).text(evil).close().page())
                .isEqualTo("<!DOCTYPE html>\n<p title=\"" + escaped + "\">" + escaped + "</p>\n");
    }

    @Test
    void closesWhatItOpens() {
        assertThat(new Html().open("a").element("b", "c").single("img", "src", "d").close().page())
                .isEqualTo("<!DOCTYPE html>\n<a><b>c</b><img src=\"d\"></a>\n");
        assertThatThrownBy(() -> new Html().open("a").open("b").page()).isInstanceOf(IllegalStateException.class)
                .hasMessage("not closed: [b, a]");
    }
}
