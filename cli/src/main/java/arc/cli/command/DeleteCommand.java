package arc.cli.command;

import arc.cli.option.FilterOption;
import arc.cli.option.GalleryOption;
import arc.cli.option.JsonOption;
import arc.cli.output.Json;
import arc.cli.output.Skipped;
import arc.cli.output.Table;
import arc.index.Filter;
import arc.index.GallerySearcher;
import arc.index.GalleryWriter;
import arc.infer.ArcException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Map;

/** Takes entries out of a gallery. */
@Command(name = "delete", header = "Takes entries out of a gallery; the pictures stay where they are.", footer = {
        "  arc delete photos/blurred.jpg -g photos.arc", "  arc delete --filter 'year<2010' -g photos.arc --dry-run",
        "  arc delete -g photos.arc --force -- -x.png"}, description = {
                "An id (or its first 8 or more characters) takes out the entry, a path that path only, and the entry when none is",
                "left. A filter takes out whole entries, copies at other paths included. Asks on a terminal; elsewhere --force must",
                "say that it is meant. The same pictures are back when they are indexed again."})
final class DeleteCommand extends BaseCommand {

    @Parameters(paramLabel = "ID|PATH", arity = "0..*", description = "What to take out.")
    private List<String> names = List.of();

    @Mixin
    private final GalleryOption gallery = new GalleryOption();

    @Mixin
    private final FilterOption filter = new FilterOption();

    @Option(names = "--force", description = "Don't ask.")
    private boolean force;

    @Option(names = "--dry-run", description = "Tell what would happen; write nothing.")
    private boolean dryRun;

    @Mixin
    private final JsonOption json = new JsonOption();

    /**
     * Sums up.
     *
     * @param entries gone
     * @param paths gone
     * @param left entries that are left
     */
    private record Outcome(int entries, int paths, int left) {}

    DeleteCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        List<Filter> filters = filter.filters();
        if (names.isEmpty() == filters.isEmpty()) {
            throw new ArcException(ArcException.Kind.USAGE, names.isEmpty()
                    ? "nothing to delete: name ids or paths, or --filter entries"
                    : "entries are either named or chosen by --filter, not both");
        }
        Question question = new Question(console());
        if (!force && !dryRun && !question.canBeAsked()) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "delete asks on a terminal, and this is none: add --force, or --dry-run to see what it would do");
        }
        Skipped skipped = new Skipped(console());
        Deletion deletion;
        int entries;
        try (GallerySearcher searcher = GallerySearcher.open(gallery.folder(), global().threads())) {
            deletion = filters.isEmpty()
                    ? Deletion.of(searcher, names, skipped)
                    : Deletion.of(searcher, filters);
            entries = searcher.entries();
        }
        int exitCode = skipped.exitCode(names.size());
        Outcome planned = new Outcome(deletion.entries(), deletion.paths(), entries - deletion.entries());
        if (!force && !dryRun && planned.paths() > 0 && !question.ask("delete " + planned.entries() + " entries, "
                + planned.paths() + " paths in all, from gallery " + gallery.folder() + "?")) {
            throw new ArcException("nothing was deleted");
        }
        tell(dryRun || planned.paths() == 0 ? planned : delete(deletion), skipped.count());
        return exitCode;
    }

    private Outcome delete(Deletion deletion) {
        try (GalleryWriter writer = GalleryWriter.open(gallery.folder())) {
            int before = writer.entries();
            int paths = deletion.apply(writer);
            return new Outcome(before - writer.entries(), paths, writer.entries());
        }
    }

    private void tell(Outcome outcome, int skipped) {
        if (json.json()) {
            Map<String, Object> facts = Json.object();
            facts.put("gallery", gallery.text());
            facts.put("removed_entries", outcome.entries());
            facts.put("removed_paths", outcome.paths());
            facts.put("skipped", skipped);
            facts.put("entries", outcome.left());
            console().json(facts);
        } else {
            Table table = new Table(" removed entries", " removed paths", " entries");
            table.row(outcome.entries(), outcome.paths(), outcome.left());
            console().table(table);
        }
        if (dryRun) {
            console().note("nothing was written: --dry-run");
        }
    }
}
