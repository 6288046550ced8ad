package arc.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.Objects;

/** Is {@code arc} itself: it does nothing without one of its commands. */
@Command(name = "arc", header = "Trains image embeddings, and searches pictures by them.", synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:done", "1:failed", "2:malformed request", "3:done, but some of several inputs were skipped",
        "4:model and gallery, or dimensions, don't fit", "5:gallery locked by another process",
        "6:disk full or not writable", "130, 143:stopped by Ctrl-C, by SIGTERM"}, footer = {
                "  arc quickstart          train, export, index, evaluate and search: all of it, on bundled MNIST",
                "  arc COMMAND --help      examples, and every option with its default"})
public final class ArcCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private ArcCommand() {}

    /** Builds the parser with all commands. */
    public static CommandLine parser(Context context) {
        CommandLine arc = new CommandLine(new ArcCommand());
        arc.addMixin("global", context.global());
        arc.addSubcommand(new QuickstartCommand(context));
        arc.addSubcommand(new TrainCommand(context));
        arc.addSubcommand(new PlotCommand(context));
        arc.addSubcommand(new TensorCommand(context));
        arc.addSubcommand(new EmbedCommand(context));
        arc.addSubcommand(new IndexCommand(context));
        arc.addSubcommand(new SearchCommand(context));
        arc.addSubcommand(new EvaluateCommand(context));
        arc.addSubcommand(new CalibrateCommand(context));
        arc.addSubcommand(new DeleteCommand(context));
        arc.addSubcommand(new CheckCommand(context));
        arc.addSubcommand(new CompactCommand(context));
        arc.addSubcommand(new DuplicatesCommand(context));
        arc.addSubcommand(new ExportCommand(context));
        arc.addSubcommand(new MergeCommand(context));
        arc.addSubcommand(new CardCommand(context));
        arc.addSubcommand(new InfoCommand(context));
        arc.addSubcommand(new CommandLine(new DataCommand()).addSubcommand(new DataListCommand(context))
                .addSubcommand(new DataExportCommand(context)));
        arc.addSubcommand(new DoctorCommand(context));
        arc.addSubcommand(new HelpCommand(context));
        HelpLayout.apply(arc, context.console().terminal().columns());
        return arc;
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }
}
