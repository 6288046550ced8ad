package arc.infer.evaluation;

import static arc.infer.evaluation.PlaneSets.plane;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;
import arc.infer.embedding.RandomSets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.util.Random;

class MeasurableSetsTest {

    private static final EmbeddingSet A = plane(new double[]{0}, "a");
    private static final EmbeddingSet AA = plane(new double[]{0, 1}, "a", "a");
    private static final EmbeddingSet AB = plane(new double[]{0, 90}, "a", "b");
    private static final EmbeddingSet BB = plane(new double[]{90, 91}, "b", "b");

    @Test
    void refusesOneLabelOnly() {
        assertRefused(() -> MeasurableSets.requireTwoLabels(AA, AA), """
                the embeddings (2) have one label only, 'a', so there is nothing to tell apart
                evaluate two labels or more""");
        assertRefused(() -> MeasurableSets.requireTwoLabels(A, AA), """
                probes (1) and gallery (2) have one label only, 'a', so there is nothing to tell apart
                evaluate two labels or more""");
    }

    @Test
    void countsTheLabelsOfProbesAndGalleryTogether() {
        assertThatCode(() -> MeasurableSets.requireTwoLabels(AB, AB)).doesNotThrowAnyException();
        assertThatCode(() -> MeasurableSets.requireTwoLabels(A, AB)).doesNotThrowAnyException();
        assertThatCode(() -> MeasurableSets.requireTwoLabels(AA, BB)).doesNotThrowAnyException();
    }

    @Test
    void refusesOtherDimensionsBeforeItLooksAtLabels() {
        EmbeddingSet other = RandomSets.clustered(2, 3, 1, 1, new Random(1));
        assertThatThrownBy(() -> MeasurableSets.requireTwoLabels(A, other)).isInstanceOfSatisfying(ArcException.class,
                e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.MISMATCH));
    }

    @Test
    void refusesProbesOfWhichNoneHasAnythingToFind() {
        assertRefused(() -> MeasurableSets.requireSomethingToFind(AB, AB, LeftOut.itself()), """
                each of the 2 embeddings is the only one of its label, so there is nothing to find
                evaluate two embeddings of a label or more""");
        assertRefused(() -> MeasurableSets.requireSomethingToFind(AA, BB, LeftOut.nothing()), """
                no probe has an entry of its label to find in the gallery, its own left out
                the probes' labels are a; the gallery's are b
                put pictures of the probes' labels into the gallery, or evaluate other probes""");
        assertRefused(() -> MeasurableSets.requireSomethingToFind(A, AB, _ -> 0), """
                no probe has an entry of its label to find in the gallery, its own left out
                the probes' labels are a; the gallery's are a, b
                put pictures of the probes' labels into the gallery, or evaluate other probes""");
    }

    @Test
    void takesProbesOfWhichOneHasSomethingToFind() {
        EmbeddingSet aab = plane(new double[]{0, 1, 90}, "a", "a", "b");
        assertThatCode(() -> MeasurableSets.requireSomethingToFind(aab, aab, LeftOut.itself()))
                .doesNotThrowAnyException();
        assertThatCode(() -> MeasurableSets.requireSomethingToFind(AB, BB, LeftOut.nothing()))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ArcException.class,
                e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.FAILURE)).hasMessage(message);
    }
}
