package arc.cli.output;

/**
 * Tells which standard streams are terminals. The launcher looks before the JVM starts, because inside
 * it standard error may already be a pipe.
 *
 * @param in whether standard input is a terminal
 * @param out whether standard output is
 * @param err whether standard error is
 * @param columns width in characters, {@value #MIN_COLUMNS} to {@value #MAX_COLUMNS}
 */
public record Terminal(boolean in, boolean out, boolean err, int columns) {

    /** Property with the descriptors that are terminals, such as {@code 02}. */
    public static final String STREAMS_PROPERTY = "arc.terminal";

    /** Property with the width of the terminal; may be empty. */
    public static final String COLUMNS_PROPERTY = "arc.terminal.columns";

    private static final int MIN_COLUMNS = 60;
    private static final int MAX_COLUMNS = 120;
    private static final int DEFAULT_COLUMNS = 100;

    /** Stands for streams that are files, pipes or buffers. */
    public static final Terminal NONE = new Terminal(false, false, false, DEFAULT_COLUMNS);

    /** Brings the width into range. */
    public Terminal {
        columns = Math.clamp(columns, MIN_COLUMNS, MAX_COLUMNS);
    }

    /** Reads what the launcher found. */
    public static Terminal fromLauncher() {
        String streams = System.getProperty(STREAMS_PROPERTY, "");
        String columns = System.getProperty(COLUMNS_PROPERTY, "");
        return new Terminal(streams.contains("0"), streams.contains("1"), streams.contains("2"),
                columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : DEFAULT_COLUMNS);
    }
}
