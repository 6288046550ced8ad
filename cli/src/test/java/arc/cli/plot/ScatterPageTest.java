package arc.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.projection.Projection;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

class ScatterPageTest {

    private static final String EVIL = "</script><script>alert(1)</script><!--\"'\u2028\n\u05d0\u05d1";

    private static JsonNode data(String page) {
        String open = "<script id=\"data\" type=\"application/json\">";
        int from = page.indexOf(open) + open.length();
        return JsonMapper.builder().build().readTree(page.substring(from, page.indexOf("</script>", from)));
    }

    @Test
    void carriesThePointsWithTheirClassesAndPaths() {
        Scatter scatter = Scatters.of(new Projection(2, new double[]{1, 2, 3, 4, 5, 6}),
                Arrays.asList("10", null, "9"));
        JsonNode data = data(ScatterPage.of(scatter, null));

        assertThat(data.get("labels").toString()).isEqualTo("[\"9\",\"10\",\"no label\"]");
        ByteBuffer classes = ByteBuffer.wrap(Base64.getDecoder().decode(data.get("classes").asString()))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(List.of(classes.getShort(), classes.getShort(), classes.getShort()))
                .containsExactly((short) 1, (short) 2, (short) 0);
        ByteBuffer coordinates = ByteBuffer.wrap(Base64.getDecoder().decode(data.get("coordinates").asString()))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(coordinates.getFloat(4 * 5)).isEqualTo(6);
        assertThat(data.get("paths").get(2).asString()).isEqualTo("/p/2.png");
        assertThat(data.get("cell").asInt()).isZero();
    }

    @Test
    void saysWhatElseShowsMoreLabelsThanAPageCan() {
        List<String> labels = IntStream.range(0, 65_537).mapToObj(Integer::toString).toList();
        Scatter scatter = Scatters.of(new Projection(2, new double[2 * labels.size()]), labels);
        assertThatThrownBy(() -> ScatterPage.of(scatter, null)).isInstanceOf(ArcException.class)
                .hasMessage("a page shows at most 65536 labels, got 65537; use: -o plot.tsv, or --limit");
    }

    @Test
    void keepsTextFromBeingAnythingElse() {
        Scatter scatter = Scatters.of(new Projection(2, new double[]{1, 2, 3, 4}), Arrays.asList(EVIL, "dog"));
        String page = ScatterPage.of(new Scatter(EVIL, EVIL, scatter.projection(), scatter.axes(), true,
                scatter.classes(), List.of(EVIL, "x"), scatter.rows(), null), null);

        assertThat(page.split("<script", -1)).as("the data and the page's own").hasSize(3);
        assertThat(page).doesNotContain("<!--", "alert(1)</script");
        assertThat(data(page).get("labels").get(0).asString()).isEqualTo(EVIL);
        assertThat(data(page).get("paths").get(0).asString()).isEqualTo(EVIL);
    }

    @Test
    void loadsNothingAndRunsItsOwnScriptAlone() {
        String page = ScatterPage.of(Scatters.clouds(3, 5, "a", "b"), Scatters.redSheet(10).orElseThrow());

        assertThat(page).doesNotContain("http://", "https://", "url(", "<link", "@import", "onload=", "onclick=");
        assertThat(page).contains("default-src &#39;none&#39;; img-src data:; style-src &#39;unsafe-inline&#39;;"
                + " script-src &#39;sha256-");
        assertThat(page).isEqualTo(
                ScatterPage.of(Scatters.clouds(3, 5, "a", "b"), Scatters.redSheet(10).orElseThrow()));
    }

    @Test
    void requiresOneOfEverythingAPoint() {
        Projection two = new Projection(2, new double[]{1, 2, 3, 4});
        assertThatThrownBy(() -> new Scatter("t", "l", two, List.of("x"), true,
                PointClasses.of(List.of("a", "b")), null, List.of(0, 1), null)).hasMessage("2 axes have titles, got 1");
        assertThatThrownBy(() -> new Scatter("t", "l", two, List.of("x", "y"), true,
                PointClasses.of(List.of("a")), null, List.of(0, 1), null))
                .hasMessage("2 points have 2 classes, rows and paths, got 1, 2 and none");
    }
}
