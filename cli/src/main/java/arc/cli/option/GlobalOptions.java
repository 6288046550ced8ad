package arc.cli.option;

import arc.cli.output.ColorMode;
import arc.infer.ArcException;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Holds the options that every command has, before or after its name. */
public final class GlobalOptions {

    /** Threads by default: one a core. */
    public static final int ALL_CORES = 0;

    /** Most threads: beyond any machine's cores, and far below what exhausts a machine. */
    public static final int MAX_THREADS = 1024;

    @Option(names = {"-q", "--quiet"}, scope = ScopeType.INHERIT, description = "Print results and errors only.")
    private boolean quiet;

    @Option(names = {"-v", "--verbose"}, scope = ScopeType.INHERIT, description = "Print more about what happens.")
    private boolean verbose;

    @Option(names = "--color", paramLabel = "WHEN", defaultValue = "auto", scope = ScopeType.INHERIT, description = "Color: auto, always or never (default: ${DEFAULT-VALUE}; NO_COLOR turns auto off).")
    private ColorMode color = ColorMode.AUTO;

    @Option(names = "--threads", paramLabel = "N", defaultValue = ""
            + ALL_CORES, scope = ScopeType.INHERIT, description = "Threads to compute with, up to " + MAX_THREADS
                    + "; 0 stands for one a core (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of a failure.")
    private boolean debug;

    @SuppressWarnings("UnusedVariable") // picocli looks at the options, not at their fields
    @Option(names = {"-h",
            "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help and exit.")
    private boolean help;

    @SuppressWarnings("UnusedVariable")
    @Option(names = "--version", versionHelp = true, scope = ScopeType.INHERIT, description = "Show the version and exit.")
    private boolean version;

    /** Tells whether only results and errors are wanted. */
    public boolean quiet() {
        return quiet;
    }

    /** Tells whether details are wanted. */
    public boolean verbose() {
        return verbose;
    }

    /** Returns when to color. */
    public ColorMode color() {
        return color;
    }

    /** Tells whether failures come with their stack traces. */
    public boolean debug() {
        return debug;
    }

    /** Returns the number of threads to compute with, at least 1. */
    public int threads() {
        return threads == ALL_CORES ? Runtime.getRuntime().availableProcessors() : threads;
    }

    /** Checks the values. */
    public void check() {
        if (threads < ALL_CORES || threads > MAX_THREADS) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "--threads must be " + ALL_CORES + " to " + MAX_THREADS + ", got " + threads);
        }
        if (quiet && verbose) {
            throw new ArcException(ArcException.Kind.USAGE, "--quiet and --verbose contradict each other");
        }
    }
}
