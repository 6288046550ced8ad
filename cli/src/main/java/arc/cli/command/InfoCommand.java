package arc.cli.command;

import arc.cli.option.JsonOption;
import arc.cli.output.Json;
import arc.cli.output.Table;
import arc.cli.report.RunFacts;
import arc.index.Gallery;
import arc.index.GalleryInfo;
import arc.index.GalleryManifest;
import arc.infer.ArcException;
import arc.infer.model.ModelCardJson;
import arc.infer.model.OnnxModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Tells what a model, a gallery or a run is. */
@Command(name = "info", header = "Tells what a model, a gallery or a training run is.", footer = {
        "  arc info run/model.onnx", "  arc info photos.arc --json", "  arc info run"})
final class InfoCommand extends BaseCommand {

    /** What ONNX files write as the empty domain. */
    private static final String STANDARD_DOMAIN = "ai.onnx";

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
        Table table = new Table("fact", "value");
        facts.forEach((name, value) -> addRows(table, name, value));
        console().table(table);
        return 0;
    }

    private Map<String, Object> facts() {
        if (!Files.exists(path)) {
            throw new ArcException(path + ": no such file or folder");
        }
        if (!Files.isDirectory(path)) {
            return model(path);
        }
        if (Gallery.isGallery(path)) {
            return gallery();
        }
        if (RunFacts.isRun(path)) {
            return run();
        }
        throw new ArcException(path + " is neither a gallery nor a training run; a model is a file, such as "
                + path.resolve("model.onnx"));
    }

    private static Map<String, Object> model(Path file) {
        OnnxModel model = OnnxModel.inspect(file);
        Map<String, Object> facts = begin("model", file);
        facts.put("model_id", model.id().sha256());
        facts.put("bytes", model.bytes());
        facts.put("card", Json.read(ModelCardJson.toJson(model.card())));
        Map<String, Long> opsets = new TreeMap<>();
        model.outline().opsets()
                .forEach((domain, version) -> opsets.put(domain.isEmpty() ? STANDARD_DOMAIN : domain, version));
        facts.put("opsets", opsets);
        facts.put("ir_version", model.outline().irVersion());
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
        facts.put("has_model", info.hasModel());
        facts.put("format_version", manifest.formatVersion());
        facts.put("arc_version", manifest.arcVersion());
        facts.put("max_conn", manifest.maxConn());
        facts.put("beam_width", manifest.beamWidth());
        facts.put("segments", info.segments());
        facts.put("bytes", info.bytes());
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

    /** Shows what is nested as names with dots. */
    private static void addRows(Table table, String name, Object value) {
        if (value instanceof Map<?, ?> nested) {
            nested.forEach((key, inner) -> addRows(table, name + "." + key, inner));
        } else if (!name.equals("schema")) {
            table.row(name, value);
        }
    }
}
