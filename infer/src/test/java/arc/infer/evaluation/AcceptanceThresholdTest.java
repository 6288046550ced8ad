package arc.infer.evaluation;

import static arc.infer.evaluation.PlaneSets.plane;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import arc.infer.ArcException;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;
import arc.infer.embedding.RandomSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;

class AcceptanceThresholdTest {

    private static final BigDecimal HALF = new BigDecimal("0.5");

    @Test
    void acceptsAtMostTheShareOfStrangers() {
        EmbeddingSet gallery = plane(new double[]{0, 90}, "a", "b");
        // As strangers they are 10, 20, 30 and 40 degrees from the entry of the other label.
        EmbeddingSet probes = plane(new double[]{10, 70, 60, 130}, "b", "a", "a", "a");

        AcceptanceThreshold found = AcceptanceThreshold.choose(probes, gallery, LeftOut.nothing(), HALF, 2);

        assertThat(found.impostors()).isEqualTo(4);
        assertThat(found.falseAccepts()).as("those at 10 and 20 degrees").isEqualTo(2);
        assertThat(found.threshold()).as("the lowest that leaves the third out: a step of 1e-6 above its cosine")
                .isCloseTo(Math.cos(Math.toRadians(30)) + 1e-6, within(6e-7))
                .isGreaterThan(Math.cos(Math.toRadians(30)));
        assertThat(found.genuine()).isEqualTo(4);
        assertThat(found.identified()).as("each finds the other label").isZero();
    }

    /** Both cosines are between two steps of 1e-6, and one of them is nearer to the upper step. */
    @Test
    void comparesUnroundedCosinesAsSearchDoes() {
        EmbeddingSet gallery = plane(new double[]{0, 180}, "a", "b");
        double[] degrees = {Math.toDegrees(Math.acos(0.8660257)), Math.toDegrees(Math.acos(0.8660253))};
        EmbeddingSet probes = plane(degrees, "b", "b");

        AcceptanceThreshold found = AcceptanceThreshold.choose(probes, gallery, LeftOut.nothing(), HALF, 1);

        double[] cosines = {probes.row(0).cosine(gallery.row(0)), probes.row(1).cosine(gallery.row(0))};
        assertThat(cosines[0]).as("what search compares").isBetween(0.8660256, 0.8660258);
        assertThat(cosines[1]).isBetween(0.8660252, 0.8660254);
        assertThat(found.threshold()).isEqualTo(0.866026);
        assertThat(found.falseAccepts()).isEqualTo(accepted(cosines, found.threshold())).isZero();
    }

    @Test
    void acceptsThePairWhoseCosineIsTheThreshold() {
        EmbeddingSet gallery = plane(new double[]{0, 90}, "a", "b");
        EmbeddingSet probes = plane(new double[]{0, 0.01}, "b", "b");

        AcceptanceThreshold found = AcceptanceThreshold.choose(probes, gallery, LeftOut.nothing(), HALF, 1);

        assertThat(found.threshold()).as("above 0.99999998").isEqualTo(probes.row(0).cosine(gallery.row(0))).isOne();
        assertThat(found.falseAccepts()).isOne();
    }

    @Test
    void asksProbesWhoseLabelTheGalleryLacksAsWell() {
        EmbeddingSet gallery = plane(new double[]{0, 90}, "a", "b");
        EmbeddingSet probes = plane(new double[]{5, 45, 86}, "a", "c", "b"); // strangers: 85, 45, 86 degrees

        AcceptanceThreshold found = AcceptanceThreshold.choose(probes, gallery, LeftOut.nothing(), HALF, 1);

        assertThat(found.impostors()).isEqualTo(3);
        assertThat(found.falseAccepts()).isEqualTo(1);
        assertThat(found.genuine()).as("c has nothing to find").isEqualTo(2);
        assertThat(found.identified()).isEqualTo(2);
    }

    @Test
    void takesEntriesWithoutALabelForThoseOfOthers() {
        EmbeddingSet two = plane(new double[]{0, 90, 12}, "a", "b", "");
        EmbeddingSet gallery = two.withLabels(Arrays.asList("a", "b", null));
        EmbeddingSet probes = plane(new double[]{10, 70}, "a", "b");

        AcceptanceThreshold found = AcceptanceThreshold.choose(probes, gallery, LeftOut.nothing(), HALF, 1);

        assertThat(found.impostors()).as("2 and 58 degrees").isEqualTo(2);
        assertThat(found.threshold()).isCloseTo(Math.cos(Math.toRadians(58)), within(2e-6));
        assertThat(found.genuine()).isEqualTo(2);
        assertThat(found.identified()).as("the nearest entry of the first has no label").isOne();
        AcceptanceThreshold itself = AcceptanceThreshold.choose(probes, gallery, probe -> probe == 0 ? 2 : LeftOut.NONE,
                HALF, 1);
        assertThat(itself.threshold()).as("58 and 80 degrees, as the first leaves its own out")
                .isCloseTo(Math.cos(Math.toRadians(80)), within(2e-6));
        assertThat(itself.identified()).isEqualTo(2);
    }

