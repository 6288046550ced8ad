package arc.cli.option;

import arc.index.Filter;
import picocli.CommandLine.Option;

import java.util.List;

/** Holds which entries a command is about. */
public final class FilterOption {

    @Option(names = "--filter", paramLabel = "FILTER", description = "Take the entries for which KEY OP VALUE holds, as in search (label=7,8 is one of them, \\, a comma in a value); several must all hold (default: none).")
    private List<String> filters = List.of();

    /** Returns the filters; none where none was typed. */
    public List<Filter> filters() {
        return filters.stream().map(Filter::parse).toList();
    }
}
