package arc.infer.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import arc.infer.embedding.LabelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Compares with scikit-learn; see {@code golden/projections/README.md}. */
class GoldenProjectionsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Points FIXTURE = Points.read(GOLDEN.resolve("projections/fixture.npy"));
    private static final Points PCA3 = Points.read(GOLDEN.resolve("projections/pca3.npy"));

    private static JsonNode golden() throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(GOLDEN.resolve("projections.json")));
    }

    @Test
    void findsThePrincipalComponentsThatScikitLearnFinds() throws IOException {
        Pca pca = Pca.fit(FIXTURE, 3, 2);

        JsonNode expected = golden().get("pca3");
        for (int i = 0; i < 3; i++) {
            double ratio = expected.get("explained_variance_ratio").get(i).doubleValue();
            assertThat(pca.explainedVarianceRatio()[i]).isCloseTo(ratio, within(1e-8 * ratio));
            assertThat(pca.explainedVariance()[i]).isCloseTo(expected.get("explained_variance").get(i).doubleValue(),
                    within(1e-7));
            assertThat(pca.singularValues()[i]).isCloseTo(expected.get("singular_values").get(i).doubleValue(),
                    within(1e-7));
            for (int column = 0; column < FIXTURE.dimension(); column++) {
                assertThat(Math.abs(pca.component(i)[column])).isCloseTo(
                        expected.get("abs_components").get(i).get(column).doubleValue(), within(1e-7));
            }
        }
    }

    @Test
    void findsTheShareOfEveryComponent() throws IOException {
        double[] ratios = Pca.fit(FIXTURE, 32, 2).explainedVarianceRatio();

        JsonNode expected = golden().get("all_32_explained_variance_ratios");
        for (int i = 0; i < 32; i++) {
            assertThat(ratios[i]).isCloseTo(expected.get(i).doubleValue(), within(1e-10));
        }
    }

    @Test
    void projectsToTheCoordinatesOfScikitLearnUpToSigns() {
        Projection projection = Pca.fit(FIXTURE, 3, 2).project(FIXTURE);

        for (int dim = 0; dim < 3; dim++) {
            double sign = Math.signum(projection.at(0, dim) * PCA3.value(0, dim));
            for (int i = 0; i < FIXTURE.size(); i++) {
                assertThat(sign * projection.at(i, dim)).as("point %d", i).isCloseTo(PCA3.value(i, dim), within(1e-6));
            }
        }
    }

    @Test
    void measuresTheTrustworthinessThatScikitLearnMeasures() throws IOException {
        JsonNode expected = golden().get("trustworthiness_of_known_projections");
        Projection three = Projection.asIs(PCA3);
        double[] firstTwo = new double[2 * PCA3.size()];
        for (int i = 0; i < firstTwo.length; i++) {
            firstTwo[i] = PCA3.value(i / 2, i % 2);
        }

        assertThat(Trustworthiness.of(FIXTURE, three, 10, 2)).isCloseTo(expected.get("pca_3d").doubleValue(),
                within(1e-6));
        assertThat(Trustworthiness.of(FIXTURE, three, 5, 2)).isCloseTo(expected.get("pca_3d_k5").doubleValue(),
                within(1e-6));
        assertThat(Trustworthiness.of(FIXTURE, new Projection(2, firstTwo), 10, 2))
                .isCloseTo(expected.get("pca_2d").doubleValue(), within(1e-6));
        assertThat(Trustworthiness.of(FIXTURE, Projection.asIs(FIXTURE), 10, 2)).isEqualTo(1.0);
    }

    /** All pairs, and the tree. */
    @ParameterizedTest
    @CsvSource({"2,1000,0", "2,0,1", "3,1000,0", "3,0,1"})
    void placesNeighboursAsWellAsScikitLearn(int dims, int exactUpTo, long seed) throws IOException {
        Projection projection = Tsne.run(FIXTURE, new TsneOptions(dims, 30, 1000, seed, exactUpTo), 2, done -> {})
                .projection();

        JsonNode expected = golden().get("tsne").get(dims + "d");
        assertThat(Trustworthiness.of(FIXTURE, projection, 10, 2)).as("trustworthiness")
                .isGreaterThan(expected.get("floor").doubleValue());
        assertThat(nearestNeighbourAccuracy(projection)).as("nearest neighbour's label")
                .isGreaterThan(expected.get("nearest_neighbour_label_accuracy_floor").doubleValue());
    }

    private static double nearestNeighbourAccuracy(Projection projection) {
        List<String> labels = LabelFile.read(GOLDEN.resolve("projections/fixture.labels.tsv"), FIXTURE.size());
        Points points = projection.points();
        int right = 0;
        for (int i = 0; i < points.size(); i++) {
            int nearest = -1;
            for (int j = 0; j < points.size(); j++) {
                if (j != i && (nearest < 0 || points.squaredDistance(i, j) < points.squaredDistance(i, nearest))) {
                    nearest = j;
                }
            }
            right += labels.get(i).equals(labels.get(nearest)) ? 1 : 0;
        }
        return (double) right / points.size();
    }
}
