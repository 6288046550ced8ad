package arc.cli.command;

import arc.cli.option.JsonOption;
import arc.cli.output.ExitCode;
import arc.cli.output.Json;
import arc.cli.report.RunReport;
import arc.infer.ArcException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Shows a training run. */
@Command(name = "plot", header = "Shows a training run: curves, confusion, worst images.", footer = {
        "  arc plot --run run", "  arc plot --run run -o curves.png",
        "  arc plot --run run -o report.html --json"}, description = {
                "A page (.html) has the curves, the confusion and the worst validation images, and needs no other file;",
                "a picture (.png) has the curves. The run may go on, or have failed: what there is yet is shown."})
final class PlotCommand extends BaseCommand {

    @Option(names = "--run", required = true, paramLabel = "RUN", description = "Folder that arc train wrote (required).")
    private Path run = Path.of("");

    @Option(names = {"-o",
            "--out"}, paramLabel = "FILE", description = "Where to write: FILE.html or FILE.png (default: RUN/report.html).")
    private @Nullable Path out;

    @Mixin
    private final JsonOption json = new JsonOption();

    PlotCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        Path file = out == null ? run.resolve(RunReport.FILE) : out;
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".html")) {
            RunReport.writePage(run, file);
        } else if (name.endsWith(".png")) {
            RunReport.writeCurves(run, file);
        } else {
            throw new ArcException(ArcException.Kind.USAGE, "-o ends in .html or .png, got " + file);
        }
        tell(file);
        return ExitCode.OK;
    }

    private void tell(Path file) {
        if (json.json()) {
            Map<String, Object> facts = Json.object();
            facts.put("run", run.toAbsolutePath().normalize().toString());
            facts.put("out", file.toAbsolutePath().normalize().toString());
            console().json(facts);
        } else {
            console().note("wrote " + file);
        }
    }
}
