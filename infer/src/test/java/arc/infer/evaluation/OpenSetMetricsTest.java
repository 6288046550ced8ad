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

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class OpenSetMetricsTest {

    private static final OpenSet Z = OpenSet.parse("y,z");

    /** Known a at 0, b at 90; the gallery also has the open y at 200 and z at 300. */
    private static final EmbeddingSet GALLERY = plane(new double[]{0, 90, 200, 300}, "a", "b", "y", "z");

    @Test
    void measuresOpenClassesAmongThemselvesAndAgainstTheKnownOnes() {
        // Angles to the nearest known entry. Known: a 5, b 10, and an a at 60 that is 30 from b. Open: y 80, z 20.
        EmbeddingSet probes = plane(new double[]{5, 80, 60, 170, 340}, "a", "b", "a", "y", "z");

        OpenSetMetrics found = OpenSetMetrics.of(probes, GALLERY, LeftOut.nothing(), Z, 2);

        assertThat(found.among().precisionAt1()).as("y at 170 finds y, z at 340 finds z").isEqualTo(1);
        assertThat(found.among().counted()).isEqualTo(2);
        assertThat(found.openProbes()).isEqualTo(2);
        assertThat(found.openGallery()).isEqualTo(2);
        assertThat(found.knownProbes()).isEqualTo(3);
        assertThat(found.knownGallery()).isEqualTo(2);
        assertThat(found.leftOut()).isZero();
        assertThat(found.auroc()).as("of 6 pairs, the a at 60 against the z at 340 is wrong")
                .isCloseTo(5.0 / 6, within(1e-12));
        VerificationMetrics.OperatingPoint strictest = found.detection().getLast();
        assertThat(strictest.farTarget()).isEqualTo("0.001");
        assertThat(strictest.tar()).as("two of three, above the z").isCloseTo(2.0 / 3, within(1e-12));
        assertThat(strictest.threshold()).isCloseTo(Math.cos(Math.toRadians(10)), within(1e-6));
        assertThat(strictest.farReached()).isZero();
    }

    @Test
    void doesNotCountAnAcceptedProbeThatFindsAnotherLabel() {
        EmbeddingSet probes = plane(new double[]{85, 1, 180}, "a", "a", "y"); // the first is accepted as b

        OpenSetMetrics found = OpenSetMetrics.of(probes, GALLERY, LeftOut.nothing(), OpenSet.parse("y"), 1);

        assertThat(found.auroc()).isEqualTo(1);
        assertThat(found.detection()).allSatisfy(point -> assertThat(point.tar()).isEqualTo(0.5));
    }

    @Test
    void leavesOutProbesThatAreNeitherOpenNorInTheGallery() {
        EmbeddingSet probes = plane(new double[]{0, 45, 199}, "a", "c", "y");

        OpenSetMetrics found = OpenSetMetrics.of(probes, GALLERY, LeftOut.nothing(), OpenSet.parse("y"), 1);

        assertThat(found.knownProbes()).isEqualTo(1);
        assertThat(found.leftOut()).isEqualTo(1);
    }

    @Test
    void needsNoEntriesOfTheOpenClassesAndNoKnownProbes() {
        EmbeddingSet known = plane(new double[]{0, 90}, "a", "b");

        OpenSetMetrics found = OpenSetMetrics.of(plane(new double[]{80}, "y"), known, LeftOut.nothing(),
                OpenSet.parse("y"), 1);

        assertThat(found.openGallery()).isZero();
        assertThat(found.among().precisionAt1()).isNaN();
        assertThat(found.among().leftOut()).isEqualTo(1);
        assertThat(found.auroc()).isNaN();
        assertThat(found.detection()).hasSize(3).allSatisfy(point -> assertThat(point.tar()).isNaN());
    }

    @Test
    void refusesClassesThatAreNotThereAndThoseThatLeaveNothingToCompare() {
        EmbeddingSet probes = plane(new double[]{0, 90, 180}, "a", "b", "y");
        refused(probes, "x", "--open-set: there is no label 'x' in probes and gallery\nthe labels are a, b, y, z");
        refused(probes, "z", "--open-set z leaves no probe of an unknown class");
        refused(probes, "a,b,y,z", "--open-set a,b,y,z leaves no known class in the gallery");
    }

    @Test
    void refusesOtherDimensions() {
        EmbeddingSet other = RandomSets.clustered(2, 3, 1, 1, new Random(1));
        assertThatThrownBy(() -> OpenSetMetrics.of(other, GALLERY, LeftOut.nothing(), Z, 1))
                .isInstanceOfSatisfying(ArcException.class,
                        e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.MISMATCH))
                .hasMessage("the probes have 3 dimensions and the gallery has 2: embed both with one model");
    }

    private static void refused(EmbeddingSet probes, String open, String message) {
        assertThatThrownBy(() -> OpenSetMetrics.of(probes, GALLERY, LeftOut.nothing(), OpenSet.parse(open), 1))
                .isInstanceOfSatisfying(ArcException.class,
                        e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE))
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equalsItsDefinition(long seed) {
        EmbeddingSet gallery = RandomSets.clustered(150, 6, 8, 1.5, new Random(seed));
        EmbeddingSet probes = RandomSets.clustered(90, 6, 9, 1.5, new Random(seed + 100));
        OpenSet open = OpenSet.parse("2,5");
        LeftOut some = probe -> probe % 2 == 0 ? probe : LeftOut.NONE;

        assertEquals(OpenSetMetrics.of(probes, gallery, some, open, 2), probes, gallery, some, open);
        assertEquals(OpenSetMetrics.withinSet(gallery, open, 2), gallery, gallery, LeftOut.itself(), open);
        assertThat(OpenSetMetrics.withinSet(gallery, open, 1)).isEqualTo(OpenSetMetrics.withinSet(gallery, open, 5));
    }

    /** Compares with pairs of loops. */
    private static void assertEquals(OpenSetMetrics found, EmbeddingSet probes, EmbeddingSet gallery, LeftOut leftOut,
            OpenSet open) {
        List<Double> knownScores = new ArrayList<>();
        List<Boolean> knownRight = new ArrayList<>();
        List<Double> openScores = new ArrayList<>();
        int openRight = 0;
        int openCounted = 0;
        for (int probe = 0; probe < probes.size(); probe++) {
            String label = probes.label(probe).orElseThrow();
            boolean isOpen = open.contains(label);
            int known = nearest(probes, gallery, leftOut, probe, open, false);
            double cosine = probes.row(probe).cosine(gallery.row(known));
            if (isOpen) {
                openScores.add(cosine);
                int own = nearest(probes, gallery, leftOut, probe, open, true);
                openCounted++;
                openRight += gallery.label(own).orElseThrow().equals(label) ? 1 : 0;
            } else if (!label.equals("8")) { // which the gallery lacks
                knownScores.add(cosine);
                knownRight.add(gallery.label(known).orElseThrow().equals(label));
            }
        }
        assertThat(found.openProbes()).isEqualTo(openScores.size());
        assertThat(found.knownProbes()).isEqualTo(knownScores.size());
        assertThat(found.among().precisionAt1()).isCloseTo((double) openRight / openCounted, within(1e-12));
        double above = 0;
        for (double known : knownScores) {
            for (double stranger : openScores) {
                above += known > stranger + 5e-7 ? 1 : Math.abs(known - stranger) <= 5e-7 ? 0.5 : 0;
            }
        }
        assertThat(found.auroc()).isCloseTo(above / knownScores.size() / openScores.size(), within(1e-4));
        for (VerificationMetrics.OperatingPoint point : found.detection()) {
            double best = 0;
            for (double threshold : knownScores) {
                long accepted = openScores.stream().filter(score -> score >= threshold - 5e-7).count();
                if (accepted <= point.farTarget().doubleValue() * openScores.size()) {
                    int right = 0;
                    for (int i = 0; i < knownScores.size(); i++) {
                        right += knownRight.get(i) && knownScores.get(i) >= threshold - 5e-7 ? 1 : 0;
                    }
                    best = Math.max(best, (double) right / knownScores.size());
                }
            }
            assertThat(point.tar()).as("at %s", point.farTarget()).isCloseTo(best, within(1e-9));
        }
    }

    private static int nearest(EmbeddingSet probes, EmbeddingSet gallery, LeftOut leftOut, int probe, OpenSet open,
            boolean amongOpen) {
        int nearest = -1;
        for (int row = 0; row < gallery.size(); row++) {
            if (row != leftOut.galleryRow(probe) && open.contains(gallery.label(row).orElseThrow()) == amongOpen
                    && (nearest < 0 || probes.row(probe).cosine(gallery.row(row)) > probes.row(probe)
                            .cosine(gallery.row(nearest)))) {
                nearest = row;
            }
        }
        return nearest;
    }
}
