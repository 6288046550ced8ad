package arc.cli.command;

import arc.cli.output.Console;
import arc.cli.output.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.List;

/** Reports a request that can't be parsed: what is wrong, what may have been meant, where to read on. */
public final class UsageErrors implements IParameterExceptionHandler {

    private final Console console;

    /** Reports to this console. */
    public UsageErrors(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String message = e instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched) : e.getMessage();
        console.error(
                uncapitalised(message) + "\nsee: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    /** Brings picocli's sentences into the form of ours. */
    private static String uncapitalised(String message) {
        boolean sentence = message.length() > 1 && Character.isLowerCase(message.charAt(1));
        return sentence ? Character.toLowerCase(message.charAt(0)) + message.substring(1) : message;
    }

    private static String unmatched(UnmatchedArgumentException e) {
        String argument = e.getUnmatched().getFirst();
        CommandLine command = e.getCommandLine();
        boolean expectsCommand = command.getParent() == null || !command.getSubcommands().isEmpty();
        String what = argument.startsWith("-") && argument.length() > 1
                ? "unknown option "
                : expectsCommand ? "unknown command " : "unexpected argument ";
        List<String> suggestions = e.getSuggestions();
        return what + "'" + argument + "'"
                + (suggestions.isEmpty() ? "" : "; did you mean " + String.join(" or ", suggestions) + "?");
    }
}
