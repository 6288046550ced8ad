package arc.cli.signal;

import arc.cli.output.Console;
import arc.cli.output.ExitCode;

import java.lang.reflect.Proxy;
import java.util.function.LongSupplier;

/**
 * Listens to Ctrl-C and SIGTERM. Shutdown hooks would not do: they run side by side, and ONNX Runtime's
 * own frees what a batch in flight still uses.
 */
public final class Signals {

    /** What comes sooner after the first is the same wish: timeout(1) signals its child, and then the child's group. */
    private static final long SAME_WISH_NANOS = 500_000_000;

    /** What a signal brings about. */
    enum Answer {
        /** The work ends by itself. */
        WORK_ENDS,
        /** The process ends: nothing has to be finished. */
        PROCESS_ENDS,
        /** The process ends at once, whatever is being finished. */
        AT_ONCE,
        /** Nothing new. */
        NONE
    }

    private final Stop stop;
    private final LongSupplier nanos;
    private long firstNanos;

    Signals(Stop stop, LongSupplier nanos) {
        this.stop = stop;
        this.nanos = nanos;
    }

    /** Listens from now on: the first signal asks the work to stop, a later one ends the process at once. */
    public static void listen(Stop stop, Console console) {
        Signals signals = new Signals(stop, System::nanoTime);
        handle("INT", () -> signals.received(ExitCode.INTERRUPTED, console));
        handle("TERM", () -> signals.received(ExitCode.TERMINATED, console));
    }

    private void received(int exitCode, Console console) {
        switch (answer(exitCode)) {
            case WORK_ENDS -> console.note("stopping; once more to end at once");
            case PROCESS_ENDS -> Runtime.getRuntime().exit(exitCode);
            case AT_ONCE -> Runtime.getRuntime().halt(exitCode);
            case NONE -> {
            }
        }
    }

    /** Decides; every signal comes on a thread of its own. */
    synchronized Answer answer(int exitCode) {
        if (stop.requested()) {
            return nanos.getAsLong() - firstNanos > SAME_WISH_NANOS ? Answer.AT_ONCE : Answer.NONE;
        }
        firstNanos = nanos.getAsLong();
        return stop.request(exitCode) ? Answer.WORK_ENDS : Answer.PROCESS_ENDS;
    }

    /**
     * Calls {@code sun.misc.Signal.handle}. The module jdk.unsupported exports that class because there is
     * no other way; by reflection, because javac warns of its name whatever the annotations say.
     */
    private static void handle(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object listener = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[]{handler},
                    (_, method, _) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                        }
                        return null;
                    });
            signal.getMethod("handle", signal, handler).invoke(null,
                    signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot listen to SIG" + name, e);
        }
    }
}
