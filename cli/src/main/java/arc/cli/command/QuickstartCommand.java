package arc.cli.command;

import arc.cli.option.JsonOption;
import arc.cli.output.Durations;
import arc.cli.output.ExitCode;
import arc.cli.output.Json;
import arc.cli.output.Progress;
import arc.cli.report.RunReport;
import arc.cli.signal.Stop;
import arc.cli.signal.StoppedException;
import arc.index.GalleryIndexer;
import arc.index.GalleryModel;
import arc.index.GallerySearcher;
import arc.index.GalleryWriter;
import arc.index.IndexListener;
import arc.index.IndexOptions;
import arc.index.IndexReport;
import arc.index.SearchRequest;
import arc.index.SearchResult;
import arc.infer.data.DefaultSplit;
import arc.infer.data.ImageSource;
import arc.infer.data.ImageSources;
import arc.infer.data.LabelledImage;
import arc.infer.evaluation.Evaluation;
import arc.infer.file.AtomicFile;
import arc.infer.image.DecodedImage;
import arc.infer.image.PngWriter;
import arc.infer.image.Preprocessor;
import arc.infer.image.UnreadableImageException;
import arc.infer.model.Device;
import arc.infer.model.OnnxEmbedder;
import arc.train.data.TrainingData;
import arc.train.head.ArcFace;
import arc.train.loop.LossConfig;
import arc.train.loop.NetworkConfig;
import arc.train.loop.OptimizationConfig;
import arc.train.loop.RunSetup;
import arc.train.loop.SamplingConfig;
import arc.train.loop.TrainConfig;
import arc.train.loop.TrainEvent;
import arc.train.loop.Trainer;
import arc.train.net.Vgg;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Goes the whole way on MNIST: train, export, index, evaluate, search. */
@Command(name = "quickstart", header = "Goes the whole way on bundled MNIST: train, export, index, evaluate, search.", footer = {
        "  arc quickstart", "  arc quickstart -o ~/first-try --json"}, description = {
                "Trains VGG16 at a quarter of its width with ArcFace on a part of the 60,000 training images,",
                "and lets all 10,000 test images search that part. DIR gets run/, gallery/ and query.png."})
final class QuickstartCommand extends BaseCommand {

    /** Images to train on and to search in: as many as take a few minutes on two cores. */
    static final int IMAGES = 20_000;

    /** Higher than a longer run wants: three epochs have less time to get anywhere. */
    private static final double LEARNING_RATE = 0.05;

    private static final int HITS = 10;

    private static final String NOTHING_WRITTEN = "stopped; nothing was written";

