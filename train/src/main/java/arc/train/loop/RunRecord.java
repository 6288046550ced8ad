package arc.train.loop;

import arc.infer.file.AtomicFile;
import arc.train.data.TrainingData;
import arc.train.net.Compute;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes run.json: everything that is needed to repeat a run, and what came of it. */
final class RunRecord {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final Map<String, Object> fields = new LinkedHashMap<>();

    RunRecord(Path file, TrainConfig config, TrainingData data, int threads, String arcVersion) {
        this.file = file;
        fields.put("schema", 1);
        fields.put("arc", arcVersion);
        fields.put("data", Map.of("name", data.name(), "train", data.trainSize(), "validation", data.validationSize(),
                "classes", data.classNames(), "skipped", data.skipped()));
        fields.put("config", config(config));
        fields.put("machine", machine(threads));
    }

    private static Map<String, Object> config(TrainConfig config) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("backbone", config.vgg().id());
        map.put("width", config.width());
        map.put("batch-norm", config.batchNorm());
        map.put("dim", config.dimension());
        map.put("size", config.preprocessing().sizePixels());
        map.put("channels", config.preprocessing().channels().name().toLowerCase(java.util.Locale.ROOT));
        map.put("fit", config.preprocessing().fit().name().toLowerCase(java.util.Locale.ROOT));
        map.put("mean", config.preprocessing().mean());
        map.put("std", config.preprocessing().std());
        map.put("head", config.head().id());
        map.put("margin", config.head().margin());
        map.put("scale", config.head().scale());
        map.putAll(config.cardSettings());
        map.put("seed", config.seed());
        return map;
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

    void start() {
        fields.put("status", "running");
        write();
    }

    void finish(TrainEvent.Done done) {
        fields.put("status", "done");
        fields.put("result", Map.of("model", done.model().getFileName().toString(), "best_epoch", done.bestEpoch(),
                "parity", done.parity(), "seconds", done.seconds()));
        write();
    }

    void fail(RuntimeException cause) {
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
