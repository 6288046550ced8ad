package arc.cli.command;

import arc.cli.option.JsonOption;
import arc.cli.output.Json;
import arc.cli.report.RunFacts;
import arc.index.Calibration;
import arc.index.Gallery;
import arc.index.GalleryInfo;
import arc.index.GalleryManifest;
import arc.infer.ArcException;
import arc.infer.model.OnnxModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells what a model, a gallery or a run is. */
@Command(name = "info", header = "Tells what a model, a gallery or a training run is.", footer = {
        "  arc info run/model.onnx", "  arc info photos.arc --json", "  arc info run"})
final class InfoCommand extends BaseCommand {

    @Parameters(paramLabel = "MODEL|GALLERY|RUN", description = "An ONNX file, a gallery's or a run's folder.")
    private Path path = Path.of("");

    @Mixin
    private final JsonOption json = new JsonOption();

    InfoCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        Map<String, Object> facts = facts();
        if (json.json()) {
            console().json(facts);
            return 0;
        }
        console().table(ModelFacts.table(facts));
        return 0;
    }

    private Map<String, Object> facts() {
        if (!Files.exists(path)) {
            throw new ArcException(path + ": no such file or folder");
        }
        if (!Files.isDirectory(path)) {
            return model();
        }
        if (Gallery.holdsCommit(path)) {
            return gallery();
        }
        if (RunFacts.isRun(path)) {
            return run();
        }
        throw new ArcException(path + " is neither a gallery nor a training run; a model is a file, such as "
                + path.resolve("model.onnx"));
    }

    private Map<String, Object> model() {
        Map<String, Object> facts = begin("model", path);
        facts.putAll(ModelFacts.of(path));
        if (!facts.containsKey("card")) {
            console().note("it has no card, so arc can't use it yet; describe it with: arc card " + path + " ...");
        }
        return facts;
    }

    private Map<String, Object> gallery() {
        GalleryInfo info = Gallery.info(path);
        GalleryManifest manifest = info.manifest();
        Map<String, Object> facts = begin("gallery", path);
        facts.put("entries", info.entries());
        facts.put("labels", info.labels());
        facts.put("dimension", manifest.dimension());
        facts.put("metric", manifest.metric());
        facts.put("model_id", manifest.modelId().sha256());
        if (manifest.modelName() != null) {
            facts.put("model_name", manifest.modelName());
        }
        facts.put("has_model", info.hasModel());
        facts.put("format_version", manifest.formatVersion());
        facts.put("arc_version", manifest.arcVersion());
        facts.put("max_conn", manifest.maxConn());
        facts.put("beam_width", manifest.beamWidth());
        facts.put("segments", info.segments());
        facts.put("bytes", info.bytes());
        Gallery.calibration(path).ifPresent(calibration -> facts.put("calibration", calibration(calibration)));
        return facts;
    }

    private static Map<String, Object> calibration(Calibration calibration) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("threshold", calibration.threshold());
        facts.put("far", calibration.far());
        facts.put("n_impostors", calibration.impostors());
        facts.put("false_accepts", calibration.falseAccepts());
        facts.put("entries", calibration.entries());
        return facts;
    }

    private Map<String, Object> run() {
        Map<String, Object> facts = begin("run", path);
        RunFacts.read(path).fields().forEach((name, value) -> {
            if (!name.equals("schema")) {
                facts.put(name, value);
            }
        });
        Path model = path.resolve("model.onnx");
        if (Files.isRegularFile(model)) {
            facts.put("model_id", OnnxModel.inspect(model).id().sha256());
        }
        return facts;
    }

    private static Map<String, Object> begin(String kind, Path path) {
        Map<String, Object> facts = Json.object();
        facts.put("kind", kind);
        facts.put("path", path.toAbsolutePath().normalize().toString());
        return facts;
    }
}
