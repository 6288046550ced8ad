package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.option.JsonOption;
import arc.cli.option.StartingPoint;
import arc.cli.option.TrainOptions;
import arc.cli.option.TypedOptions;
import arc.cli.output.Durations;
import arc.cli.output.Json;
import arc.cli.output.ShellWord;
import arc.cli.output.Skipped;
import arc.cli.report.RunReport;
import arc.cli.signal.Stop;
import arc.infer.ArcException;
import arc.infer.data.DefaultSplit;
import arc.infer.data.ImageSource;
import arc.infer.model.Device;
import arc.train.data.PixelCache;
import arc.train.data.TrainingData;
import arc.train.data.augment.Augmentation;
import arc.train.loop.RunRecord;
import arc.train.loop.RunSetup;
import arc.train.loop.TrainConfig;
import arc.train.loop.TrainEvent;
import arc.train.loop.Trainer;
import arc.train.transfer.PretrainedTrunk;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Trains a model. */
@Command(name = "train", header = "Trains a model and exports it as ONNX.", footer = {
        "  arc train mnist -o run --width 0.25", "  arc train ~/photos -o run --epochs 20 --size 64",
        "  arc train fashion-mnist -o run --head cosface --limit 10000 --json",
        "  arc train mnist -o run --resume"}, description = {
                "RUN gets model.onnx, report.html, metrics.csv, validation.tsv, checkpoint/, and run.json, which",
                "holds everything needed to repeat the run. Ctrl-C saves the run; --resume goes on with it and",
                "ends where it would have ended."})
final class TrainCommand extends BaseCommand {

    /** What --val takes for a share; a folder of such a name is ./0.1. */
    private static final String NUMBER = "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?";

    @Parameters(paramLabel = "DATA", description = "Labelled pictures: a folder with one sub-folder a class, a manifest, or a data set.")
    private String source = "";

    @Option(names = {"-o",
            "--out"}, required = true, paramLabel = "RUN", description = "New or empty folder for the run; with --resume, the run's (required).")
    private Path out = Path.of("");

    @Mixin
    private final TrainOptions options = new TrainOptions();

    @Option(names = "--resume", description = {
            "Go on with the run in RUN from its last checkpoint, where it was stopped or killed.",
            "Options that are not given are those that it was begun with."})
    private boolean resume;

    @Option(names = "--checkpoint-every", paramLabel = "STEPS", defaultValue = ""
            + RunSetup.DEFAULT_CHECKPOINT_EVERY_STEPS, description = "Save after so many steps, besides the end of each epoch (default: ${DEFAULT-VALUE}).")
    private int checkpointEverySteps;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "auto", description = "Where to train: auto, cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).")
    private String device = "auto";

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    TrainCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        TrainingBackend.start(console(), Device.parse(device));
        List<String> typed = TypedOptions.of(Objects.requireNonNull(spec).commandLine().getParseResult());
        if (!resume) {
            return train(typed, options, data);
        }
        TypedOptions.Read read = TypedOptions.read(RunRecord.optionsOf(out), typed, out.resolve("run.json").toString());
        return train(read.words(), read.training(), read.data());
    }

    private int train(List<String> words, TrainOptions training, DataOptions folders) {
        RunSetup setup = setup(words);
        setup.requireUsableFolder();
        ImageSource images = training.limited(training.known(folders.open(source, DefaultSplit.TRAIN, console())));
        Validation wanted = validation(images, training, folders);
        StartingPoint start = training.init() == null ? null : StartingPoint.read(training.init());
        TrainConfig config = training.config(images, wanted.fraction(), start);
        if (start == null && config.optimization().frozenStages() > 0) {
            console().note("--freeze-until without --init: random weights stay as they are");
        }
        PixelCache cache = PixelCache.inTemporaryFolder(config.sampling().augmentation() != Augmentation.NONE);
        TrainingData samples = wanted.source() == null
                ? TrainingData.read(images, config.preprocessing(), wanted.fraction(), config.seed(), cache)
                : TrainingData.read(images, wanted.source(), config.preprocessing(), cache);
        Skipped skipped = new Skipped(console());
        samples.skipped().forEach(skipped::add);
        samples.notes().forEach(console()::note);
        run(config, samples, setup, start == null ? null : start.trunk());
        return skipped.exitCode(images.images().size());
    }

    private void run(TrainConfig config, TrainingData samples, RunSetup setup, @Nullable PretrainedTrunk start) {
        String goOn = "arc train " + ShellWord.of(source) + " -o " + ShellWord.of(out.toString()) + " --resume";
        try (Stop.Scope _ = stop().scope(); TrainReport report = new TrainReport(console(), json.json())) {
            switch (new Trainer(config, samples, setup, start, report, stop()::requested).run()) {
                case TrainEvent.Done done -> tell(done);
                case TrainEvent.Stopped stopped ->
                    stop().throwIfRequested("stopped in epoch " + stopped.epoch() + " of " + config.epochs()
                            + ", after step " + stopped.step() + "; the run is saved\nto go on: " + goOn);
            }
        } catch (ArcException e) {
            boolean begun = Files.isRegularFile(out.resolve("run.json"));
            if (e.kind() != ArcException.Kind.NOT_WRITABLE || !begun) {
                throw e;
            }
            throw new ArcException(e.kind(), e.getMessage() + "\nmake room, and go on: " + goOn, e);
        }
    }

    private RunSetup setup(List<String> words) {
        try {
            return new RunSetup(out, resume, words, global().threads(), checkpointEverySteps, Version.number());
        } catch (IllegalArgumentException e) {
            throw new ArcException(ArcException.Kind.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Says what to validate on.
     *
     * @param source other data; null for a part of the training data
     * @param fraction that part
     */
    private record Validation(@Nullable ImageSource source, double fraction) {}

    private Validation validation(ImageSource images, TrainOptions training, DataOptions folders) {
        String validation = training.validation();
        if (validation == null) {
            return new Validation(images.validation().orElse(null),
                    images.validation().isPresent() ? 0 : TrainConfig.DEFAULT_VALIDATION_FRACTION);
        }
        if (validation.matches(NUMBER)) {
            return new Validation(null, Double.parseDouble(validation));
        }
        if (validation.matches(NUMBER + "%")) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "--val takes a share, such as 0.1, or data, got " + validation);
        }
        return new Validation(
                training.knownForValidation(folders.open(validation, DefaultSplit.TEST, console())), 0);
    }

    private void tell(TrainEvent.Done done) {
        Path page = out.resolve(RunReport.FILE);
        RunReport.writePage(out, page);
        String model = done.model().toAbsolutePath().normalize().toString();
        if (json.json()) {
            Map<String, Object> facts = Json.object();
            facts.put("event", "done");
            facts.put("model", model);
            facts.put("best_epoch", done.bestEpoch());
            facts.put("seconds", done.seconds());
            facts.put("parity", done.parity());
            facts.put("report", page.toAbsolutePath().normalize().toString());
            console().json(facts);
        } else {
            console().line("model " + model + ", of epoch " + done.bestEpoch() + ", in "
                    + Durations.text(done.seconds()));
            console().line("report " + page.toAbsolutePath().normalize());
        }
    }
}
