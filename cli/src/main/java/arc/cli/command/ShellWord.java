package arc.cli.command;

/** Writes an argument so that a POSIX shell reads it as one word. */
final class ShellWord {

    private ShellWord() {}

    static String of(String argument) {
        return argument.matches("[A-Za-z0-9_@%+=:,./~-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
