package arc.cli.command;

import arc.cli.output.Console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Asks whoever sits at the terminal whether to go on. */
final class Question {

    private final Console console;

    Question(Console console) {
        this.console = console;
    }

    /** Says whether somebody can see the question and answer it. */
    boolean canBeAsked() {
        return console.terminal().in() && console.terminal().err();
    }

    /** Asks; only y and yes, in any case, are a yes. */
    boolean ask(String question) {
        console.ask(question + " [y/N] ");
        String answer = line().strip();
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }

    private String line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int b = console.in().read(); b >= 0 && b != '\n'; b = console.in().read()) {
                line.write(b);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
