package arc.cli.option;

import picocli.CommandLine.Option;

/** Holds the choice between tables for people and JSON for scripts. */
public final class JsonOption {

    @Option(names = "--json", description = "Print JSON, one object a line, instead of a table.")
    private boolean json;

    /** Tells whether JSON is wanted. */
    public boolean json() {
        return json;
    }
}
