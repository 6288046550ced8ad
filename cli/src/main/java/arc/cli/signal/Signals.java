package arc.cli.signal;

import arc.cli.output.Console;
import arc.cli.output.ExitCode;

import java.lang.reflect.Proxy;

/**
 * Listens to Ctrl-C and SIGTERM. Shutdown hooks would not do: they run side by side, and ONNX Runtime's
 * own frees what a batch in flight still uses.
 */
public final class Signals {

    private Signals() {}

    /** Listens from now on: the first signal asks the work to stop, the second ends the process at once. */
    public static void listen(Stop stop, Console console) {
        handle("INT", () -> received(stop, ExitCode.INTERRUPTED, console));
        handle("TERM", () -> received(stop, ExitCode.TERMINATED, console));
    }

    private static void received(Stop stop, int exitCode, Console console) {
        if (stop.requested()) {
            Runtime.getRuntime().halt(exitCode);
        }
        if (stop.request(exitCode)) {
            console.note("stopping; once more to end at once");
        } else {
            Runtime.getRuntime().exit(exitCode);
        }
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
