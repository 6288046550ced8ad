package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;

import arc.index.Calibration;
import arc.index.GalleryWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

class CalibrateCommandTest {

    private static final Path MODEL = resource("model/tiny.onnx");
    private static final String UNCERTAIN = "arc: warning: 12 probes let a rate of 0.25 be told by 3 false accepts only;"
            + " more probes make it firmer\n";

    @TempDir
    private Path folder;

    private Path photos;
    private Path gallery;

    @BeforeEach
    void makeGallery() throws IOException {
        photos = Pictures.folder(folder.resolve("photos"), 6);
        gallery = folder.resolve("pets.arc");
        arc("index", photos, "-g", gallery, "-m", MODEL).ok();
    }

    private JsonNode calibrate() {
        Ran ran = arc("calibrate", "-g", gallery, photos, "--far", "0.25", "--json");
        assertThat(ran.err()).isEqualTo(UNCERTAIN);
        assertThat(ran.exitCode()).isZero();
        return ran.json();
    }

    /** Searches with every cat among the dogs, and with every dog among the cats: as a stranger. */
    private int knownStrangers() {
        int known = 0;
        for (int i = 0; i < 6; i++) {
            known += isKnown(photos.resolve("cat/c" + i + ".png"), "--filter", "label=dog") ? 1 : 0;
            known += isKnown(photos.resolve("dog/d" + i + ".png"), "--filter", "label=cat") ? 1 : 0;
        }
        return known;
    }

    private boolean isKnown(Path query, Object... more) {
        return search(query, more).get("known").booleanValue();
    }

    private JsonNode search(Path query, Object... more) {
        Object[] words = new Object[more.length + 5];
        System.arraycopy(new Object[]{"search", query, "-g", gallery, "--json"}, 0, words, 0, 5);
        System.arraycopy(more, 0, words, 5, more.length);
        return arc(words).ok().json();
    }

    @Test
    void keepsTheShareOfStrangersThatSearchTakesForKnown() {
        JsonNode found = calibrate();
        assertThat(found.propertyNames()).containsExactly("schema", "gallery", "threshold", "far", "n_impostors",
                "false_accepts", "far_reached", "n_genuine", "dir", "entries");
        assertThat(found.get("gallery").asString()).isEqualTo(gallery.toString());
        assertThat(found.get("far").doubleValue()).isEqualTo(0.25);
        assertThat(found.get("n_impostors").intValue()).isEqualTo(12);
        assertThat(found.get("n_genuine").intValue()).isEqualTo(12);
        assertThat(found.get("entries").intValue()).isEqualTo(12);
        assertThat(found.get("false_accepts").intValue()).isEqualTo(3).isEqualTo(knownStrangers());
        assertThat(isKnown(photos.resolve("cat/c0.png"))).as("its own entry has a cosine of 1").isTrue();
    }

    /** Every cat searches all but the cats, as a stranger, and every dog all but the dogs. */
    @Test
    void countsEntriesWithoutALabelAsSearchDoes() throws IOException {
        for (int i = 0; i < 8; i++) {
            Pictures.write(folder.resolve("loose/" + i + ".png"), 500 + i);
        }
        arc("index", folder.resolve("loose"), "-g", gallery).ok();
        Ran ran = arc("calibrate", "-g", gallery, photos, "--far", "0.25", "--json");
        assertThat(ran.err()).isEqualTo("arc: warning: 8 gallery entries without a label count as entries of other"
                + " labels than the probes'\n" + UNCERTAIN);
        assertThat(ran.json().get("entries").intValue()).isEqualTo(20);
        int known = 0;
        for (int i = 0; i < 6; i++) {
            known += isKnown(photos.resolve("cat/c" + i + ".png"), "--filter", "label!=cat") ? 1 : 0;
            known += isKnown(photos.resolve("dog/d" + i + ".png"), "--filter", "label!=dog") ? 1 : 0;
        }
        assertThat(ran.json().get("false_accepts").intValue()).isEqualTo(3).isEqualTo(known);
    }

