package arc.cli.command;

import arc.cli.option.JsonOption;
import arc.cli.output.ExitCode;
import arc.cli.output.Json;
import arc.cli.output.Progress;
import arc.cli.output.Table;
import arc.cli.signal.Stop;
import arc.index.GalleryMerge;
import arc.index.IndexReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Puts several galleries into one. */
@Command(name = "merge", header = "Puts the entries of galleries of one model into one gallery.", footer = {
        "  arc merge january.arc february.arc -g year.arc", "  arc merge laptop.arc -g photos.arc"}, description = {
                "The galleries that are merged stay as they are. A content that is in several becomes one entry with all its paths;",
                "of different contents at one path, that of the gallery named last counts. Stopped on the way, the same command",
                "goes on."})
final class MergeCommand extends BaseCommand {

    @Parameters(paramLabel = "FROM", arity = "1..*", description = "Galleries to take the entries of.")
    private List<Path> galleries = List.of();

    @Option(names = {"-g",
            "--gallery"}, required = true, paramLabel = "GALLERY", description = "The gallery that gets them; created when it is not there (required).")
    private Path target = Path.of("");

    @Mixin
    private final JsonOption json = new JsonOption();

    MergeCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        GalleryMerge merge = GalleryMerge.of(galleries, target);
        IndexReport report;
        try (Stop.Scope _ = stop().scope(); Progress progress = console().progress("merging", merge.entries())) {
            report = merge.run(progress::stepTo, stop()::requested);
        }
        if (json.json()) {
            console().json(facts(report));
        } else {
            Table table = new Table(" added", " updated", " unchanged", " entries");
            table.row(report.added(), report.updated(), report.unchanged(), report.entries());
            console().table(table);
        }
        if (report.stopped()) {
            stop().throwIfRequested(
                    "stopped; what was done until then is kept, and the same command goes on from there");
        }
        return ExitCode.OK;
    }

    private Map<String, Object> facts(IndexReport report) {
        Map<String, Object> facts = Json.object();
        facts.put("gallery", target.toAbsolutePath().normalize().toString());
        facts.put("added", report.added());
        facts.put("updated", report.updated());
        facts.put("unchanged", report.unchanged());
        facts.put("entries", report.entries());
        facts.put("seconds", report.seconds());
        return facts;
    }
}