    @Test
    void leavesTheProbesOwnEntryOut() {
        EmbeddingSet set = plane(new double[]{0, 60, 90, 140}, "a", "a", "b", "b");

        AcceptanceThreshold found = AcceptanceThreshold.choose(set, set, LeftOut.itself(), HALF, 1);

        assertThat(found.impostors()).as("30, 30, 80 and 90 degrees").isEqualTo(4);
        assertThat(found.identified())
                .as("of 60 and 90 the nearest is the other label; 0 and 140 are 60 and 50 from theirs")
                .isEqualTo(2);
    }

    @Test
    void refusesARateThatSoFewProbesCanNotTell() {
        EmbeddingSet gallery = plane(new double[]{0, 90}, "a", "b");
        double[] degrees = new double[100];
        String[] labels = new String[100];
        Arrays.setAll(degrees, i -> 45 + i / 10.0);
        Arrays.fill(labels, "a");
        EmbeddingSet hundred = plane(degrees, labels);
        BigDecimal far = new BigDecimal("0.01");
        assertThat(AcceptanceThreshold.choose(hundred, gallery, LeftOut.nothing(), far, 1).falseAccepts()).isOne();
        EmbeddingSet fewer = plane(Arrays.copyOf(degrees, 99), Arrays.copyOf(labels, 99));
        assertThatThrownBy(() -> AcceptanceThreshold.choose(fewer, gallery, LeftOut.nothing(), far, 1))
                .isInstanceOf(ArcException.class).hasMessage("a false accept rate of 0.01 needs 100 probes, and there"
                        + " are 99\ngive more probes, or a higher --far");
    }

    @Test
    void saysWhenProbesHaveNoOtherLabelToMeet() {
        EmbeddingSet oneLabel = plane(new double[]{0, 10}, "a", "a");
        assertThatThrownBy(() -> AcceptanceThreshold.choose(oneLabel, oneLabel, LeftOut.itself(), HALF, 1))
                .isInstanceOf(ArcException.class)
                .hasMessage("none of the 2 probes has a gallery entry of another label, and so none can play a stranger"
                        + "\nput pictures of two labels or more into the gallery");
        EmbeddingSet probes = plane(new double[]{0, 10, 20}, "a", "a", "b");
        assertThatThrownBy(() -> AcceptanceThreshold.choose(probes, oneLabel, LeftOut.nothing(), HALF, 1))
                .hasMessage("a false accept rate of 0.5 needs 2 probes, and there are 1 that have an entry of another"
                        + " label\ngive more probes, or a higher --far");
    }

    @Test
    void refusesStrangersThatAreEqualToEntries() {
        EmbeddingSet gallery = plane(new double[]{0, 90}, "a", "b");
        EmbeddingSet probes = plane(new double[]{0, 0, 45}, "b", "b", "a");
        assertThatThrownBy(() -> AcceptanceThreshold.choose(probes, gallery, LeftOut.nothing(), HALF, 1))
                .hasMessage("no threshold gives a false accept rate of 0.5: 2 of 3 probes have a cosine of 1 with an"
                        + " entry of another label\nlook for pictures that have several labels");
    }

    @Test
    void refusesRatesThatAreNone() {
        EmbeddingSet set = plane(new double[]{0, 90}, "a", "b");
        for (String wrong : new String[]{"0", "1", "-0.1", "1.5"}) {
            assertThatThrownBy(
                    () -> AcceptanceThreshold.choose(set, set, LeftOut.itself(), new BigDecimal(wrong), 1))
                    .isInstanceOfSatisfying(ArcException.class,
                            e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE))
                    .hasMessage("--far is a share above 0 and below 1, got " + wrong);
        }
        AcceptanceThreshold.requireRate(new BigDecimal("1e-9"));
        assertThatThrownBy(() -> AcceptanceThreshold.requireRate(new BigDecimal("9e-10")))
                .hasMessage("--far is at least 1e-9, since a rate takes 1/RATE probes, got 9E-10");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isTheLowestThatKeepsTheRate(long seed) {
        EmbeddingSet gallery = RandomSets.clustered(200, 6, 6, 1.5, new Random(seed));
        EmbeddingSet probes = RandomSets.clustered(150, 6, 7, 1.5, new Random(seed + 100));

        AcceptanceThreshold found = AcceptanceThreshold.choose(probes, gallery, LeftOut.nothing(),
                new BigDecimal("0.1"), 3);

        double[] strangers = new double[150];
        for (int probe = 0; probe < 150; probe++) {
            strangers[probe] = -1;
            for (int row = 0; row < 200; row++) {
                if (!gallery.label(row).equals(probes.label(probe))) {
                    strangers[probe] = Math.max(strangers[probe], probes.row(probe).cosine(gallery.row(row)));
                }
            }
        }
        assertThat(accepted(strangers, found.threshold())).isEqualTo(found.falseAccepts()).isLessThanOrEqualTo(15);
        assertThat(accepted(strangers, found.threshold() - 2e-6)).isGreaterThan(15);
        assertThat(found.impostors()).isEqualTo(150);
    }

    private static int accepted(double[] scores, double threshold) {
        return (int) Arrays.stream(scores).filter(score -> score >= threshold).count();
    }
}
