package arc.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.List;
import java.util.Objects;

/** Is {@code arc} itself: it does nothing without one of its commands. */
@Command(name = "arc", header = "Trains image embeddings, and searches pictures by them.", synopsisSubcommandLabel = "COMMAND", exitCodeListHeading = "%nExit codes:%n", exitCodeList = {
        "0:done", "1:failed", "2:malformed request", "3:done, but some of several inputs were skipped",
        "4:model and gallery, or dimensions, don't fit", "5:gallery locked by another process",
        "6:disk full or not writable", "130, 143:stopped by Ctrl-C, by SIGTERM"}, footer = {
                "  arc quickstart          train, export, index, evaluate and search: all of it, on bundled MNIST",
                "  arc COMMAND --help      examples, and every option with its default"})
public final class ArcCommand implements Runnable {

    private static final String HELP = "help";

    /** The commands, in the order of the help. */
    private static final List<String> COMMANDS = List.of("quickstart", "train", "plot", "tensor", "embed", "index",
            "search", "evaluate", "calibrate", "delete", "check", "compact", "duplicates", "export", "merge", "card",
            "info", "data", "doctor", HELP);

    @Spec
    private @Nullable CommandSpec spec;

    private ArcCommand() {}

    /**
     * Builds the parser.
     *
     * @param args what it is to parse: of all commands only the one that they begin with, where they do, is built, since
     *     that takes a tenth of the time
     */
    public static CommandLine parser(Context context, String... args) {
        CommandLine arc = new CommandLine(new ArcCommand());
        arc.addMixin("global", context.global());
        boolean one = args.length > 0 && COMMANDS.contains(args[0]) && !args[0].equals(HELP);
        for (String name : one ? List.of(args[0]) : COMMANDS) {
            arc.addSubcommand(command(name, context));
        }
        HelpLayout.apply(arc, context.console().terminal().columns());
        return arc;
    }

    private static Object command(String name, Context context) {
        return switch (name) {
            case "quickstart" -> new QuickstartCommand(context);
            case "train" -> new TrainCommand(context);
            case "plot" -> new PlotCommand(context);
            case "tensor" -> new TensorCommand(context);
            case "embed" -> new EmbedCommand(context);
            case "index" -> new IndexCommand(context);
            case "search" -> new SearchCommand(context);
            case "evaluate" -> new EvaluateCommand(context);
            case "calibrate" -> new CalibrateCommand(context);
            case "delete" -> new DeleteCommand(context);
            case "check" -> new CheckCommand(context);
            case "compact" -> new CompactCommand(context);
            case "duplicates" -> new DuplicatesCommand(context);
            case "export" -> new ExportCommand(context);
            case "merge" -> new MergeCommand(context);
            case "card" -> new CardCommand(context);
            case "info" -> new InfoCommand(context);
            case "data" -> new CommandLine(new DataCommand()).addSubcommand(new DataListCommand(context))
                    .addSubcommand(new DataExportCommand(context));
            case "doctor" -> new DoctorCommand(context);
            case HELP -> new HelpCommand(context);
            default -> throw new IllegalArgumentException("no command " + name);
        };
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }
}
