package arc.infer.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import arc.infer.ArcException;
import arc.infer.embedding.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class TsneTest {

    private static final Points CLOUD = Clusters.of(4, 50, 8, 3);

    private static double[] run(Points points, int exactUpTo, long seed, int threads) {
        return Tsne.run(points, new TsneOptions(2, 10, 300, seed, exactUpTo), threads, done -> {}).projection()
                .coordinates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void givesTheSameBitsForASeedWithAnyNumberOfThreads(int exactUpTo) {
        double[] one = run(CLOUD, exactUpTo, 5, 1);

        assertThat(run(CLOUD, exactUpTo, 5, 3)).isEqualTo(one);
        assertThat(run(CLOUD, exactUpTo, 6, 3)).isNotEqualTo(one);
    }

    @Test
    void hearsOfEveryStep() {
        List<Integer> heard = new ArrayList<>();
        Tsne.run(CLOUD, new TsneOptions(2, 10, 250, 0, 1000), 1, heard::add);

        assertThat(heard).hasSize(250).startsWith(1, 2).endsWith(250);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000})
    void staysFiniteWithEqualPoints(int exactUpTo) {
        float[] matrix = new float[60 * 2];
        matrix[0] = 1; // one apart from 59 that are the same
        double[] positions = run(Points.of(2, matrix), exactUpTo, 1, 2);

        for (double position : positions) {
            assertThat(position).isFinite();
        }
    }

    @Test
    void placesPointsOfFewerDimensionsThanItDraws() {
        float[] line = new float[40];
        for (int i = 0; i < line.length; i++) {
            line[i] = i;
        }
        Projection projection = Tsne.run(Points.of(1, line), new TsneOptions(3, 5, 300, 0, 1000), 1, done -> {})
                .projection();

        assertThat(projection.dims()).isEqualTo(3);
        assertThat(Trustworthiness.of(Points.of(1, line), projection, 3, 1)).isGreaterThan(0.9);
    }

    @Test
    void refusesTooFewPoints() {
        assertThatThrownBy(
                () -> Tsne.run(Points.of(1, new float[]{1, 2, 3}), TsneOptions.standard(2, 3, 0), 1, done -> {}))
                .isInstanceOf(ArcException.class).hasMessage("t-SNE needs at least 4 points, got 3");
        Points thirty = Clusters.of(1, 30, 2, 1);
        assertThatThrownBy(() -> Tsne.run(thirty, new TsneOptions(2, 10, 250, 0, 0), 1, done -> {}))
                .isInstanceOf(ArcException.class)
                .hasMessage("perplexity 10.0 needs at least 31 points, three times as many"
                        + " and one, got 30\nuse: --perplexity 9");
        assertThatThrownBy(() -> Tsne.run(Points.of(1, new float[8]), TsneOptions.standard(2, 8, 0), 1, done -> {}))
                .hasMessage("all 8 points are the same: there is nothing to see");
    }

    @Test
    void takesTheFewestPointsThatThereCanBe() {
        Points four = Points.of(1, new float[]{1, 2, 3, 9});
        assertThat(Tsne.run(four, TsneOptions.standard(2, 4, 0), 1, done -> {}).projection().size()).isEqualTo(4);
    }

    @Test
    void lowersThePerplexityWhereThereAreFewPoints() {
        assertThat(TsneOptions.standard(2, 91, 0).perplexity()).isEqualTo(30);
        assertThat(TsneOptions.standard(2, 90, 0).perplexity()).isEqualTo(29);
        assertThat(TsneOptions.standard(2, 4, 0).perplexity()).isEqualTo(1);
    }

    @Test
    void refusesOptionsThatMeanNothing() {
        assertThatThrownBy(() -> new TsneOptions(4, 30, 1000, 0, 0)).hasMessage("dims must be 2 or 3, got 4");
        assertThatThrownBy(() -> new TsneOptions(2, 0.9, 1000, 0, 0)).hasMessage("perplexity must be >= 1, got 0.9");
        assertThatThrownBy(() -> new TsneOptions(2, Double.NaN, 1000, 0, 0))
                .hasMessage("perplexity must be >= 1, got NaN");
        assertThatThrownBy(() -> new TsneOptions(2, 30, 249, 0, 0)).hasMessage("iterations must be >= 250, got 249");
        assertThatThrownBy(() -> new TsneOptions(2, 30, 250, 0, -1)).hasMessage("exactUpTo must be >= 0, got -1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {2.5, 10, 25})
    void givesEachPointAsManyNeighboursAsThePerplexitySays(double perplexity) {
        int n = 60;
        float[] ring = new float[2 * n]; // all points see the same, so that p(j | i) = p(i | j) = n p(i, j)
        for (int i = 0; i < n; i++) {
            ring[2 * i] = (float) Math.cos(2 * Math.PI * i / n);
            ring[2 * i + 1] = (float) Math.sin(2 * Math.PI * i / n);
        }
        Affinities affinities = Affinities.of(Points.of(2, ring), perplexity, n - 1, 2);
        for (int i = 0; i < n; i++) {
            double entropy = 0;
            for (int k = affinities.begin(i); k < affinities.end(i); k++) {
                double p = n * affinities.value(k);
                entropy -= p > 0 ? p * Math.log(p) : 0;
            }
            assertThat(Math.exp(entropy)).isCloseTo(perplexity, within(1e-3));
        }
    }

    @Test
    void affinitiesAreSymmetricAndAddUpToOne() {
        int n = CLOUD.size();
        Affinities affinities = Affinities.of(CLOUD, 10, n - 1, 2);

        double all = 0;
        for (int i = 0; i < n; i++) {
            for (int k = affinities.begin(i); k < affinities.end(i); k++) {
                all += affinities.value(k);
                assertThat(value(affinities, affinities.column(k), i)).isEqualTo(affinities.value(k));
            }
        }
        assertThat(all).isCloseTo(1, within(1e-9));
    }

    private static double value(Affinities affinities, int row, int column) {
        for (int k = affinities.begin(row); k < affinities.end(row); k++) {
            if (affinities.column(k) == column) {
                return affinities.value(k);
            }
        }
        return 0;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void pushesThroughTheTreeAboutAsPairByPair(int dims) {
        int n = 3000;
        double[] positions = new Random(dims).doubles((long) n * dims, -20, 20).toArray();
        System.arraycopy(positions, 0, positions, 10 * dims, dims); // two at one place
        double[][] forces = new double[2][n * dims];
        double[][] sums = new double[2][n];
        try (Workers workers = new Workers(2)) {
            new PairwiseRepulsion(dims).compute(positions, forces[0], sums[0], workers);
            new TreeRepulsion(n, dims).compute(positions, forces[1], sums[1], workers);
        }
        double error = 0;
        double whole = 0;
        for (int i = 0; i < n * dims; i++) {
            error += Math.pow(forces[1][i] - forces[0][i], 2);
            whole += Math.pow(forces[0][i], 2);
        }
        assertThat(Math.sqrt(error / whole)).isLessThan(0.03);
        for (int i = 0; i < n; i++) {
            assertThat(sums[1][i]).isCloseTo(sums[0][i], within(0.03 * sums[0][i]));
        }
    }
}
