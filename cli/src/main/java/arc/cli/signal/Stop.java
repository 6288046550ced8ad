package arc.cli.signal;

/**
 * Carries a request to stop from the signal to the work. Work that has something to finish or to clean
 * up opens a {@link #scope()} and looks at {@link #requested()} between two steps; without an open scope
 * the process just ends.
 */
public final class Stop {

    /** An open scope: until it is closed, the work itself decides when it ends. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    private volatile int exitCode;
    private int scopes;

    /** Tells whether the work is to stop. */
    public boolean requested() {
        return exitCode != 0;
    }

    /** Returns 128 + the number of the signal that asked; 0 as long as none did. */
    public int exitCode() {
        return exitCode;
    }

    /**
     * Ends the work when that is wanted.
     *
     * @param state says what is left behind, such as {@code "stopped; 1200 images are indexed"}
     * @throws StoppedException when a stop is requested
     */
    public void throwIfRequested(String state) {
        if (requested()) {
            throw new StoppedException(exitCode, state);
        }
    }

    /** Begins work that ends by itself when asked to. */
    public synchronized Scope scope() {
        scopes++;
        return this::leave;
    }

    private synchronized void leave() {
        scopes--;
    }

    /**
     * Asks the work to stop.
     *
     * @return whether some work will; if not, the caller ends the process
     */
    public synchronized boolean request(int code) {
        exitCode = code;
        return scopes > 0;
    }
}