    @Test
    void answersUnknownAndListsTheHitsAllTheSame() {
        double threshold = calibrate().get("threshold").doubleValue();
        for (int i = 0; i < 6; i++) {
            Path query = photos.resolve("cat/c" + i + ".png");
            JsonNode found = search(query, "--filter", "label=dog");
            assertThat(found.propertyNames()).containsExactly("schema", "query", "gallery", "mode", "threshold",
                    "known", "hits");
            assertThat(found.get("threshold").doubleValue()).isEqualTo(threshold);
            assertThat(found.get("hits").size()).isEqualTo(6);
            double best = found.get("hits").get(0).get("cosine").doubleValue();
            assertThat(found.get("known").booleanValue()).isEqualTo(best >= threshold);
            String first = arc("search", query, "-g", gallery, "--filter", "label=dog").ok().lines().getFirst();
            if (best >= threshold) {
                assertThat(first).startsWith("rank");
            } else {
                assertThat(first).isEqualTo("unknown: the nearest entry's cosine is %.6f, and the gallery's threshold"
                        + " %.6f", best, threshold);
            }
        }
    }

    @Test
    void answersUnknownOnThePageToo() throws IOException {
        calibrate();
        Path page = folder.resolve("hits.html");
        Ran ran = arc("search", photos.resolve("cat/c0.png"), "-g", gallery, "--filter", "label=none", "--html", page)
                .ok();
        assertThat(ran.lines().getFirst()).startsWith("unknown: no entry reaches the gallery's threshold, ");
        assertThat(page).content().contains("<p class=\"unknown\">" + ran.lines().getFirst().replace("'", "&#39;"));
        arc("search", photos.resolve("cat/c0.png"), "-g", gallery, "--html", page).ok();
        assertThat(page).content().doesNotContain("\"unknown\"");
    }

    @Test
    void showsAsManyDigitsAsTellACosineFromTheThreshold() {
        Path query = photos.resolve("cat/c0.png");
        double best = search(query, "--filter", "label=dog").get("hits").get(0).get("cosine").doubleValue();
        threshold(best + 1e-10);
        assertThat(arc("search", query, "-g", gallery, "--filter", "label=dog").ok().lines().getFirst())
                .isEqualTo("unknown: the nearest entry's cosine is %s, and the gallery's threshold %s", best,
                        best + 1e-10);
        threshold(best);
        assertThat(isKnown(query, "--filter", "label=dog")).isTrue();
    }

    private void threshold(double cosine) {
        try (GalleryWriter writer = GalleryWriter.open(gallery)) {
            writer.calibrate(new Calibration(cosine, 0.25, 12, 3, 12));
        }
    }

    @Test
    void leavesMinCosineAlone() {
        double threshold = calibrate().get("threshold").doubleValue();
        Path query = photos.resolve("cat/c0.png");
        JsonNode above = search(query, "--min-cosine", "0.9999999", "--filter", "label=dog");
        assertThat(above.get("hits").isEmpty()).isTrue();
        assertThat(above.get("known").booleanValue())
                .isEqualTo(isKnown(query, "--filter", "label=dog"));
        JsonNode below = search(query, "--min-cosine", "-1");
        assertThat(below.get("hits").size()).isEqualTo(10);
        assertThat(below.get("hits").get(9).get("cosine").doubleValue()).isLessThan(threshold);
    }

    @Test
    void isToldByInfoAndStaysWhenEntriesAreAdded() throws IOException {
        assertThat(arc("info", gallery, "--json").ok().json().has("calibration")).isFalse();
        JsonNode found = calibrate();
        Pictures.write(photos.resolve("cat/new.png"), 900);
        arc("index", photos, "-g", gallery).ok();
        JsonNode info = arc("info", gallery, "--json").ok().json();
        assertThat(info.get("entries").intValue()).isEqualTo(13);
        assertThat(info.get("calibration").propertyNames()).containsExactly("threshold", "far", "n_impostors",
                "false_accepts", "entries");
        assertThat(info.get("calibration").get("threshold")).isEqualTo(found.get("threshold"));
        assertThat(info.get("calibration").get("entries").intValue()).isEqualTo(12);
        assertThat(arc("info", gallery).ok().out()).contains("calibration.threshold");
    }

