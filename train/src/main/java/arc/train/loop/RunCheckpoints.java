package arc.train.loop;

import arc.infer.ArcException;
import arc.infer.file.JsonErrors;
import arc.train.checkpoint.Checkpoint;
import arc.train.checkpoint.CheckpointFolder;
import arc.train.data.TrainingData;
import arc.train.kernel.NativeFloats;
import arc.train.net.Compute;
import arc.train.net.EmbeddingNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/** Turns the state of a run into checkpoints and back. */
final class RunCheckpoints {

    /** Raised when what a checkpoint holds changes. */
    private static final String FORMAT = "arc checkpoint 2";

    private static final JsonMapper JSON = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS).build();

    private final CheckpointFolder folder;
    private final String settings;
    private final String dataFingerprint;
    private final EmbeddingNetwork network;
    private final OptimizerState optimizer;

    RunCheckpoints(CheckpointFolder folder, TrainConfig config, TrainingData data, EmbeddingNetwork network,
            OptimizerState optimizer) {
        this.folder = folder;
        settings = JSON.writeValueAsString(TrainSettings.of(config));
        dataFingerprint = data.fingerprint();
        this.network = network;
        this.optimizer = optimizer;
    }

    void save(RunState state, MetricsFile metrics, double seconds) {
        Map<String, String> facts = new HashMap<>();
        facts.put("format", FORMAT);
        facts.put("settings", settings);
        facts.put("data", dataFingerprint);
        facts.put("position", JSON.writeValueAsString(state.position(seconds)));
        facts.put("optimizer.steps", Long.toString(optimizer.steps()));
        facts.put("head.state", Double.toString(network.head().headState()));
        facts.put("metrics", metrics.rows());
        Map<String, float[]> vectors = new HashMap<>();
        vectors.put("parameters", values(network.dl4j().params()));
        vectors.put("optimizer.first", values(optimizer.first()));
        vectors.put("optimizer.second", values(optimizer.second()));
        INDArray best = state.best().params();
        if (best != null) {
            vectors.put("best.parameters", values(best));
            facts.put("best.head.state", Double.toString(state.best().headState()));
        }
        folder.save(state.steps(), new Checkpoint(facts, vectors));
    }

    /**
     * Goes on from the newest checkpoint.
     *
     * @return whether there was one
     * @throws ArcException when it belongs to other settings or other data, or is damaged
     */
    boolean resume(RunState state, MetricsFile metrics, Consumer<String> warnings) {
        Checkpoint checkpoint = folder.newest(warnings).orElse(null);
        if (checkpoint == null) {
            return false;
        }
        if (!FORMAT.equals(checkpoint.facts().get("format"))) {
            throw new ArcException("the checkpoint is of the format '" + checkpoint.facts().get("format")
                    + "', and this arc reads '" + FORMAT + "' only;\nresume with the arc that began the run");
        }
        requireSame(fact(checkpoint, "settings"), fact(checkpoint, "data"));
        try {
            RunState.Position position = JSON.readValue(fact(checkpoint, "position"), RunState.Position.class);
            state.resume(position);
            if (position.bestEpoch() > 0) {
                INDArray best = network.dl4j().params().dup();
                fill(best, checkpoint, "best.parameters");
                state.best().resume(position.bestEpoch(), position.bestPrecisionAt1(), position.improvedIn(), best,
                        Double.parseDouble(fact(checkpoint, "best.head.state")));
            }
            network.head().setHeadState(Double.parseDouble(fact(checkpoint, "head.state")));
            optimizer.setSteps(Long.parseLong(fact(checkpoint, "optimizer.steps")));
        } catch (JacksonException | NumberFormatException e) {
            throw new ArcException("the checkpoint tells no position that arc can go on from", e);
        }
        fill(network.dl4j().params(), checkpoint, "parameters");
        fill(optimizer.first(), checkpoint, "optimizer.first");
        fill(optimizer.second(), checkpoint, "optimizer.second");
        metrics.resume(fact(checkpoint, "metrics"));
        return true;
    }

    private void requireSame(String theirSettings, String theirData) {
        JsonNode now = JSON.readTree(settings);
        JsonNode then = parsed(theirSettings);
        Map<String, String> differences = new LinkedHashMap<>();
        Set<String> names = new LinkedHashSet<>(now.propertyNames());
        names.addAll(then.propertyNames());
        for (String name : names) {
            if (!Objects.equals(now.get(name), then.get(name))) {
                differences.put("--" + name, "was " + text(then.get(name)) + ", is now " + text(now.get(name)));
            }
        }
        if (!differences.isEmpty()) {
            throw new ArcException(ArcException.Kind.USAGE, "cannot resume with other settings: " + String.join("; ",
                    differences.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList())
                    + ";\nleave them out, or train into another folder");
        }
        if (!theirData.equals(dataFingerprint)) {
            throw new ArcException("cannot resume: the pictures or their labels are not those that the run began with;"
                    + "\ntrain into another folder");
        }
    }

    /** Settings that are absent where they change nothing are written as if they had not been given. */
    private static String text(@Nullable JsonNode setting) {
        return setting == null ? "not set" : setting.toString();
    }

    private static JsonNode parsed(String theirSettings) {
        try {
            return JSON.readTree(theirSettings);
        } catch (JacksonException e) {
            throw new ArcException("the checkpoint's settings are not JSON: " + JsonErrors.inText(e), e);
        }
    }

    private static String fact(Checkpoint checkpoint, String name) {
        String fact = checkpoint.facts().get(name);
        if (fact == null) {
            throw new ArcException("the checkpoint lacks its " + name);
        }
        return fact;
    }

    private static float[] values(INDArray array) {
        return Compute.isFloatOnCpu(array.dataType())
                ? NativeFloats.copyOf(array)
                : array.reshape(array.length()).toFloatVector();
    }

    private static void fill(INDArray target, Checkpoint checkpoint, String name) {
        float[] values = checkpoint.vectors().get(name);
        if (values == null || values.length != target.length()) {
            throw new ArcException("the checkpoint's " + name + " should have " + target.length() + " values, but has "
                    + (values == null ? "none" : values.length));
        }
        target.assign(Nd4j.createFromArray(values).reshape(target.shape()));
    }
}
