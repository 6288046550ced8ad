package arc.cli;

import arc.cli.command.ArcCommand;
import arc.cli.command.Context;
import arc.cli.command.UsageErrors;
import arc.cli.option.Choice;
import arc.cli.option.GlobalOptions;
import arc.cli.option.PathText;
import arc.cli.output.Console;
import arc.cli.output.ExitCode;
import arc.cli.output.Failures;
import arc.cli.output.StandardError;
import arc.cli.output.StandardOutput;
import arc.cli.output.Terminal;
import arc.cli.signal.Signals;
import arc.cli.signal.Stop;
import picocli.CommandLine;

import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs arc, as a process or within another program. */
public final class Arc {

    private Arc() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        PrintStream err = StandardError.open();
        Stop stop = new Stop();
        Console console = new Console(System.in, StandardOutput.open(), err, Terminal.fromLauncher(), System.getenv());
        Signals.listen(stop, console);
        System.exit(run(args, console, stop));
    }

    /**
     * Runs one command and returns its exit code. Nothing is thrown, and no stream closed.
     *
     * @param args the command and its options, such as {@code search q.png -g photos.arc --json}
     * @param in read where an argument is {@code -}
     * @param out gets results, as UTF-8
     * @param err gets everything else
     */
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        return run(args, new Console(in, out, err, Terminal.NONE, System.getenv()), new Stop());
    }

    static int run(String[] args, Console console, Stop stop) {
        GlobalOptions global = new GlobalOptions();
        CommandLine parser = ArcCommand.parser(new Context(console, global, stop), args);
        StringWriter help = new StringWriter(); // picocli would report a failure to write by itself
        parser.setOut(new PrintWriter(help));
        Choice.register(parser);
        PathText.register(parser);
        parser.setExpandAtFiles(false);
        parser.setParameterExceptionHandler(new UsageErrors(console));
        parser.setExecutionExceptionHandler((e, _, _) -> Failures.report(e, console, global.debug()));
        console.configure(false, false, Choice.colorMode(args));
        parser.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.colorsOut() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        try {
            int exitCode = parser.execute(args);
            console.out().print(help);
            return exitCode == ExitCode.OK ? afterFlush(console) : exitCode;
        } catch (Throwable e) {
            return Failures.report(e, console, global.debug());
        }
    }

    /** Success is said only when the results are out. */
    private static int afterFlush(Console console) {
        console.out().flush();
        if (console.out().checkError()) {
            console.error("cannot write standard output");
            return ExitCode.NOT_WRITABLE;
        }
        return ExitCode.OK;
    }
}