    @Test
    void canBeTakenBack() {
        calibrate();
        assertThat(arc("calibrate", "-g", gallery, "--clear", "--json").ok().json().get("threshold").isNull()).isTrue();
        JsonNode found = search(photos.resolve("cat/c0.png"));
        assertThat(found.has("threshold")).isFalse();
        assertThat(found.has("known")).isFalse();
        assertThat(arc("info", gallery, "--json").ok().json().has("calibration")).isFalse();
        assertThat(arc("calibrate", "-g", gallery, "--clear").ok().out())
                .isEqualTo("gallery " + gallery + " has no threshold any more\n");
    }

    @Test
    void showsPeopleWhatItFound() {
        Ran ran = arc("calibrate", "-g", gallery, photos, "--far", "0.25", "-q").ok();
        assertThat(ran.lines()).hasSize(8);
        assertThat(ran.out().replaceAll(" +", " ")).contains("strangers 12\n", "accepted 3\n",
                "false accept rate 0.25000\n");
    }

    @Test
    void countsPicturesThatAreNamedTwiceOnce() {
        JsonNode once = calibrate();
        Path cat = photos.resolve("cat/c0.png"); // named by itself it has no label
        for (Object[] names : new Object[][]{{photos, photos, cat}, {cat, photos, photos}}) {
            Ran twice = arc("calibrate", "-g", gallery, names[0], names[1], names[2], "--far", "0.25", "--json");
            assertThat(twice.err())
                    .isEqualTo("arc: 13 of 25 pictures were named before; each counts once\n" + UNCERTAIN);
            assertThat(twice.exitCode()).isZero();
            assertThat(twice.json()).isEqualTo(once);
        }
        assertThat(arc("evaluate", "-g", gallery, cat, photos, "--json", "-q").ok().json())
                .isEqualTo(arc("evaluate", "-g", gallery, photos, "--json").ok().json());
    }

    @Test
    void refusesWhatItCanNotTell() throws IOException {
        arc("calibrate", "-g", gallery, photos).failedWith(1, "arc: a false accept rate of 0.001 needs 1000 probes, and"
                + " there are 12\n     give more probes, or a higher --far\n");
        arc("calibrate", "-g", gallery, photos, "--far", "1").failedWith(2,
                "arc: --far is a share above 0 and below 1, got 1\n");
        arc("calibrate", "-g", gallery, photos, "--far", "1e99999999").failedWith(2,
                "arc: --far is a share above 0 and below 1, got 1E+99999999\n");
        arc("calibrate", "-g", gallery, photos, "--far", "1e-99999999").failedWith(2,
                "arc: --far is at least 1e-9, since a rate takes 1/RATE probes, got 1E-99999999\n");
        for (String none : List.of("abc", "", "1e-99999999999")) {
            arc("calibrate", "-g", gallery, photos, "--far", none).failedWith(2,
                    "arc: invalid value for option '--far':"
                            + " expected a number such as 0.001, got '" + none + "'\n     see: arc calibrate --help\n");
        }
        arc("calibrate", "-g", gallery).failedWith(2, "arc: name the probes: arc calibrate -g " + gallery
                + " PROBES\n");
        arc("calibrate", "-g", gallery, photos, "--clear").failedWith(2,
                "arc: --clear needs no pictures: leave out '" + photos + "'\n");
        for (String[] idle : new String[][]{{"--far", "0.1"}, {"--device", "cpu"}, {"--data-dir", "x"},
                {"--model", "x"}}) {
            arc("calibrate", "-g", gallery, "--clear", idle[0], idle[1]).failedWith(2, "arc: " + idle[0]
                    + " is for calibrating, and --clear forgets the threshold: leave out one of them\n");
        }
        Path nowhere = folder.resolve("nowhere.arc");
        assertThat(arc("calibrate", "-g", nowhere, "--clear").exitCode()).isEqualTo(1);
        assertThat(nowhere).doesNotExist();
        try (GalleryWriter _ = GalleryWriter.open(gallery)) {
            assertThat(arc("calibrate", "-g", gallery, "--clear").exitCode()).isEqualTo(5);
        }
        assertThat(arc("info", gallery, "--json").ok().json().has("calibration")).isFalse();
    }
}
