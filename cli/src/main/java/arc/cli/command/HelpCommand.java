package arc.cli.command;

import arc.cli.output.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.List;
import java.util.Objects;

/** Shows the help of a command, as {@code arc COMMAND --help} does. */
@Command(name = "help", header = "Shows the help of a command.", footer = {"  arc help", "  arc help search"})
final class HelpCommand extends BaseCommand {

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command to explain (default: arc itself).")
    private List<String> names = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    HelpCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        CommandLine command = Objects.requireNonNull(spec).root().commandLine();
        for (String name : names) {
            CommandLine sub = command.getSubcommands().get(name);
            if (sub == null) {
                throw new UnmatchedArgumentException(command, List.of(name));
            }
            command = sub;
        }
        console().out().print(command.getUsageMessage(command.getColorScheme()));
        return ExitCode.OK;
    }
}
