package arc.infer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import arc.infer.embedding.EmbeddingFiles;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/** Compares with pytorch-metric-learning and scikit-learn; see {@code golden/metrics/README.md}. */
class GoldenMetricsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final double TOLERANCE = 1e-6;

    /** A golden case, by its id in test reports. */
    record Case(String id, JsonNode json) {
        @Override
        public String toString() {
            return id;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void retrievesAsThePeersDo(Case golden) {
        RetrievalMetrics found = evaluate(golden, 2).retrieval();

        JsonNode expected = golden.json.get("retrieval");
        assertClose(found.precisionAt1(), expected.get("precision_at_1"));
        assertClose(found.rPrecision(), expected.get("r_precision"));
        assertClose(found.mapAtR(), expected.get("mean_average_precision_at_r"));
        assertClose(found.mrr(), expected.get("mean_reciprocal_rank"));
        assertThat(found.recallAt().get(1)).isEqualTo(found.precisionAt1());
        assertThat(found.counted()).isEqualTo(golden.json.get("queries_counted").intValue());
        assertThat(found.leftOut()).isEqualTo(golden.json.get("queries_left_out").get("count").intValue());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void retrievesEachClassAsThePeersDo(Case golden) {
        SortedMap<String, ClassRetrieval> found = evaluate(golden, 1).perClass();

        JsonNode expected = golden.json.path("retrieval_per_class");
        if (expected.isMissingNode()) {
            assertThat(golden.json.get("ties").booleanValue()).isTrue();
            return;
        }
        List<JsonNode> labels = expected.get("labels").valueStream().toList();
        assertThat(found.keySet()).containsExactlyElementsOf(labels.stream().map(JsonNode::toString).toList());
        int i = 0;
        for (ClassRetrieval one : found.values()) {
            assertClose(one.precisionAt1(), expected.get("precision_at_1").get(i));
            assertClose(one.rPrecision(), expected.get("r_precision").get(i));
            assertClose(one.mapAtR(), expected.get("mean_average_precision_at_r").get(i));
            assertClose(one.mrr(), expected.get("mean_reciprocal_rank").get(i));
            i++;
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void classifiesAsThePeersDo(Case golden) {
        SortedMap<Integer, Double> found = evaluate(golden, 2).knnAccuracy();

        JsonNode expected = golden.json.path("knn_classifier");
        if (expected.isMissingNode()) {
            assertThat(golden.json.get("ties").booleanValue()).isTrue();
            return;
        }
        assertClose(found.get(1), expected.get("k1").get("accuracy"));
        assertClose(found.get(5), expected.get("k5").get("accuracy"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void verifiesAsThePeersDo(Case golden) {
        assertVerification(evaluate(golden, 2).verification(), golden.json.get("verification"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameNumbersWithAnyNumberOfThreads(Case golden) {
        assertThat(evaluate(golden, 1)).isEqualTo(evaluate(golden, 5));
    }

    @ParameterizedTest
    @MethodSource("verificationCases")
    void verifiesGivenPairsAsThePeersDo(Case golden) throws IOException {
        PairScores scores = new PairScores();
        JsonNode given = golden.json.path("scores");
        if (given.isArray()) {
            for (int i = 0; i < given.size(); i++) {
                scores.add(given.get(i).doubleValue(), golden.json.get("same").get(i).intValue() == 1);
            }
        } else {
            JsonNode files = golden.json.get("files");
            EmbeddingSet set = read(files, "embeddings", "labels");
            List<String> lines = Files.readAllLines(GOLDEN.resolve(files.get("pairs").stringValue()));
            for (String line : lines.subList(1, lines.size())) {
                String[] pair = line.split("\t", -1);
                double cosine = set.row(Integer.parseInt(pair[0])).cosine(set.row(Integer.parseInt(pair[1])));
                scores.add(cosine, pair[2].equals("1"));
            }
        }
        assertVerification(VerificationMetrics.of(scores), golden.json.get("verification"));
    }

    private static void assertVerification(VerificationMetrics found, JsonNode expected) {
        assertThat(found.pairs()).isEqualTo(expected.get("pairs").longValue());
        assertThat(found.sampled()).isFalse();
        assertClose(found.rocAuc(), expected.get("roc_auc"));
        assertClose(found.eer(), expected.get("eer_interpolated"));
        for (int i = 0; i < 3; i++) {
            VerificationMetrics.OperatingPoint point = found.operatingPoints().get(i);
            JsonNode golden = expected.get("tar_at_far").get(i);
            assertThat(point.farTarget().doubleValue()).isEqualTo(golden.get("far_target").doubleValue());
            assertClose(point.tar(), golden.get("tar"));
            assertClose(point.farReached(), golden.get("far_reached"));
            if (golden.get("threshold").isNull()) {
                assertThat(point.threshold()).isNull();
            } else {
                assertThat(point.threshold()).isCloseTo(golden.get("threshold").doubleValue(), within(TOLERANCE));
            }
        }
    }

    private static Evaluation evaluate(Case golden, int threads) {
        JsonNode files = golden.json.get("files");
        if (golden.json.get("query_equals_reference").booleanValue()) {
            return Evaluation.withinSet(read(files, "embeddings", "labels"), threads);
        }
        return Evaluation.of(read(files, "query", "query_labels"), read(files, "reference", "reference_labels"),
                LeftOut.nothing(), threads);
    }

    private static EmbeddingSet read(JsonNode files, String embeddings, String labels) {
        return EmbeddingFiles.read(GOLDEN.resolve(files.get(embeddings).stringValue()),
                GOLDEN.resolve(files.get(labels).stringValue()));
    }

    private static void assertClose(double found, JsonNode expected) {
        assertThat(found).isCloseTo(expected.doubleValue(), within(TOLERANCE));
    }

    private static Stream<Case> cases() {
        return cases("cases");
    }

    private static Stream<Case> verificationCases() {
        return cases("verification_cases");
    }

    private static Stream<Case> cases(String name) {
        JsonNode golden = JsonMapper.shared().readTree(GOLDEN.resolve("metrics.json"));
        return golden.get(name).valueStream().map(json -> new Case(json.get("id").stringValue(), json));
    }
}
