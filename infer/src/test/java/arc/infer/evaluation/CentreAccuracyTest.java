package arc.infer.evaluation;

import static arc.infer.evaluation.PlaneSets.plane;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;
import arc.infer.embedding.RandomSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class CentreAccuracyTest {

    @Test
    void isTheShareOfProbesNearestToTheCentreOfTheirLabel() {
        EmbeddingSet gallery = plane(new double[]{0, 40, 80, 100}, "a", "a", "b", "b"); // centres at 20 and 90
        EmbeddingSet probes = plane(new double[]{54, 56, 56, 54}, "a", "a", "b", "b");

        Evaluation found = Evaluation.of(probes, gallery, LeftOut.nothing(), 2);

        assertThat(found.centreAccuracy()).isEqualTo(0.5);
        assertThat(found.knnAccuracy().get(1)).as("40 is nearer than 80 to all of them").isEqualTo(0.5);
    }

    /** With itself in the centre, the probe at 0 would be 20 from its own and 25 from the other. */
    @Test
    void takesTheProbeItselfOutOfItsCentre() {
        EmbeddingSet set = plane(new double[]{0, 40, -25, -25}, "a", "a", "b", "b");

        assertThat(Evaluation.withinSet(set, 1).centreAccuracy()).as("only 0 goes wrong").isEqualTo(0.75);
        assertThat(Evaluation.of(set, set, LeftOut.nothing(), 1).centreAccuracy()).as("nothing left out").isOne();
        assertThat(Evaluation.of(set.select(new int[]{0}), set, _ -> 0, 1).centreAccuracy())
                .as("a probe that the gallery has").isZero();
    }

    @Test
    void hasNoCentreWhereNothingButTheProbeIsThereOrEmbeddingsCancelOut() {
        assertThat(Evaluation.withinSet(plane(new double[]{0, 90, 91}, "a", "b", "b"), 1).centreAccuracy())
                .as("label a has one row").isCloseTo(2.0 / 3, within(1e-12));
        assertThat(Evaluation.withinSet(plane(new double[]{0}, "a"), 1).centreAccuracy()).isZero();
        EmbeddingSet opposite = plane(new double[]{0, 180}, "a", "a");
        assertThat(Evaluation.of(plane(new double[]{0}, "a"), opposite, LeftOut.nothing(), 1).centreAccuracy())
                .isZero();
        assertThat(Evaluation.withinSet(opposite, 1).centreAccuracy())
                .as("without the probe the other one is the centre, the only one").isOne();
    }

    @Test
    void givesEquallyNearCentresToTheSmallestLabel() {
        EmbeddingSet gallery = plane(new double[]{30, 30}, "10", "9");
        assertThat(Evaluation.of(plane(new double[]{0}, "9"), gallery, LeftOut.nothing(), 1).centreAccuracy()).isOne();
        assertThat(Evaluation.of(plane(new double[]{0}, "10"), gallery, LeftOut.nothing(), 1).centreAccuracy())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64, 512})
    void roundingDecidesNothingWhereAllEmbeddingsAreTheSame(int dimension) {
        double[] one = new Random(dimension).doubles(dimension, -1, 1).toArray();
        EmbeddingSet.Builder builder = new EmbeddingSet.Builder(dimension, 12);
        for (int i = 0; i < 12; i++) {
            builder.addNormalised(one);
        }
        EmbeddingSet set = builder.build().withLabels(
                java.util.stream.IntStream.range(0, 12).mapToObj(i -> "abcd".substring(i % 4, i % 4 + 1)).toList());

        assertThat(Evaluation.withinSet(set, 1).centreAccuracy()).as("all get the smallest label").isEqualTo(0.25);
        assertThat(Evaluation.of(set, set, LeftOut.nothing(), 1).centreAccuracy()).isEqualTo(0.25);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void equalsItsDefinition(long seed) {
        EmbeddingSet set = RandomSets.clustered(120, 5, 7, 2.5, new Random(seed));
        EmbeddingSet probes = RandomSets.clustered(80, 5, 9, 2.5, new Random(seed + 100));

        assertThat(Evaluation.withinSet(set, 3).centreAccuracy()).isEqualTo(bruteForce(set, set, LeftOut.itself()));
        LeftOut some = probe -> probe % 2 == 0 ? probe : LeftOut.NONE;
        assertThat(Evaluation.of(probes, set, some, 3).centreAccuracy()).isEqualTo(bruteForce(probes, set, some));
    }

    /** Adds up the centres anew for every probe. */
    private static double bruteForce(EmbeddingSet probes, EmbeddingSet gallery, LeftOut leftOut) {
        int right = 0;
        for (int probe = 0; probe < probes.size(); probe++) {
            Map<String, double[]> sums = new TreeMap<>();
            for (int row = 0; row < gallery.size(); row++) {
                if (row != leftOut.galleryRow(probe)) {
                    float[] values = gallery.row(row).toArrayCopy();
                    double[] sum = sums.computeIfAbsent(gallery.label(row).orElseThrow(), _ -> new double[5]);
                    for (int k = 0; k < 5; k++) {
                        sum[k] += values[k];
                    }
                }
            }
            float[] query = probes.row(probe).toArrayCopy();
            String winner = "";
            double best = -2;
            for (Map.Entry<String, double[]> one : sums.entrySet()) {
                double dot = 0;
                double squares = 0;
                for (int k = 0; k < 5; k++) {
                    dot += one.getValue()[k] * query[k];
                    squares += one.getValue()[k] * one.getValue()[k];
                }
                if (dot / Math.sqrt(squares) > best) {
                    best = dot / Math.sqrt(squares);
                    winner = one.getKey();
                }
            }
            right += winner.equals(probes.label(probe).orElseThrow()) ? 1 : 0;
        }
        return (double) right / probes.size();
    }
}
