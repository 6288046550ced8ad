package arc.cli.command;

import arc.cli.option.GlobalOptions;
import arc.cli.output.Console;
import arc.cli.signal.Stop;

import java.util.concurrent.Callable;

/** Runs a command between the checks and settings that all of them share. */
public abstract class BaseCommand implements Callable<Integer> {

    private final Context context;

    /** Keeps what the command is given. */
    protected BaseCommand(Context context) {
        this.context = context;
    }

    /** Returns where to print. */
    protected final Console console() {
        return context.console();
    }

    /** Returns the options that every command has. */
    protected final GlobalOptions global() {
        return context.global();
    }

    /** Returns whether to end early. */
    protected final Stop stop() {
        return context.stop();
    }

    @Override
    public final Integer call() throws Exception {
        console().configure(global().quiet(), global().verbose(), global().color());
        global().check();
        int exitCode = execute();
        console().out().flush();
        return exitCode;
    }

    /** Does the work and returns the exit code. */
    protected abstract int execute() throws Exception;
}
