package arc.cli.output;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * Holds the streams of one run and how to write to them: results to {@link #out}, everything else to
 * standard error.
 */
public final class Console {

    private static final String PREFIX = "arc: ";
    private static final String INDENT = " ".repeat(PREFIX.length());

    /** Takes a progress bar off the line that a message goes to. */
    static final String CLEAR_LINE = "\r\u001b[K";

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final Map<String, String> environment;
    private boolean quiet;
    private boolean verbose;
    private ColorMode colorMode = ColorMode.AUTO;

    /** Wraps the streams; closing them stays with the caller. */
    public Console(InputStream in, PrintStream out, PrintStream err, Terminal terminal,
            Map<String, String> environment) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
    }

    /** Says how much to tell, and whether in color. */
    public void configure(boolean beQuiet, boolean beVerbose, ColorMode color) {
        quiet = beQuiet;
        verbose = beVerbose;
        colorMode = color;
    }

    /** Returns standard input. */
    public InputStream in() {
        return in;
    }

    /** Returns standard output, for results. */
    public PrintStream out() {
        return out;
    }

    /** Returns standard error. */
    public PrintStream err() {
        return err;
    }

    /** Returns what is a terminal. */
    public Terminal terminal() {
        return terminal;
    }

    /** Returns the environment variables. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Tells whether details are wanted. */
    public boolean isVerbose() {
        return verbose;
    }

    /** Tells whether standard output gets color. */
    public boolean colorsOut() {
        return colorMode.colors(terminal.out(), environment);
    }

    /** Tells whether standard error gets color. */
    public boolean colorsErr() {
        return colorMode.colors(terminal.err(), environment);
    }

    /** Prints a line of the result. */
    public void line(String text) {
        out.print(text + "\n");
    }

    /** Prints a line of the result that stands above others. */
    public void heading(String text) {
        String visible = Visible.line(text);
        line(colorsOut() ? "\u001b[1m" + visible + "\u001b[0m" : visible);
    }

    /** Prints a table as the result. */
    public void table(Table table) {
        table.lines(colorsOut()).forEach(this::line);
    }

    /** Prints one JSON object as one line of the result, and lets its reader have it now. */
    public void json(Map<String, ?> object) {
        line(Json.write(object));
        out.flush();
    }

    /** Tells how the work goes, in one line on standard error; not with {@code --quiet}. */
    public void note(String text) {
        if (!quiet) {
            message(Visible.line(text), "");
        }
    }

    /** Tells a detail, in one line on standard error; only with {@code --verbose}. */
    public void detail(String text) {
        if (verbose) {
            message(Visible.line(text), "2");
        }
    }

    /** Warns of what may surprise, in one line on standard error; not with {@code --quiet}. */
    public void warn(String text) {
        if (!quiet) {
            message(Visible.line("warning: " + text), "33");
        }
    }

    /** Reports a failure: its first line behind {@code arc: }, the others indented. */
    public void error(String text) {
        message(Visible.lines(text), "31");
    }

    /** Asks on standard error, and stays on its line. */
    public void ask(String question) {
        err.print(Visible.line(question));
        err.flush();
    }

    /** Shows progress towards {@code total} on standard error where that is a terminal; nothing elsewhere. */
    public Progress progress(String task, long total) {
        return quiet || !terminal.err() ? Progress.hidden() : Progress.bar(task, total, err, terminal.columns());
    }

    private void message(String text, String sgr) {
        List<String> lines = text.lines().toList();
        boolean colors = colorsErr() && !sgr.isEmpty();
        StringBuilder message = new StringBuilder(terminal.err() ? CLEAR_LINE : "");
        for (int i = 0; i < lines.size(); i++) {
            String line = (i == 0 ? PREFIX : INDENT) + lines.get(i);
            message.append(colors ? "\u001b[" + sgr + "m" + line + "\u001b[0m" : line).append('\n');
        }
        err.print(message);
        err.flush();
    }
}
