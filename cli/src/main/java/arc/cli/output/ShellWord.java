package arc.cli.output;

/** Writes an argument so that a POSIX shell reads it as one word. */
public final class ShellWord {

    private ShellWord() {}

    /** Returns the argument, in quotes where it needs them. */
    public static String of(String argument) {
        return argument.matches("[A-Za-z0-9_@%+=:,./~-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
