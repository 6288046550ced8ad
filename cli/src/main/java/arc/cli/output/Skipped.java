package arc.cli.output;

import arc.infer.ArcException;

/** Counts the inputs that a command had to pass over, and tells of the first of them. */
public final class Skipped {

    private static final int TOLD = 10;

    private final Console console;
    private int count;

    /** Tells on this console. */
    public Skipped(Console console) {
        this.console = console;
    }

    /** Notes one input; {@code reason} names it. */
    public void add(String reason) {
        count++;
        if (count <= TOLD || console.isVerbose()) {
            console.warn("skipped " + reason);
        }
    }

    /** Returns how many were skipped. */
    public int count() {
        return count;
    }

    /**
     * Ends the count.
     *
     * @param inputs how many there were
     * @return the exit code that stands for it
     * @throws ArcException when every input was skipped
     */
    public int exitCode(int inputs) {
        if (count == 0) {
            return ExitCode.OK;
        }
        if (count == inputs) {
            throw new ArcException(
                    inputs == 1 ? "the only input was skipped" : "every one of the " + inputs + " inputs was skipped");
        }
        if (count > TOLD && !console.isVerbose()) {
            console.warn("skipped " + (count - TOLD) + " more; --verbose names them all");
        }
        return ExitCode.SOME_SKIPPED;
    }
}
