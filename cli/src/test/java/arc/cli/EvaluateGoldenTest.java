package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import arc.infer.embedding.EmbeddingFiles;
import arc.infer.embedding.EmbeddingSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compares what the command prints with pytorch-metric-learning and scikit-learn. */
class EvaluateGoldenTest {

    private static final Path GOLDEN = resource("../../../../infer/src/test/resources/golden");
    private static final double TOLERANCE = 1e-6;

    @TempDir
    private Path folder;

    /** A golden case, by its id in test reports. */
    record Case(String id, JsonNode json) {
        @Override
        public String toString() {
            return id;
        }

        Path file(String name) {
            return GOLDEN.resolve(json.get("files").get(name).stringValue());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsWhatThePeersCompute(Case golden) {
        JsonNode found = golden.json.get("query_equals_reference").booleanValue()
                ? arc("evaluate", "--embeddings", golden.file("embeddings"), "--labels", golden.file("labels"),
                        "--json").ok().json()
                : arc("evaluate", "--embeddings", golden.file("query"), "--labels", golden.file("query_labels"),
                        "--gallery-embeddings", golden.file("reference"), "--gallery-labels",
                        golden.file("reference_labels"), "--json").ok().json();

        assertThat(found.get("n_probes").intValue()).isEqualTo(golden.json.get("N_query").intValue());
        assertThat(found.get("n_gallery").intValue()).isEqualTo(golden.json.get("N_reference").intValue());
        assertThat(found.get("n_left_out").intValue())
                .isEqualTo(golden.json.get("queries_left_out").get("count").intValue());
        JsonNode retrieval = golden.json.get("retrieval");
        assertClose(found.get("precision_at_1"), retrieval.get("precision_at_1"));
        assertClose(found.get("recall_at").get("1"), retrieval.get("precision_at_1"));
        assertClose(found.get("r_precision"), retrieval.get("r_precision"));
        assertClose(found.get("map_at_r"), retrieval.get("mean_average_precision_at_r"));
        assertClose(found.get("mrr"), retrieval.get("mean_reciprocal_rank"));
        assertVerification(found.get("verification"), golden.json.get("verification"));
        if (golden.json.get("ties").booleanValue()) {
            return; // the files have no classes and no votes then
        }
        for (String k : List.of("1", "5")) {
            assertClose(found.get("knn_accuracy").get(k),
                    golden.json.get("knn_classifier").get("k" + k).get("accuracy"));
        }
        JsonNode classes = golden.json.get("retrieval_per_class");
        List<String> labels = classes.get("labels").valueStream().map(JsonNode::toString).toList();
        assertThat(found.get("per_class").propertyNames()).containsExactlyElementsOf(labels);
        for (int i = 0; i < labels.size(); i++) {
            JsonNode one = found.get("per_class").get(labels.get(i));
            assertClose(one.get("precision_at_1"), classes.get("precision_at_1").get(i));
            assertClose(one.get("map_at_r"), classes.get("mean_average_precision_at_r").get(i));
        }
        assertConfusion(found.get("confusion"), golden);
    }

    /** Whose nearest neighbour's label is known: from the predictions of the peer's 1-NN. */
    private static void assertConfusion(JsonNode found, Case golden) {
        EmbeddingSet probes = EmbeddingFiles.read(
                golden.file(golden.json.get("query_equals_reference").booleanValue() ? "embeddings" : "query"),
                golden.file(golden.json.get("query_equals_reference").booleanValue() ? "labels" : "query_labels"));
        JsonNode predictions = golden.json.get("knn_classifier").get("k1").get("predictions");
        int[] counted = new int[1];
        found.propertyNames().forEach(label -> found.get(label).propertyNames().forEach(nearest -> {
            int expected = 0;
            for (int probe = 0; probe < probes.size(); probe++) {
                expected += probes.label(probe).orElseThrow().equals(label)
                        && predictions.get(probe).toString().equals(nearest) ? 1 : 0;
            }
            assertThat(found.get(label).get(nearest).intValue()).as("%s as %s", label, nearest).isEqualTo(expected);
            counted[0] += expected;
        }));
        assertThat(counted[0]).isEqualTo(probes.size());
    }

    /**
     * One probe meets a gallery of as many entries as there are pairs, each at the pair's cosine, with the probe's label where
     * the pair's labels are the same.
     */
    @ParameterizedTest
    @MethodSource("verificationCases")
    void verifiesListedPairsAsThePeersDo(Case golden) throws IOException {
        List<Double> cosines = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        read(golden, cosines, labels);
        EmbeddingSet.Builder gallery = new EmbeddingSet.Builder(2, cosines.size());
        cosines.forEach(cosine -> gallery.addNormalised(new double[]{cosine, Math.sqrt(1 - cosine * cosine)}));
        EmbeddingFiles.writeNpy(folder.resolve("gallery.npy"), gallery.build().withLabels(labels)
                .withPaths(labels));
        EmbeddingFiles.writeNpy(folder.resolve("probe.npy"), new EmbeddingSet.Builder(2, 1)
                .addNormalised(new double[]{1, 0}).build().withLabels(List.of("same")).withPaths(List.of("probe")));

        JsonNode found = arc("evaluate", "--embeddings", folder.resolve("probe.npy"), "--labels",
                folder.resolve("probe.tsv"), "--gallery-embeddings", folder.resolve("gallery.npy"), "--gallery-labels",
                folder.resolve("gallery.tsv"), "--json").ok().json();

        assertVerification(found.get("verification"), golden.json.get("verification"));
    }

    private static void read(Case golden, List<Double> cosines, List<String> labels) throws IOException {
        if (golden.json.has("scores")) {
            golden.json.get("scores").forEach(score -> cosines.add(score.doubleValue()));
            golden.json.get("same").forEach(same -> labels.add(same.intValue() == 1 ? "same" : "other"));
            return;
        }
        EmbeddingSet set = EmbeddingFiles.read(golden.file("embeddings"), golden.file("labels"));
        List<String> lines = Files.readAllLines(golden.file("pairs"));
        for (String line : lines.subList(1, lines.size())) {
            String[] pair = line.split("\t", -1);
            cosines.add(set.row(Integer.parseInt(pair[0])).cosine(set.row(Integer.parseInt(pair[1]))));
            labels.add(pair[2].equals("1") ? "same" : "other");
        }
    }

    private static void assertVerification(JsonNode found, JsonNode expected) {
        assertThat(found.get("pairs").longValue()).isEqualTo(expected.get("pairs").longValue());
        assertThat(found.get("sampled").booleanValue()).isFalse();
        assertClose(found.get("roc_auc"), expected.get("roc_auc"));
        assertClose(found.get("eer"), expected.get("eer_interpolated"));
        assertThat(found.get("tar_at_far").propertyNames()).containsExactly("0.1", "0.01", "0.001", "0.0001");
        for (JsonNode point : expected.get("tar_at_far")) {
            String far = point.get("far_target").toString();
            assertClose(found.get("tar_at_far").get(far), point.get("tar"));
            JsonNode threshold = found.get("threshold_at_far").get(far);
            if (point.get("threshold").isNull()) {
                assertThat(threshold.isNull()).isTrue();
            } else {
                assertClose(threshold, point.get("threshold"));
            }
        }
    }

    private static void assertClose(JsonNode found, JsonNode expected) {
        assertThat(found.doubleValue()).isCloseTo(expected.doubleValue(), within(TOLERANCE));
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
