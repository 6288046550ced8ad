package arc.train.loop;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;
import arc.infer.file.FileErrors;
import arc.infer.file.JsonErrors;
import arc.train.data.TrainingData;
import arc.train.net.Compute;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes run.json: everything that is needed to repeat a run, and what came of it. */
public final class RunRecord {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Map<String, Object> fields = new LinkedHashMap<>();
    private boolean started;

    RunRecord(Path file, TrainConfig config, TrainingData data, RunSetup setup) {
        this.file = file;
        fields.put("schema", 1);
        fields.put("arc", setup.arcVersion());
        fields.put("options", setup.options());
        fields.put("data", Map.of("name", data.name(), "train", data.trainSize(), "validation", data.validationSize(),
                "classes", data.classNames(), "skipped", data.skipped()));
        fields.put("config", TrainSettings.of(config));
        fields.put("machine", machine(setup.threads()));
    }

    private static Map<String, Object> machine(int threads) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        map.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        map.put("dl4j", String.valueOf(MultiLayerNetwork.class.getPackage().getImplementationVersion()));
        map.put("native", Compute.buildInfo());
        map.put("threads", threads);
        return map;
    }

    /**
     * Reads the options that a run was begun with.
     *
     * @param folder of the run; may be missing or empty, and then there are none
     * @throws ArcException when its run.json is not what arc writes
     */
    public static List<String> optionsOf(Path folder) {
        Path file = folder.resolve("run.json");
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            JsonNode options = JSON.readTree(Files.readString(file)).get("options");
            if (options != null && options.isArray() && options.valueStream().allMatch(JsonNode::isString)) {
                return options.valueStream().map(JsonNode::stringValue).toList();
            }
            throw new ArcException(file + " is not a run that arc can resume: it doesn't tell its options");
        } catch (IOException e) {
            throw new ArcException("cannot read " + file + ": " + FileErrors.reason(e), e);
        } catch (JacksonException e) {
            throw new ArcException(file + " is not a run that arc wrote: " + JsonErrors.inText(e), e);
        }
    }

    /** Replaces what an earlier record said. */
    void start() {
        started = true;
        fields.put("status", "running");
        write();
    }

    void end(TrainEvent.End end) {
        switch (end) {
            case TrainEvent.Done done -> finish(done);
            case TrainEvent.Stopped stopped -> stop(stopped);
        }
    }

    private void finish(TrainEvent.Done done) {
        fields.put("status", "done");
        fields.put("result", Map.of("model", done.model().getFileName().toString(), "best_epoch", done.bestEpoch(),
                "epochs", done.epochs(), "parity", done.parity(), "seconds", done.seconds()));
        write();
    }

    private void stop(TrainEvent.Stopped stopped) {
        fields.put("status", "stopped");
        fields.put("result", Map.of("epoch", stopped.epoch(), "step", stopped.step()));
        write();
    }

    /** Tells of a failure, unless it came before the start: then an earlier record stays. */
    void fail(RuntimeException cause) {
        if (!started) {
            return;
        }
        fields.put("status", "failed");
        fields.put("error", String.valueOf(cause.getMessage()));
        write();
    }

    private void write() {
        byte[] json = (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(fields) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(json));
    }
}
