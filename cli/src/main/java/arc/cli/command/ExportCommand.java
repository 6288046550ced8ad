package arc.cli.command;

import arc.cli.option.FilterOption;
import arc.cli.option.GalleryOption;
import arc.cli.option.JsonOption;
import arc.cli.output.ExitCode;
import arc.cli.output.Json;
import arc.cli.output.Progress;
import arc.index.GalleryEntry;
import arc.index.GallerySearcher;
import arc.infer.ArcException;
import arc.infer.embedding.EmbeddingRow;
import arc.infer.embedding.EmbeddingTableWriter;
import arc.infer.embedding.Npy;
import arc.infer.file.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes what is in a gallery to files that other programs read. */
@Command(name = "export", header = "Writes a gallery's embeddings to X.npy, and what is known of them to X.tsv.", footer = {
        "  arc export -g photos.arc -o photos.npy", "  arc export -g photos.arc -o cats.npy --filter label=cat",
        "  arc index --embeddings photos.npy --labels photos.tsv -g again.arc"}, description = {
                "X.npy: float32 [N, D], ordered by id. X.tsv: index (row), id, path, label, a column for each metadata column, and",
                "paths, a JSON list, where a picture has copies. What is said of a picture is what is said at its first path."})
final class ExportCommand extends BaseCommand {

    private static final String NPY = ".npy";

    @Mixin
    private final GalleryOption gallery = new GalleryOption();

    @Option(names = {"-o",
            "--out"}, required = true, paramLabel = "X.npy", description = "Where to write; X.tsv comes beside it (required).")
    private Path out = Path.of("");

    @Mixin
    private final FilterOption filter = new FilterOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    ExportCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        String name = String.valueOf(out.getFileName());
        if (!name.endsWith(NPY) || name.equals(NPY)) {
            throw new ArcException(ArcException.Kind.USAGE, "-o ends in .npy, got " + out);
        }
        Path table = out.resolveSibling(name.substring(0, name.length() - NPY.length()) + ".tsv");
        int dimension;
        List<GalleryEntry> entries;
        try (GallerySearcher searcher = GallerySearcher.open(gallery.folder(), global().threads())) {
            dimension = searcher.manifest().dimension();
            entries = searcher.entries(filter.filters());
            if (entries.isEmpty()) {
                throw new ArcException("there is nothing to export: " + (searcher.entries() == 0
                        ? "gallery " + gallery.folder() + " is empty"
                        : "no entry matches the filter"));
            }
            List<EmbeddingRow> rows = entries.stream().map(ExportCommand::row).toList();
            EmbeddingTableWriter.leftOut(rows).forEach(column -> console()
                    .warn("metadata '" + column + "' are left out: the table has a column of that name"));
            writeMatrix(searcher, entries, dimension);
            EmbeddingTableWriter.write(table, rows);
        }
        tell(entries.size(), dimension, table);
        return ExitCode.OK;
    }

    private static EmbeddingRow row(GalleryEntry entry) {
        return new EmbeddingRow(entry.id(), entry.paths(), entry.label(), entry.metadata());
    }

    private void writeMatrix(GallerySearcher searcher, List<GalleryEntry> entries, int dimension) {
        try (Progress progress = console().progress("exporting", entries.size())) {
            AtomicFile.write(out, file -> {
                Npy.writeHeader(file, entries.size(), dimension);
                int done = 0;
                for (GalleryEntry entry : entries) {
                    Npy.writeFloats(file, searcher.embedding(entry.id()).toArrayCopy());
                    progress.stepTo(++done);
                }
            });
        }
    }

    private void tell(int entries, int dimension, Path table) {
        if (json.json()) {
            Map<String, Object> facts = Json.object();
            facts.put("gallery", gallery.text());
            facts.put("embeddings", out.toAbsolutePath().normalize().toString());
            facts.put("labels", table.toAbsolutePath().normalize().toString());
            facts.put("entries", entries);
            facts.put("dimension", dimension);
            console().json(facts);
        } else {
            console().note("wrote " + entries + " x " + dimension + " to " + out + ", and " + table);
        }
    }
}
