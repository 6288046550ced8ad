package arc.infer.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import arc.infer.ArcException;
import org.junit.jupiter.api.Test;

class PcaTest {

    private static final Points CLOUD = Clusters.of(3, 20, 7, 1);

    @Test
    void findsTheLineThatPointsLieOn() {
        Points line = Points.of(3, new float[]{0, 5, 0, 2, 5, 2, 4, 5, 4, 6, 5, 6});
        Pca pca = Pca.fit(line, 3, 1);

        assertThat(pca.explainedVarianceRatio()[0]).isCloseTo(1, within(1e-12));
        assertThat(pca.component(0)).containsExactly(new double[]{Math.sqrt(0.5), 0, Math.sqrt(0.5)}, within(1e-12));
        Projection projection = pca.project(line);
        for (int i = 0; i < 4; i++) {
            assertThat(projection.at(i, 0)).isCloseTo((2 * i - 3) * Math.sqrt(2), within(1e-12));
            assertThat(projection.at(i, 1)).isCloseTo(0, within(1e-12));
            assertThat(projection.at(i, 2)).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void findsTheSameWithFewerPointsThanDimensions() {
        float[] wide = new float[4 * 9]; // a square, in two of nine dimensions
        wide[0] = 3;
        wide[9 + 5] = 2;
        wide[2 * 9] = -3;
        wide[3 * 9 + 5] = -2;
        Pca pca = Pca.fit(Points.of(9, wide), 4, 2);

        assertThat(pca.explainedVariance()).containsExactly(new double[]{6, 8.0 / 3, 0, 0}, within(1e-12));
        assertThat(pca.component(0)[0]).isCloseTo(1, within(1e-12));
        assertThat(pca.component(1)[5]).isCloseTo(1, within(1e-12));
        for (int a = 0; a < 4; a++) {
            for (int b = 0; b <= a; b++) {
                double dot = 0;
                for (int i = 0; i < 9; i++) {
                    dot += pca.component(a)[i] * pca.component(b)[i];
                }
                assertThat(dot).isCloseTo(a == b ? 1 : 0, within(1e-12));
            }
        }
    }

    @Test
    void givesTheSameBitsWithAnyNumberOfThreads() {
        assertThat(Pca.fit(CLOUD, 3, 5).project(CLOUD).coordinates())
                .isEqualTo(Pca.fit(CLOUD, 3, 1).project(CLOUD).coordinates());
    }

    @Test
    void makesTheLargestValueOfEachDirectionPositive() {
        Pca pca = Pca.fit(CLOUD, 7, 1);

        for (int i = 0; i < 7; i++) {
            double largest = 0;
            for (double value : pca.component(i)) {
                largest = Math.abs(value) > Math.abs(largest) ? value : largest;
            }
            assertThat(largest).isPositive();
        }
    }

    @Test
    void tellsWhereTheOriginLies() {
        Pca pca = Pca.fit(CLOUD, 7, 1);
        double[] origin = pca.origin();
        Projection projection = pca.project(CLOUD);

        for (int row = 0; row < CLOUD.size(); row++) {
            double norm = 0;
            double distance = 0;
            for (int i = 0; i < 7; i++) {
                norm += (double) CLOUD.value(row, i) * CLOUD.value(row, i);
                distance += Math.pow(projection.at(row, i) - origin[i], 2);
            }
            assertThat(distance).isCloseTo(norm, within(1e-9 * norm));
        }
    }

    @Test
    void refusesPointsThatItCanNotShow() {
        assertThatThrownBy(() -> Pca.fit(Points.of(3, new float[]{1, 2, 3}), 2, 1)).isInstanceOf(ArcException.class)
                .hasMessage("PCA in 2 dimensions needs at least 2 points, got 1");
        assertThatThrownBy(() -> Pca.fit(Points.of(3, new float[]{1, 2, 3, 4, 5, 6}), 3, 1))
                .isInstanceOf(ArcException.class).hasMessage("PCA in 3 dimensions needs at least 3 points, got 2");
        assertThatThrownBy(() -> Pca.fit(Points.of(1, new float[]{1, 2, 3}), 2, 1))
                .isInstanceOfSatisfying(ArcException.class,
                        e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.MISMATCH))
                .hasMessage("PCA in 2 dimensions needs points of at least as many, got 1");
        assertThatThrownBy(() -> Pca.fit(Points.of(2, new float[]{1, 2, 1, 2, 1, 2}), 2, 1))
                .isInstanceOf(ArcException.class).hasMessage("all 3 points are the same: there is nothing to see");
        assertThatThrownBy(() -> Pca.fit(Points.of(4097, new float[4097 * 4097]), 2, 1))
                .isInstanceOf(ArcException.class).hasMessage("PCA takes up to 4096 points or up to 4096 dimensions,"
                        + " got 4097 points of 4097 dimensions\ntake fewer points: --limit 4096");
        assertThatThrownBy(() -> Pca.fit(CLOUD, 0, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("dims must be >= 1, got 0");
    }
}
