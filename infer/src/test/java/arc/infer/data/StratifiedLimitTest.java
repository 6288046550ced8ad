package arc.infer.data;

import static arc.infer.data.DataFixtures.labels;
import static arc.infer.data.DataFixtures.open;
import static arc.infer.data.DataFixtures.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

class StratifiedLimitTest {

    /** Returns a source with that many images of labels a, b, c, …; they are mixed in the order of the source. */
    private static ImageSource source(int... sizes) {
        List<LabelledImage> images = new ArrayList<>();
        int largest = Arrays.stream(sizes).max().orElseThrow();
        for (int i = 0; i < largest; i++) {
            for (int label = 0; label < sizes.length; label++) {
                if (i < sizes[label]) {
                    String name = Character.toString('a' + label);
                    images.add(new FileImage(Path.of("/x", name, i + ".png"), name, Map.of()));
                }
            }
        }
        return new ListedSource("x", images);
    }

    private static List<Integer> counts(ImageSource source, int labels) {
        List<String> found = labels(source);
        return IntStream.range(0, labels)
                .mapToObj(label -> Collections.frequency(found, Character.toString('a' + label))).toList();
    }

    @ParameterizedTest
    @CsvSource({"100,'50,30,20'", "10,'5,3,2'", "9,'4,3,2'", "3,'1,1,1'", "2,'1,1,0'", "1,'1,0,0'"})
    void everyLabelKeepsItsShare(int limit, String expected) {
        List<Integer> counts = counts(ImageSources.limit(source(500, 300, 200), limit, 1), 3);
        assertThat(counts.toString().replaceAll("[\\[\\] ]", "")).isEqualTo(expected);
    }

    @Test
    void aRareLabelKeepsOneImage() {
        ImageSource limited = ImageSources.limit(source(10_000, 1, 1), 10, 1);
        assertThat(counts(limited, 3)).containsExactly(8, 1, 1);
        assertThat(limited.images()).hasSize(10);
    }

    @Test
    void aLimitThatIsNotBelowTheSizeChangesNothing() {
        ImageSource source = source(3, 2);
        assertThat(ImageSources.limit(source, 5, 1)).isSameAs(source);
        assertThat(ImageSources.limit(source, 500, 1)).isSameAs(source);
    }

    @Test
    void theSameSeedTakesTheSameImagesAndAnotherTakesOthers() {
        ImageSource source = source(500, 500);
        List<String> first = paths(ImageSources.limit(source, 100, 1));
        assertThat(paths(ImageSources.limit(source, 100, 1))).isEqualTo(first);
        assertThat(paths(ImageSources.limit(source, 100, 2))).isNotEqualTo(first);
    }

    @Test
    void theOrderOfTheSourceIsKept() {
        ImageSource source = source(500, 300, 200);
        List<String> taken = paths(ImageSources.limit(source, 100, 1));
        List<String> expected = new ArrayList<>(paths(source));
        expected.retainAll(taken);
        assertThat(taken).isEqualTo(expected);
    }

    @Test
    void aLargerLimitTakesTheSameImagesAndMore() {
        ImageSource source = source(500, 300, 200);
        assertThat(paths(ImageSources.limit(source, 200, 1))).containsAll(paths(ImageSources.limit(source, 100, 1)));
    }

    @Test
    void oneLabelsImagesDoNotDependOnAnother() {
        List<String> alone = paths(ImageSources.limit(source(100), 10, 1));
        List<String> together = paths(ImageSources.limit(source(100, 100), 20, 1));
        assertThat(together).containsAll(alone);
    }

    @Test
    void imagesWithoutALabelAreLimitedToo() {
        List<LabelledImage> images = new ArrayList<>(source(50).images());
        for (int i = 0; i < 50; i++) {
            images.add(new FileImage(Path.of("/y", i + ".png"), null, Map.of()));
        }
        assertThat(labels(ImageSources.limit(new ListedSource("y", images), 10, 1)))
                .containsExactly("a", "a", "a", "a", "a", "-", "-", "-", "-", "-");
    }

    @Test
    void mnistKeepsItsProportions() {
        ImageSource limited = ImageSources.limit(open("mnist:train"), 6000, 42);
        assertThat(limited.images()).hasSize(6000);
        assertThat(limited.name()).isEqualTo("mnist:train");
        assertThat(Collections.frequency(labels(limited), "1")).isEqualTo(674);
        assertThat(Collections.frequency(labels(limited), "5")).isEqualTo(542);
    }

    @Test
    void aLimitBelowOneIsAUsageError() {
        assertThatThrownBy(() -> ImageSources.limit(source(3), 0, 1)).isInstanceOf(ArcException.class)
                .hasMessage("limit must be >= 1, got 0")
                .satisfies(e -> assertThat(((ArcException) e).kind()).isEqualTo(ArcException.Kind.USAGE));
    }
}
