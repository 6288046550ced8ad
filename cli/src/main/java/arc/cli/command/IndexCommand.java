package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.option.DeviceOption;
import arc.cli.option.JsonOption;
import arc.cli.option.LimitOptions;
import arc.cli.option.ReadyEmbeddings;
import arc.cli.output.Progress;
import arc.cli.output.Skipped;
import arc.cli.signal.Stop;
import arc.index.Gallery;
import arc.index.GalleryIndexer;
import arc.index.GalleryModel;
import arc.index.GalleryWriter;
import arc.index.IndexListener;
import arc.index.IndexOptions;
import arc.index.IndexReport;
import arc.infer.ArcException;
import arc.infer.data.LabelledImage;
import arc.infer.model.OnnxEmbedder;
import arc.infer.model.OnnxModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Puts pictures into a gallery. */
@Command(name = "index", header = "Puts pictures into a gallery, or brings it up to date.", footer = {
        "  arc index ~/photos -g photos.arc -m run/model.onnx", "  arc index ~/photos -g photos.arc --prune",
        "  arc index mnist:train -g digits.arc -m run/model.onnx --json",
        "  find ~/photos -name '*.jpg' -print0 | arc index --files-from - -g photos.arc",
        "  arc index --embeddings faces.npy --labels faces.tsv -g faces.arc"}, description = "The same command again embeds only what is new. Stopped at any moment, it goes on from there.")
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

    @Option(names = "--rehash", description = "Also read files that are as old and as large as they were.")
    private boolean rehash;

    @Option(names = "--dry-run", description = "Tell what would happen; write nothing.")
    private boolean dryRun;

    @Mixin
    private final ReadyEmbeddings ready = new ReadyEmbeddings();

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final LimitOptions limit = new LimitOptions();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    IndexCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        Optional<Path> embeddings = ready.file();
        if (embeddings.isPresent()) {
            requireNothingAboutPictures();
            limit.refuseBeside("--embeddings");
            EmbeddingIndexing indexing = new EmbeddingIndexing(gallery, ready, console(), stop());
            return tell(indexing.run(embeddings.get(), model, dryRun), 0);
        }
        requireOneReaderOfStandardInput();
        if (errors != null) {
            IndexOutcome.requirePlaceFor(errors);
        }
        IndexOptions options = new IndexOptions(global().threads(), prune, failFast, rehash);
        if (dryRun) {
            List<LabelledImage> images = list();
            return tell(preview(modelFile(), options, images), images.size());
        }
        Path file = model == null ? Gallery.modelFile(gallery) : model;
        try (ModelAhead opening = new ModelAhead(() -> open(file))) {
            List<LabelledImage> images = list();
            return tell(index(modelFile(), options, images, opening), images.size());
        }
    }

    /** Opens a model; the process mustn't end meanwhile, since ONNX Runtime ends with it. */
    private OnnxEmbedder open(Path file) {
        try (Stop.Scope _ = stop().scope()) {
            return OnnxEmbedder.open(file, device.device(), global().threads());
        }
    }

    private List<LabelledImage> list() {
        List<LabelledImage> images = new IndexInputs(data, console()).open(sources, filesFrom, metadata, prune);
        if (errors != null) {
            Set<Path> read = Inputs.paths(sources, images);
            Stream.of(filesFrom, metadata).filter(Objects::nonNull).map(Path::of).forEach(read::add);
            read.add(modelFile());
            OutputFiles.requireOtherThan(read, List.of(errors));
        }
        return limit.of(images);
    }

    private void requireOneReaderOfStandardInput() {
        if (STANDARD_INPUT.equals(filesFrom) && sources.contains(STANDARD_INPUT)) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "standard input is either a picture (-) or a list (--files-from -), not both");
        }
    }

    private void requireNothingAboutPictures() {
        if (!sources.isEmpty()) {
            throw aboutPictures("'" + sources.getFirst() + "'");
        }
        refuse(filesFrom != null, "--files-from");
        refuse(metadata != null, "--metadata");
        refuse(prune, "--prune");
        refuse(errors != null, "--errors");
        refuse(failFast, "--fail-fast");
        refuse(rehash, "--rehash");
    }

    private static void refuse(boolean given, String option) {
        if (given) {
            throw aboutPictures(option);
        }
    }

    private static ArcException aboutPictures(String what) {
        return new ArcException(ArcException.Kind.USAGE,
                "with --embeddings there are no pictures: leave out " + what);
    }

    private Path modelFile() {
        if (model == null && !Gallery.isGallery(gallery)) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "a new gallery needs a model: arc index ... -g " + gallery + " -m MODEL");
        }
        return Models.ofGallery(gallery, model);
    }

    private IndexReport index(Path modelFile, IndexOptions options, List<LabelledImage> images, ModelAhead opening) {
        try (Stop.Scope _ = stop().scope();
                OnnxEmbedder embedder = taken(opening);
                GalleryWriter writer = GalleryWriter.openOrCreate(gallery, GalleryModel.of(embedder, modelFile));
                GalleryIndexer indexer = GalleryIndexer.into(writer, embedder, options)) {
            return run(indexer, images);
        }
    }

    private OnnxEmbedder taken(ModelAhead opening) {
        OnnxEmbedder embedder = model == null
                ? Models.openFor(gallery, null, _ -> opening.embedder(), console())
                : opening.embedder();
        embedder.deviceNote().ifPresent(console()::detail);
        return embedder;
    }

    private IndexReport preview(Path modelFile, IndexOptions options, List<LabelledImage> images) {
        OnnxModel inspected = OnnxModel.inspect(modelFile);
        Gallery.requireFit(gallery, new GalleryModel(inspected.id(), inspected.card().dimension(), modelFile));
        try (Stop.Scope _ = stop().scope();
                GalleryIndexer indexer = GalleryIndexer.dryRun(gallery, inspected.card().preprocessing(), options)) {
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
        if (json.json()) {
            console().json(IndexOutcome.facts(gallery, report));
        } else {
            IndexOutcome.print(report, console());
        }
        if (errors != null) {
            IndexOutcome.writeErrors(errors, report.skipped());
        }
        if (dryRun) {
            console().note("nothing was written: --dry-run");
        }
        if (report.stopped()) {
            stop().throwIfRequested(
                    "stopped; what was done until then is kept, and the same command goes on from there");
        }
        return skipped.exitCode(images);
    }
}
