package arc.train.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
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
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Compares losses, gradients and states with other implementations', within the files' own tolerances. */
class GoldenLossesTest {

    /** What computes the same as arc's heads, as the files' conventions tell. */
    private static final Set<String> COMPARED = Set.of("arcface/pml", "arcface/ronghuaiyang", "arcface/oml",
            "cosface/pml", "normalized_softmax/pml", "sphereface/pml", "sphereface/ronghuaiyang",
            "subcenter_arcface/pml", "curricularface/curricularface-repo", "adacos/adacos-repo");

    private static final List<JsonNode> FILES = List.of(read("losses"), read("losses_large"));

    static Stream<Arguments> cases() {
        return FILES.stream().flatMap(file -> stream(file.get("cases")).filter(c -> COMPARED.contains(pair(c)))
                .flatMap(c -> heads(c).stream().flatMap(head -> Stream.of(DataType.DOUBLE, DataType.FLOAT)
                        .map(type -> Arguments.of(c.get("id").asString(), head, type,
                                file.get("inputs").get(c.get("input").asString()), c)))));
    }

    @Test
    void theFilesHaveAllThatIsToBeCompared() {
        assertThat(cases().map(arguments -> pair((JsonNode) arguments.get()[4])).distinct())
                .containsExactlyInAnyOrderElementsOf(COMPARED);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("cases")
    void agreesWithThePeer(String id, MarginHead head, DataType type, JsonNode input, JsonNode golden) {
        INDArray x = matrix(input.get("embeddings")).castTo(type);
        INDArray w = matrix(input.get("W")).transpose().dup('c').castTo(type);
        int[] labels = stream(golden.has("labels_override") ? golden.get("labels_override") : input.get("labels"))
                .mapToInt(JsonNode::asInt).toArray();
        JsonNode state = golden.get("state");
        double before = state == null
                ? MarginLoss.initialState(head, (int) w.size(0) / head.subCenters())
                : number(state, "t_before", "s_before");
        HeadGradients result = MarginLoss.step(head, x, w, null, labels, 0, before);

        JsonNode tolerance = golden.get(type == DataType.DOUBLE ? "tolerance_float64" : "tolerance_float32");
        if (state != null) {
            assertThat(MarginLoss.initialState(head, (int) w.size(0))).isIn(0.0, before);
            assertThat(result.state()).as("state").isCloseTo(number(state, "t_after", "s_after"),
                    within(type == DataType.DOUBLE ? 1e-12 : 1e-6));
        }
        double[] losses = result.lossesCopy();
        for (int i = 0; i < losses.length; i++) {
            assertThat(losses[i]).as("loss of sample %d", i).isCloseTo(golden.get("per_sample_loss").get(i).asDouble(),
                    within(tolerance.get("per_sample_loss").get(i).asDouble()));
        }
        assertThat(result.lossSum() / losses.length).isCloseTo(golden.get("mean_loss").asDouble(),
                within(tolerance.get("mean_loss").asDouble()));
        double[][] dx = rows(result.dx().div(losses.length));
        double[][] dw = rows(result.dw().div(losses.length));
        assertThat(isFinite(dx) && isFinite(dw)).as("gradients are finite").isTrue();
        if (golden.get("compare_grad").asBoolean()) {
            for (int i = 0; i < dx.length; i++) {
                assertRow(dx[i], golden.get("grad_embeddings").get(i), tolerance.get("grad_embeddings_rows").get(i),
                        "embedding " + i);
            }
            assertWeightGradients(dw, golden, tolerance.get("grad_W_columns"), type);
        }
    }

    private static void assertWeightGradients(double[][] dw, JsonNode golden, JsonNode tolerances, DataType type) {
        if (golden.has("grad_W")) {
            double[][] expected = rows(matrix(golden.get("grad_W")).transpose());
            for (int c = 0; c < dw.length; c++) {
                assertThat(dw[c]).as("gradient of weight %d", c).containsExactly(expected[c],
                        within(tolerances.get(c).asDouble()));
            }
            return;
        }
        for (int i = 0; i < tolerances.size(); i++) {
            int column = golden.get("grad_W_columns").get(i).asInt();
            assertRow(dw[column], golden.get("grad_W_at_columns").get(i), tolerances.get(i), "weight " + column);
        }
        double[] all = Stream.of(dw).flatMapToDouble(Arrays::stream).toArray();
        double share = type == DataType.DOUBLE ? 1e-9 : 1e-4;
        double norm = golden.get("grad_W_frobenius_norm").asDouble();
        assertThat(Math.sqrt(Rows.dot(all, all))).as("length of all weights' gradient").isCloseTo(norm,
                within(share * norm));
        double sum = golden.get("grad_W_sum_abs").asDouble();
        assertThat(Arrays.stream(all).map(Math::abs).sum()).as("sum of all weights' gradient, unsigned").isCloseTo(sum,
                within(share * sum));
    }

    private static void assertRow(double[] actual, JsonNode expected, JsonNode tolerance, String of) {
        assertThat(actual).as("gradient of %s", of).containsExactly(
                stream(expected).mapToDouble(JsonNode::asDouble).toArray(), within(tolerance.asDouble()));
    }

    private static List<MarginHead> heads(JsonNode golden) {
        JsonNode params = golden.get("params");
        double margin = params.path("margin").asDouble(0);
        double scale = params.path("scale").asDouble(1);
        return switch (golden.get("loss").asString()) {
            case "arcface" -> List.of(new ArcFace(margin, scale, params.path("easy_margin").asBoolean(false)));
            case "cosface" -> List.of(new CosFace(margin, scale));
            case "sphereface" -> List.of(params.has("iteration")
                    ? new SphereFace(margin, scale)
                    : new SphereFace(margin, scale, 0, params.path("lambda").asDouble(0)));
            case "subcenter_arcface" ->
                List.of(new SubCenterArcFace(margin, scale, params.get("sub_centers").asInt()));
            case "curricularface" -> List.of(new CurricularFace(margin, scale));
            case "adacos" -> List.of(new AdaCos(true));
            case "normalized_softmax" -> {
                double inverse = 1 / params.get("temperature").asDouble();
                yield List.of(new NormFace(inverse), new Softmax(false, true, true, inverse));
            }
            default -> throw new IllegalArgumentException(golden.get("loss").asString());
        };
    }

    private static String pair(JsonNode golden) {
        return golden.get("loss").asString() + "/" + golden.get("peer").asString();
    }

    private static double number(JsonNode node, String name, String otherName) {
        return node.get(node.has(name) ? name : otherName).asDouble();
    }

    private static boolean isFinite(double[][] rows) {
        return Stream.of(rows).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    }

    private static double[][] rows(INDArray array) {
        return array.castTo(DataType.DOUBLE).toDoubleMatrix();
    }

    private static INDArray matrix(JsonNode rows) {
        return Nd4j.createFromArray(stream(rows).map(row -> stream(row).mapToDouble(JsonNode::asDouble).toArray())
                .toArray(double[][]::new));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode read(String name) {
        try (InputStream in = GoldenLossesTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
