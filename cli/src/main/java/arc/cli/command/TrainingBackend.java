package arc.cli.command;

import arc.cli.output.Console;
import arc.train.net.Compute;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Starts what training computes with. */
final class TrainingBackend {

    private TrainingBackend() {}

    /**
     * Starts DL4J's backend. One built for CUDA prints a stack trace where CUDA is missing, and goes on on the CPU; that
     * is told in one line, with {@code --verbose}.
     *
     * @return why CUDA is not used; empty where it is, and where arc was built without it
     */
    static String start(Console console) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        boolean cpu;
        try {
            cpu = Compute.isCpu();
        } finally {
            System.setErr(before);
        }
        String problem = cpu ? printed.toString(StandardCharsets.UTF_8).lines().findFirst().orElse("") : "";
        if (!problem.isEmpty()) {
            console.detail("training goes on on the CPU: " + problem);
        }
        return problem;
    }
}
