package arc.cli.command;

import arc.cli.option.GalleryOption;
import arc.cli.option.JsonOption;
import arc.cli.output.ExitCode;
import arc.cli.output.Json;
import arc.cli.output.Progress;
import arc.cli.output.Table;
import arc.index.DuplicateGroup;
import arc.index.GalleryEntry;
import arc.index.GallerySearcher;
import arc.index.NearDuplicates;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds pictures that are in a gallery more than once. */
@Command(name = "duplicates", header = "Finds copies, and pictures that look much the same.", footer = {
        "  arc duplicates -g photos.arc", "  arc duplicates -g photos.arc --min-cosine 0.99 --json"}, description = {
                "Copies have the same bytes: one entry with several paths. With --min-cosine, entries that hang together by pairs",
                "of at least that cosine are grouped as well; every entry is compared with every other one."})
final class DuplicatesCommand extends BaseCommand {

    @Mixin
    private final GalleryOption gallery = new GalleryOption();

    @Option(names = "--min-cosine", paramLabel = "X", description = "Also group entries of other content that are at least this near (default: copies only).")
    private @Nullable Double minCosine;

    @Mixin
    private final JsonOption json = new JsonOption();

    DuplicatesCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        try (GallerySearcher searcher = GallerySearcher.open(gallery.folder(), global().threads())) {
            List<DuplicateGroup> near = minCosine == null || searcher.entries() == 0
                    ? List.of()
                    : near(searcher, minCosine);
            List<GalleryEntry> copies = searcher.entries(List.of()).stream().filter(entry -> entry.paths().size() > 1)
                    .toList();
            if (json.json()) {
                console().json(facts(copies, near));
            } else {
                print(copies, near);
            }
        }
        return ExitCode.OK;
    }

    private List<DuplicateGroup> near(GallerySearcher searcher, double least) {
        try (Progress progress = console().progress("comparing", searcher.entries())) {
            return NearDuplicates.find(searcher, least, global().threads(), progress::stepTo);
        }
    }

    private Map<String, Object> facts(List<GalleryEntry> copies, List<DuplicateGroup> near) {
        Map<String, Object> facts = Json.object();
        facts.put("gallery", gallery.text());
        facts.put("exact", copies.stream().map(DuplicatesCommand::entry).toList());
        facts.put("near",
                near.stream().map(group -> group.members().stream().map(DuplicatesCommand::member).toList()).toList());
        return facts;
    }

    private static Map<String, Object> entry(GalleryEntry entry) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", entry.id());
        object.put("paths", entry.paths());
        object.put("label", entry.label());
        return object;
    }

    private static Map<String, Object> member(DuplicateGroup.Member member) {
        Map<String, Object> object = entry(member.entry());
        object.put("cosine", member.cosine());
        return object;
    }

    /** One line a path, so that what is printed can be cut into columns. */
    private void print(List<GalleryEntry> copies, List<DuplicateGroup> near) {
        Table table = new Table(" group", " cosine", "label", "path");
        int group = 0;
        for (GalleryEntry entry : copies) {
            group++;
            addRows(table, group, "copy", entry);
        }
        for (DuplicateGroup similar : near) {
            group++;
            for (DuplicateGroup.Member member : similar.members()) {
                addRows(table, group, String.format(Locale.ROOT, "%.4f", member.cosine()), member.entry());
            }
        }
        if (group > 0) {
            console().table(table);
        }
        console().note(group == 0 ? "no duplicates" : group + (group == 1 ? " group" : " groups"));
    }

    private static void addRows(Table table, int group, String cosine, GalleryEntry entry) {
        entry.paths()
                .forEach(path -> table.row(group, cosine, entry.label() == null ? "" : entry.label(), path));
    }
}