    @Option(names = {"-o",
            "--out"}, paramLabel = "DIR", defaultValue = "arc-quickstart", description = "Where to put it; replaced when a quick start made it (default: ./${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Mixin
    private final JsonOption json = new JsonOption();

    QuickstartCommand(Context context) {
        super(context);
    }

    /** Returns what is trained: small enough for a first try, and the article's network and head all the same. */
    static TrainConfig config() {
        return new TrainConfig(new NetworkConfig(Vgg.VGG16, 0.25, true, 128, NetworkConfig.defaultPreprocessing()),
                TrainConfig.NO_INIT, LossConfig.of(new ArcFace(0.5, 30)), SamplingConfig.plain(),
                OptimizationConfig.sgd(LEARNING_RATE), 3,
                0, 0.02,
                TrainConfig.DEFAULT_SEED);
    }

    @Override
    protected int execute() throws UnreadableImageException {
        long start = System.nanoTime();
        TrainingBackend.start(console(), new Device.Auto());
        ImageSource train = ImageSources.limit(ImageSources.open("mnist:train", DefaultSplit.TRAIN, List.of()), IMAGES,
                TrainConfig.DEFAULT_SEED);
        ImageSource test = ImageSources.open("mnist:test", DefaultSplit.TEST, List.of());
        try (Stop.Scope _ = stop().scope(); QuickstartFolder folder = QuickstartFolder.begin(out)) {
            Path gallery = folder.beside().resolve("gallery");
            TrainEvent.Done done = train(train, folder.beside().resolve("run"));
            stop().throwIfRequested(NOTHING_WRITTEN);
            index(train, done.model(), gallery);
            Evaluation evaluation = evaluate(test, gallery);
            search(test.images().getFirst(), done.model(), gallery, folder.beside().resolve("query.png"));
            stop().throwIfRequested(NOTHING_WRITTEN);
            Path finished = folder.finish();
            tell(finished, evaluation, (System.nanoTime() - start) / 1e9);
        }
        return ExitCode.OK;
    }

    private TrainEvent.Done train(ImageSource images, Path run) {
        heading("train: VGG16 at a quarter of its width with ArcFace, on " + images.images().size()
                + " MNIST images");
        TrainConfig config = config();
        TrainingData data = TrainingData.read(images, config.preprocessing(), config.validationFraction(),
                config.seed());
        TrainEvent.Done done;
        try (TrainReport report = new TrainReport(console(), json.json())) {
            RunSetup setup = RunSetup.fresh(run, global().threads(), Version.number());
            done = switch (new Trainer(config, data, setup, null, report, stop()::requested).run()) {
                case TrainEvent.Done finished -> finished;
                case TrainEvent.Stopped _ -> throw new StoppedException(stop().exitCode(), NOTHING_WRITTEN);
            };
        }
        RunReport.writePage(run, run.resolve(RunReport.FILE));
        heading("export: ONNX Runtime and DL4J agree");
        line(String.format(Locale.ROOT, "epoch %d, largest difference on unit vectors %.1e", done.bestEpoch(),
                done.parity()));
        return done;
    }

    private void index(ImageSource images, Path model, Path gallery) {
        heading("index: the training images into a gallery");
        IndexReport report;
        try (OnnxEmbedder embedder = OnnxEmbedder.open(model, new Device.Cpu(), global().threads());
                GalleryWriter writer = GalleryWriter.openOrCreate(gallery, GalleryModel.of(embedder, model));
                GalleryIndexer indexer = GalleryIndexer.into(writer, embedder,
                        new IndexOptions(global().threads(), false, false, false));
                Progress progress = console().progress("indexing", images.images().size())) {
            report = indexer.index(images.images(), new IndexListener() {
                @Override
                public void progressed(int done, int total, int embedded) {
                    progress.stepTo(done);
                }
            }, stop()::requested);
        }
        stop().throwIfRequested(NOTHING_WRITTEN);
        line(String.format(Locale.ROOT, "%,d entries in %.1f s", report.entries(), report.seconds()));
    }

    private Evaluation evaluate(ImageSource test, Path gallery) {
        heading("evaluate: all " + test.images().size() + " test images search the gallery");
        Evaluation evaluation = new GalleryEvaluation(gallery, console(), stop(), global().threads())
                .compare(test.images(), null, new Device.Cpu()).evaluate(global().threads());
        if (!json.json()) {
            EvaluationReport.printSummary(evaluation, console());
        }
        return evaluation;
    }

    private void search(LabelledImage query, Path model, Path gallery, Path picture) throws UnreadableImageException {
        heading("search: the " + HITS + " training images nearest to test image " + query.path() + ", a "
                + query.label().orElse("?"));
        DecodedImage decoded = query.decode();
        AtomicFile.write(picture, file -> PngWriter.write(decoded, file));
        try (OnnxEmbedder embedder = OnnxEmbedder.open(model, new Device.Cpu(), global().threads());
                GallerySearcher searcher = GallerySearcher.open(gallery, global().threads())) {
            Preprocessor preprocessor = new Preprocessor(embedder.card().preprocessing());
            SearchResult result = searcher.search(
                    embedder.embed(List.of(preprocessor.apply(decoded, query.path()))).getFirst(),
                    SearchRequest.top(HITS));
            if (!json.json()) {
                console().table(SearchCommand.table(result.hits()));
            }
        }
    }

    private void tell(Path finished, Evaluation evaluation, double seconds) {
        Path gallery = finished.resolve("gallery");
        if (json.json()) {
            Map<String, Object> facts = Json.object();
            facts.put("event", "done");
            facts.put("precision_at_1", Json.finite(evaluation.retrieval().precisionAt1()));
            facts.put("n_probes", evaluation.probes());
            facts.put("n_train", evaluation.gallery());
            facts.put("seconds", seconds);
            facts.put("model", finished.resolve("run").resolve("model.onnx").toString());
            facts.put("gallery", gallery.toString());
            console().json(facts);
            return;
        }
        heading("done in " + Durations.text(seconds));
        line("everything is in " + finished + "; to go on:");
        line("  ./arc search " + finished.resolve("query.png") + " -g " + gallery + " -k 3");
        line("  ./arc info " + gallery);
        line("  ./arc train mnist -o run --width 0.25");
    }

    private void heading(String text) {
        if (json.json()) {
            console().note(text);
        } else {
            console().line("");
            console().heading(text);
        }
        console().out().flush();
    }

    private void line(String text) {
        if (!json.json()) {
            console().line(text);
            console().out().flush();
        }
    }
}
