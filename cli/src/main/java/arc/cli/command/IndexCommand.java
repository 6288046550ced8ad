package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.option.DeviceOption;
import arc.cli.option.JsonOption;
import arc.cli.output.Json;
import arc.cli.output.Progress;
import arc.cli.output.Skipped;
import arc.cli.output.Table;
import arc.cli.signal.Stop;
import arc.index.Gallery;
import arc.index.GalleryIndexer;
import arc.index.GalleryModel;
import arc.index.GalleryWriter;
import arc.index.IndexListener;
import arc.index.IndexOptions;
import arc.index.IndexReport;
import arc.index.SkippedImage;
import arc.infer.ArcException;
import arc.infer.data.LabelledImage;
import arc.infer.file.AtomicFile;
import arc.infer.model.OnnxEmbedder;
import arc.infer.model.OnnxModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts pictures into a gallery. */
@Command(name = "index", header = "Puts pictures into a gallery, or brings it up to date.", footer = {
        "  arc index ~/photos -g photos.arc -m run/model.onnx", "  arc index ~/photos -g photos.arc --prune",
        "  arc index mnist:train -g digits.arc -m run/model.onnx --json"}, description = "The same command again embeds only what is new. Stopped at any moment, it goes on from there.")
final class IndexCommand extends BaseCommand {

    private static final String STANDARD_INPUT = "-";

    @Parameters(paramLabel = "DATA", arity = "0..*", description = "Pictures, folders, manifests or data sets; - is a picture on standard input.")
    private List<String> sources = List.of();

    @Option(names = {"-g",
            "--gallery"}, required = true, paramLabel = "GALLERY", description = "The gallery's folder; created when it is not there (required).")
    private Path gallery = Path.of("");

    @Option(names = {"-m",
            "--model"}, paramLabel = "MODEL", description = "The model; a new gallery keeps a copy (default: the gallery's own).")
    private @Nullable Path model;

    @Option(names = "--files-from", paramLabel = "FILE", description = {
            "Also index the pictures that FILE lists, one a line, or NUL-divided; - is standard input",
            "(default: none)."})
    private @Nullable String filesFrom;

    @Option(names = "--metadata", paramLabel = "FILE", description = {
            "Add the columns of a .csv, .tsv or .jsonl with a column path to the pictures it names",
            "(default: none)."})
    private @Nullable String metadata;

    @Option(names = "--prune", description = "Also remove entries whose files are gone.")
    private boolean prune;

    @Option(names = "--errors", paramLabel = "FILE", description = "List skipped pictures in FILE: path, tab, reason (default: only on standard error).")
    private @Nullable Path errors;

    @Option(names = "--fail-fast", description = "End at the first picture that can't be read; keep what is done.")
    private boolean failFast;

    @Option(names = "--dry-run", description = "Tell what would happen; write nothing.")
    private boolean dryRun;

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    IndexCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        requireOneReaderOfStandardInput();
        List<LabelledImage> images = new IndexInputs(data, console()).open(sources, filesFrom, metadata);
        Path modelFile = modelFile();
        IndexOptions options = new IndexOptions(global().threads(), prune, failFast);
        IndexReport report;
        try (Stop.Scope _ = stop().scope()) {
            report = dryRun ? preview(modelFile, options, images) : index(modelFile, options, images);
        }
        return tell(report, images.size());
    }

    private void requireOneReaderOfStandardInput() {
        if (STANDARD_INPUT.equals(filesFrom) && sources.contains(STANDARD_INPUT)) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "standard input is either a picture (-) or a list (--files-from -), not both");
        }
    }

    private Path modelFile() {
        if (model == null && !Gallery.isGallery(gallery)) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "a new gallery needs a model: arc index ... -g " + gallery + " -m MODEL");
        }
        return Models.ofGallery(gallery, model);
    }

    private IndexReport index(Path modelFile, IndexOptions options, List<LabelledImage> images) {
        try (OnnxEmbedder embedder = open(modelFile);
                GalleryWriter writer = GalleryWriter.openOrCreate(gallery, GalleryModel.of(embedder, modelFile));
                GalleryIndexer indexer = GalleryIndexer.into(writer, embedder, options)) {
            return run(indexer, images);
        }
    }

    private OnnxEmbedder open(Path modelFile) {
        return model == null
                ? Models.openFor(gallery, null, device.device(), global().threads(), console())
                : Models.open(modelFile, device.device(), global().threads(), console());
    }

    private IndexReport preview(Path modelFile, IndexOptions options, List<LabelledImage> images) {
        try (GalleryIndexer indexer = GalleryIndexer.dryRun(gallery,
                OnnxModel.inspect(modelFile).card().preprocessing(), options)) {
            return run(indexer, images);
        }
    }

    private IndexReport run(GalleryIndexer indexer, List<LabelledImage> images) {
        try (Progress progress = console().progress("indexing", images.size())) {
            return indexer.index(images, new IndexListener() {
                @Override
                public void progressed(int done, int total, int embedded) {
                    progress.stepTo(done);
                }
            }, stop()::requested);
        }
    }

    private int tell(IndexReport report, int images) {
        Skipped skipped = new Skipped(console());
        report.skipped().forEach(image -> skipped.add(image.path() + ": " + image.reason()));
        if (errors != null) {
            AtomicFile.write(errors, out -> out.write(errorList(report.skipped()).getBytes(StandardCharsets.UTF_8)));
        }
        if (json.json()) {
            console().json(facts(report));
        } else {
            print(report);
        }
        if (report.stopped()) {
            stop().throwIfRequested(
                    "stopped; what was done until then is kept, and the same command goes on from there");
        }
        return skipped.exitCode(images);
    }

    private void print(IndexReport report) {
        Table table = new Table(" added", " updated", " moved", " unchanged", " removed", " skipped", " embedded",
                " entries", " seconds");
        table.row(report.added(), report.updated(), report.moved(), report.unchanged(), report.removed(),
                report.skipped().size(), report.embedded(), report.entries(),
                String.format(Locale.ROOT, "%.1f", report.seconds()));
        console().table(table);
        if (dryRun) {
            console().note("nothing was written: --dry-run");
        }
    }

    private Map<String, Object> facts(IndexReport report) {
        Map<String, Object> facts = Json.object();
        facts.put("gallery", gallery.toAbsolutePath().normalize().toString());
        facts.put("added", report.added());
        facts.put("updated", report.updated());
        facts.put("moved", report.moved());
        facts.put("unchanged", report.unchanged());
        facts.put("removed", report.removed());
        facts.put("skipped", report.skipped().size());
        facts.put("embedded", report.embedded());
        facts.put("entries", report.entries());
        facts.put("seconds", report.seconds());
        return facts;
    }

    /** One line each; what would break a line is written as an escape. */
    private static String errorList(List<SkippedImage> skipped) {
        StringBuilder list = new StringBuilder("path\treason\n");
        for (SkippedImage image : skipped) {
            list.append(escaped(image.path())).append('\t').append(escaped(image.reason())).append('\n');
        }
        return list.toString();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r");
    }
}
