package arc.cli.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Looks at the page in a real browser; skipped, and said so, where there is no Chromium on the PATH. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScatterPageBrowserTest {

    private static final String EVIL = "<script>alert(1)</script>\"'\n\u2028& \u05d0\u05d1\u05d2";

    /** Counts the pixels that points are drawn on. */
    private static final String INK = "(() => { const canvas = document.getElementById('points');"
            + " const all = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;"
            + " let count = 0; for (let i = 3; i < all.length; i += 4) count += all[i] > 0; return count; })()";

    private Path folder = Path.of("");
    private @Nullable Chromium chromium;

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Optional<Path> program = Chromium.program();
        Assumptions.assumeTrue(program.isPresent(), "there is no Chromium on the PATH: the page was not looked at");
        chromium = Chromium.start(program.get(), folder.resolve("profile"), 1100, 750);
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private Chromium browser() {
        return Objects.requireNonNull(chromium);
    }

    private void open(Scatter scatter) {
        Path page = folder.resolve("page.html");
        ScatterPage.write(scatter, Scatters.redSheet(scatter.projection().size()).orElseThrow(), page);
        browser().open(page);
    }

    private int ink() {
        return browser().run(INK).asInt();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void drawsThePointsWithoutAComplaint(int dims) {
        open(Scatters.clouds(dims, 40, "cat", "dog", "owl"));

        assertThat(ink()).isGreaterThan(40 * 3 * 20);
        assertThat(browser().run("arcPlot.points").asInt()).isEqualTo(120);
        assertThat(browser().complaints()).isEmpty();
    }

    @Test
    void showsThePictureTheLabelAndThePathOfThePointThatIsPointedAt() {
        open(Scatters.clouds(2, 30, "cat", "dog"));
        JsonNode place = browser().run("arcPlot.at(3)");
        assertThat(browser().run("document.getElementById('tip').hidden").asBoolean()).isTrue();

        browser().mouse("mouseMoved", place.get("x").asDouble(), place.get("y").asDouble(), Map.of());

        assertThat(browser().run("document.getElementById('tip').hidden").asBoolean()).isFalse();
        assertThat(browser().run("document.querySelector('#tip strong').textContent").asString()).isEqualTo("cat");
        assertThat(browser().run("document.querySelector('#tip small').textContent").asString()).isEqualTo("/p/3.png");
        assertThat(browser().run("[...document.querySelector('#tip canvas').getContext('2d').getImageData(10, 10, 1, 1)"
                + ".data].join()").asString()).isEqualTo("255,0,0,255");
        browser().mouse("mouseMoved", 5, 5, Map.of());
        assertThat(browser().run("document.getElementById('tip').hidden").asBoolean()).isTrue();
    }

    @Test
    void hidesAClassThatIsClicked() {
        open(Scatters.clouds(2, 30, "cat", "dog"));
        int before = ink();

        browser().run("document.querySelector('.class').click()");
        browser().settle();

        assertThat(browser().run("document.querySelector('.class').getAttribute('aria-pressed')").asString())
                .isEqualTo("false");
        assertThat(browser().run("arcPlot.at(0).shown").asBoolean()).isFalse();
        assertThat(ink()).isBetween(before / 3, 2 * before / 3);
        browser().run("document.getElementById('none').click()");
        browser().settle();
        assertThat(ink()).isZero();
        browser().run("document.getElementById('all').click()");
        browser().settle();
        assertThat(ink()).isEqualTo(before);
    }

    @Test
    void turnsWhenDraggedAndComesBack() {
        open(Scatters.clouds(3, 30, "cat", "dog"));
        double before = browser().run("arcPlot.at(0).x").asDouble();

        browser().mouse("mousePressed", 300, 400, Map.of("button", "left", "buttons", 1));
        browser().mouse("mouseMoved", 400, 400, Map.of("button", "left", "buttons", 1));
        browser().mouse("mouseReleased", 400, 400, Map.of("button", "left"));

        assertThat(Math.abs(browser().run("arcPlot.at(0).x").asDouble() - before)).isGreaterThan(5);
        browser().run("document.getElementById('reset').click()");
        browser().settle();
        assertThat(browser().run("arcPlot.at(0).x").asDouble()).isEqualTo(before);
    }

    @Test
    void zoomsAtThePointerAndMoves() {
        open(Scatters.clouds(2, 30, "cat", "dog"));
        JsonNode before = browser().run("arcPlot.at(5)");
        double x = before.get("x").asDouble();
        double y = before.get("y").asDouble();
        double other = browser().run("arcPlot.at(40).x").asDouble();

        browser().mouse("mouseWheel", x, y, Map.of("deltaX", 0, "deltaY", -400));

        assertThat(Math.abs(browser().run("arcPlot.at(5).x").asDouble() - x)).isLessThan(1.5);
        assertThat(Math.abs(browser().run("arcPlot.at(40).x").asDouble() - x)).isGreaterThan(1.5 * Math.abs(other - x));
    }

    @Test
    void obeysTheKeyboard() {
        open(Scatters.clouds(3, 30, "cat", "dog"));
        double before = browser().run("arcPlot.at(0).x").asDouble();
        browser().run("document.getElementById('stage').focus()");

        browser().key("ArrowLeft");
        assertThat(browser().run("arcPlot.at(0).x").asDouble()).isNotEqualTo(before);
        browser().key("0");
        assertThat(browser().run("arcPlot.at(0).x").asDouble()).isEqualTo(before);
        browser().key(".");
        assertThat(browser().run("document.querySelector('#tip small').textContent").asString()).isEqualTo("/p/0.png");
        browser().key(".");
        assertThat(browser().run("document.querySelector('#tip small').textContent").asString()).isEqualTo("/p/1.png");
        browser().key("Escape");
        assertThat(browser().run("document.getElementById('tip').hidden").asBoolean()).isTrue();
    }

    @Test
    void showsLabelsAsTheyAreAndRunsNothingInThem() {
        open(Scatters.clouds(3, 10, EVIL, "dog"));

        assertThat(browser().run("document.querySelector('.class bdi').textContent").asString()).isEqualTo(EVIL);
        assertThat(browser().run("document.querySelectorAll('script').length").asInt()).isEqualTo(2);
        browser().dark(true);
        assertThat(ink()).isPositive();
        browser().dark(false);
        assertThat(browser().complaints()).isEmpty();
    }

    @Test
    void marksTheKindsOfClassesWithoutEndOfColours() {
        String[] many = new String[60];
        Arrays.setAll(many, i -> "class " + i);
        open(Scatters.clouds(2, 3, many));

        assertThat(browser().run("document.querySelectorAll('.class').length").asInt()).isEqualTo(60);
        assertThat(ink()).isPositive();
        assertThat(browser().complaints()).isEmpty();
    }
}
