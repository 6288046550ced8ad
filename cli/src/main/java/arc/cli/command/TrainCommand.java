package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.option.JsonOption;
import arc.cli.option.TrainOptions;
import arc.cli.output.Durations;
import arc.cli.output.Json;
import arc.cli.output.Skipped;
import arc.cli.report.RunReport;
import arc.cli.signal.Stop;
import arc.infer.ArcException;
import arc.infer.data.DefaultSplit;
import arc.infer.data.ImageSource;
import arc.infer.data.ImageSources;
import arc.infer.model.Device;
import arc.train.data.TrainingData;
import arc.train.loop.TrainConfig;
import arc.train.loop.TrainEvent;
import arc.train.loop.Trainer;
import arc.train.net.Compute;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Map;

/** Trains a model. */
@Command(name = "train", header = "Trains a model and exports it as ONNX.", footer = {
        "  arc train mnist -o run --width 0.25", "  arc train ~/photos -o run --epochs 20 --size 64",
        "  arc train fashion-mnist -o run --head cosface --limit 10000 --json"}, description = "RUN gets model.onnx, metrics.csv, run.json, which holds everything needed to repeat the run, and report.html.")
final class TrainCommand extends BaseCommand {

    @Parameters(paramLabel = "DATA", description = "Labelled pictures: a folder with one sub-folder a class, a manifest, or a data set.")
    private String source = "";

    @Option(names = {"-o",
            "--out"}, required = true, paramLabel = "RUN", description = "New or empty folder for the run (required).")
    private Path out = Path.of("");

    @Mixin
    private final TrainOptions options = new TrainOptions();

    @Option(names = "--limit", paramLabel = "N", description = "Train on N images, each class's share of them (default: all).")
    private @Nullable Integer limit;

    @Option(names = "--val", paramLabel = "FRACTION|DATA", description = "What to measure by and to choose the best epoch: a share of each class, or other data"
            + " (default: the data's own val split, else 0.05).")
    private @Nullable String validation;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "auto", description = "Where to train: auto, cpu or cuda (default: ${DEFAULT-VALUE}).")
    private String device = "auto";

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    TrainCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        requireDevice();
        ImageSource whole = data.open(source, DefaultSplit.TRAIN, console());
        ImageSource images = limit == null ? whole : ImageSources.limit(whole, limit, options.seed());
        try (Stop.Scope _ = stop().scope(); TrainReport report = new TrainReport(console(), json.json(), stop())) {
            Validation wanted = validation(images);
            TrainConfig config = options.config(images, wanted.fraction());
            TrainingData training = wanted.source() == null
                    ? TrainingData.read(images, config.preprocessing(), wanted.fraction(), config.seed())
                    : TrainingData.read(images, wanted.source(), config.preprocessing());
            Skipped skipped = new Skipped(console());
            training.skipped().forEach(skipped::add);
            TrainEvent.Done done = new Trainer(config, training, Version.number(), global().threads(), report).run(out);
            Path page = out.resolve(RunReport.FILE);
            RunReport.writePage(out, page);
            tell(done, page);
            return skipped.exitCode(images.images().size());
        }
    }

    /**
     * Says what to validate on.
     *
     * @param source other data; null for a part of the training data
     * @param fraction that part
     */
    private record Validation(@Nullable ImageSource source, double fraction) {}

    private Validation validation(ImageSource images) {
        if (validation == null) {
            return new Validation(images.validation().orElse(null),
                    images.validation().isPresent() ? 0 : TrainConfig.DEFAULT_VALIDATION_FRACTION);
        }
        if (validation.matches("[0-9]*\\.?[0-9]+")) {
            return new Validation(null, Double.parseDouble(validation));
        }
        return new Validation(data.open(validation, DefaultSplit.TEST, console()), 0);
    }

    private void requireDevice() {
        Device wanted = Device.parse(device);
        String cudaProblem = TrainingBackend.start(console());
        if (wanted instanceof Device.Cuda && Compute.isCpu()) {
            throw new ArcException(cudaProblem.isEmpty()
                    ? "--device " + device + ": this build trains on the CPU only;\nuse --device auto, or build with"
                            + " CUDA: mvn -Pcuda -Dquick -DskipTests package"
                    : "--device " + device + " can't be used: " + cudaProblem + ";\nuse --device auto");
        }
    }

    private void tell(TrainEvent.Done done, Path page) {
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
