package arc.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

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
    private static final Map<String, Function<Context, Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("quickstart", QuickstartCommand::new);
        COMMANDS.put("train", TrainCommand::new);
        COMMANDS.put("plot", PlotCommand::new);
        COMMANDS.put("tensor", TensorCommand::new);
        COMMANDS.put("embed", EmbedCommand::new);
        COMMANDS.put("index", IndexCommand::new);
        COMMANDS.put("search", SearchCommand::new);
        COMMANDS.put("evaluate", EvaluateCommand::new);
        COMMANDS.put("calibrate", CalibrateCommand::new);
        COMMANDS.put("delete", DeleteCommand::new);
        COMMANDS.put("check", CheckCommand::new);
        COMMANDS.put("compact", CompactCommand::new);
        COMMANDS.put("duplicates", DuplicatesCommand::new);
        COMMANDS.put("export", ExportCommand::new);
        COMMANDS.put("merge", MergeCommand::new);
        COMMANDS.put("card", CardCommand::new);
        COMMANDS.put("info", InfoCommand::new);
        COMMANDS.put("data", context -> new CommandLine(new DataCommand()).addSubcommand(new DataListCommand(context))
                .addSubcommand(new DataExportCommand(context)));
        COMMANDS.put("doctor", DoctorCommand::new);
        COMMANDS.put(HELP, HelpCommand::new);
    }

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
        boolean one = args.length > 0 && COMMANDS.containsKey(args[0]) && !args[0].equals(HELP);
        COMMANDS.forEach((name, command) -> {
            if (!one || name.equals(args[0])) {
                arc.addSubcommand(command.apply(context));
            }
        });
        HelpLayout.apply(arc, context.console().terminal().columns());
        return arc;
    }

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing");
    }
}
