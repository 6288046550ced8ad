package arc.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Compares losses and gradients with pytorch-metric-learning's, within the file's own tolerances. */
class GoldenLossesTest {

    private static final JsonNode GOLDEN = read();

    static Stream<Arguments> cases() {
        return StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
                .filter(c -> c.get("peer").asString().equals("pml"))
                .filter(c -> List.of("arcface", "cosface", "normalized_softmax").contains(c.get("loss").asString()))
                .flatMap(c -> Stream.of(DataType.DOUBLE, DataType.FLOAT)
                        .map(type -> Arguments.of(c.get("id").asString(), type, c)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    void agreesWithThePeer(String id, DataType type, JsonNode golden) {
        JsonNode input = GOLDEN.get("inputs").get(golden.get("input").asString());
        INDArray x = matrix(input.get("embeddings")).castTo(type);
        INDArray w = matrix(input.get("W")).transpose().dup('c').castTo(type);
        int[] labels = StreamSupport.stream(input.get("labels").spliterator(), false).mapToInt(JsonNode::asInt)
                .toArray();
        HeadGradients result = MarginLoss.of(head(golden), x, w, null, labels, 0);

        JsonNode tolerance = golden.get(type == DataType.DOUBLE ? "tolerance_float64" : "tolerance_float32");
        double[] losses = result.lossesCopy();
        for (int i = 0; i < losses.length; i++) {
            assertThat(losses[i]).as("loss of sample %d", i).isCloseTo(golden.get("per_sample_loss").get(i).asDouble(),
                    within(tolerance.get("per_sample_loss").get(i).asDouble()));
        }
        assertThat(result.lossSum() / losses.length).isCloseTo(golden.get("mean_loss").asDouble(),
                within(tolerance.get("mean_loss").asDouble()));

        INDArray dx = result.dx().div(losses.length);
        INDArray dw = result.dw().div(losses.length).transpose();
        assertThat(finite(dx) && finite(dw)).as("gradients are finite").isTrue();
        if (golden.get("compare_grad").asBoolean()) {
            for (int row = 0; row < dx.rows(); row++) {
                for (int d = 0; d < dx.columns(); d++) {
                    assertThat(dx.getDouble(row, d)).as("gradient of embedding %d, %d", row, d).isCloseTo(
                            golden.get("grad_embeddings").get(row).get(d).asDouble(),
                            within(tolerance.get("grad_embeddings_rows").get(row).asDouble()));
                }
            }
            for (int column = 0; column < dw.columns(); column++) {
                for (int d = 0; d < dw.rows(); d++) {
                    assertThat(dw.getDouble(d, column)).as("gradient of weight %d, %d", column, d).isCloseTo(
                            golden.get("grad_W").get(d).get(column).asDouble(),
                            within(tolerance.get("grad_W_columns").get(column).asDouble()));
                }
            }
        }
    }

    private static MarginHead head(JsonNode golden) {
        JsonNode params = golden.get("params");
        return switch (golden.get("loss").asString()) {
            case "arcface" -> new ArcFace(params.get("margin").asDouble(), params.get("scale").asDouble());
            case "cosface" -> new CosFace(params.get("margin").asDouble(), params.get("scale").asDouble());
            default -> new NormFace(1 / params.get("temperature").asDouble());
        };
    }

    private static boolean finite(INDArray array) {
        return Stream.of(array.castTo(DataType.DOUBLE).toDoubleMatrix()).flatMapToDouble(java.util.Arrays::stream)
                .allMatch(Double::isFinite);
    }

    private static INDArray matrix(JsonNode rows) {
        List<double[]> matrix = new ArrayList<>();
        for (JsonNode row : rows) {
            matrix.add(StreamSupport.stream(row.spliterator(), false).mapToDouble(JsonNode::asDouble).toArray());
        }
        return Nd4j.createFromArray(matrix.toArray(double[][]::new));
    }

    private static JsonNode read() {
        try (InputStream in = GoldenLossesTest.class.getResourceAsStream("/golden/losses.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
