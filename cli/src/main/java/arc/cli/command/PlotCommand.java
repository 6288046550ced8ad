package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.option.DeviceOption;
import arc.cli.option.IdleOptions;
import arc.cli.option.JsonOption;
import arc.cli.option.ProjectionOptions;
import arc.cli.output.ExitCode;
import arc.cli.output.Json;
import arc.cli.report.RunReport;
import arc.cli.signal.Stop;
import arc.infer.ArcException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Shows embeddings as points, or a training run. */
@Command(name = "plot", header = "Shows embeddings as points to look at, or a training run.", footer = {
        "  arc plot mnist:test -m run/model.onnx --dims 3 -o plot.html",
        "  arc plot -g digits.arc --method tsne -o plot.png",
        "  arc plot --embeddings test.npy --labels test.tsv -o plot.tsv", "  arc plot --run run",
        "  arc plot --run run -o curves.png"}, description = {
                "Embeddings: a page (.html) to turn, zoom and point at, which needs no other file; a picture (.png); or two",
                "tables for TensorBoard's projector (X.tsv with the coordinates, X.metadata.tsv with index, label and path).",
                "A run: a page with the curves, the confusion and the worst validation images, or a picture of the curves;",
                "it may go on, or have failed."})
final class PlotCommand extends BaseCommand {

    /** What may stand beside --run. */
    private static final Set<String> OF_A_RUN = Set.of("--run", "--out", "--json");

    @Parameters(paramLabel = "DATA", arity = "0..*", description = "Pictures to embed by the model; a data set's name means its test split.")
    private List<String> inputs = List.of();

    @Option(names = {"-m",
            "--model"}, paramLabel = "MODEL", description = "The model that embeds DATA (default: none).")
    private @Nullable Path model;

    @Option(names = {"-g",
            "--gallery"}, paramLabel = "GALLERY", description = "Shows a gallery's entries (default: none).")
    private @Nullable Path gallery;

    @Option(names = "--embeddings", paramLabel = "X.npy", description = "Shows ready embeddings, as they are (default: none).")
    private @Nullable Path embeddings;

    @Option(names = "--labels", paramLabel = "X.tsv", description = "Their labels: index, tab, label (may be empty), and path where known (default: none).")
    private @Nullable Path labels;

    @Option(names = "--run", paramLabel = "RUN", description = "Shows a training: the folder that arc train wrote (default: none).")
    private @Nullable Path run;

    @Option(names = {"-o", "--out"}, paramLabel = "FILE", description = {
            "Where to write: FILE.html, .png or, for embeddings, .tsv (default: RUN/report.html for a run, else it must be",
            "named)."})
    private @Nullable Path out;

    @Option(names = "--pictures", negatable = true, description = "Whether the page carries small pictures to show at the points, at most 8 MB (default: on).")
    private @Nullable Boolean pictures;

    @Mixin
    private final ProjectionOptions projection = new ProjectionOptions();

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    PlotCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        if (run != null) {
            return showRun(run);
        }
        int sources = (gallery == null ? 0 : 1) + (embeddings == null && labels == null ? 0 : 1)
                + (model == null && inputs.isEmpty() ? 0 : 1);
        if (sources != 1) {
            throw usage("plot one thing: pictures (DATA -m MODEL), a gallery (-g GALLERY),"
                    + " embeddings (--embeddings X.npy --labels X.tsv) or a training (--run RUN)");
        }
        if (model == null && inputs.isEmpty()) {
            IdleOptions.refuse(Objects.requireNonNull(spec), name -> !name.equals("--device"), "embedding pictures",
                    (gallery == null ? "--embeddings" : "--gallery") + " shows what is embedded");
        }
        projection.check();
        Path file = requiredOut();
        try (Stop.Scope _ = stop().scope()) {
            PlotSources reader = new PlotSources(console(), stop(), global().threads());
            PlotSource source = source(reader, PlotFile.of(file).files(file)).limited(projection.limit(),
                    projection.seed());
            ProjectedPlot plot = new ProjectedPlot(source, projection, console(), stop(), global().threads());
            PlotFile.of(file).write(plot.project(), source, !Boolean.FALSE.equals(pictures), file, console(), stop(),
                    global().threads());
            plot.facts().put("out", file.toAbsolutePath().normalize().toString());
            tell(plot.facts(), file);
            return reader.exitCode();
        }
    }

    private PlotSource source(PlotSources reader, List<Path> written) {
        if (gallery != null) {
            return reader.gallery(gallery, data.folders(console().environment()));
        }
        if (embeddings != null || labels != null) {
            if (embeddings == null || labels == null) {
                throw usage("--embeddings and --labels belong together, and one is missing");
            }
            OutputFiles.requireOtherThan(List.of(embeddings, labels), written);
            return reader.files(embeddings, labels, data.folders(console().environment()));
        }
        if (model == null) {
            throw usage("name the model that embeds " + inputs.getFirst() + ": -m MODEL");
        }
        if (inputs.isEmpty()) {
            throw usage("name the pictures to embed: arc plot DATA -m " + model);
        }
        Inputs opened = Inputs.open(inputs, data, console());
        OutputFiles.requireOtherThan(opened.paths(), written);
        return reader.pictures(String.join(", ", inputs), opened.images(), model, device.device(), projection.limit(),
                projection.seed());
    }

    private Path requiredOut() {
        if (out == null) {
            throw usage("name the file to write: -o plot.html, plot.png or plot.tsv");
        }
        PlotFile.of(out);
        return out;
    }

    private int showRun(Path folder) {
        IdleOptions.refuse(Objects.requireNonNull(spec), OF_A_RUN::contains, "embeddings", "--run shows a training");
        if (!inputs.isEmpty()) {
            throw usage("--run shows a training: leave out '" + inputs.getFirst() + "'");
        }
        Path file = out == null ? folder.resolve(RunReport.FILE) : out;
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".html")) {
            RunReport.writePage(folder, file);
        } else if (name.endsWith(".png")) {
            RunReport.writeCurves(folder, file);
        } else {
            throw usage("-o ends in .html or .png, got " + file);
        }
        Map<String, Object> facts = Json.object();
        facts.put("run", folder.toAbsolutePath().normalize().toString());
        facts.put("out", file.toAbsolutePath().normalize().toString());
        tell(facts, file);
        return ExitCode.OK;
    }

    private void tell(Map<String, Object> facts, Path file) {
        if (json.json()) {
            console().json(facts);
        } else {
            console().note("wrote " + file);
        }
    }

    private static ArcException usage(String message) {
        return new ArcException(ArcException.Kind.USAGE, message);
    }
}
