package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.option.DeviceOption;
import arc.cli.option.JsonOption;
import arc.cli.output.ExitCode;
import arc.cli.output.Json;
import arc.cli.output.Skipped;
import arc.cli.output.Table;
import arc.cli.report.ContactSheet;
import arc.index.Filter;
import arc.index.GallerySearcher;
import arc.index.Hit;
import arc.index.SearchMode;
import arc.index.SearchRequest;
import arc.index.SearchResult;
import arc.infer.ArcException;
import arc.infer.data.LabelledImage;
import arc.infer.embedding.Embedding;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.Npy;
import arc.infer.image.UnreadableImageException;
import arc.infer.model.ImageEmbedder;
import arc.infer.model.OnnxEmbedder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds the gallery entries that look most like a picture. */
@Command(name = "search", header = "Finds the gallery entries nearest to a picture.", footer = {
        "  arc search q.png -g photos.arc", "  arc search q.png -g photos.arc -k 3 --filter label=7,8 --json",
        "  arc search --like mnist:test/00017 -g photos.arc --html hits.html",
        "  arc search --embedding q.npy -g photos.arc --filter 'year>=2020' --min-cosine 0.6",
        "  cat q.png | arc search - -g photos.arc"}, description = "The gallery's own model embeds the picture. Galleries of up to 10,000 entries are searched"
                + " exactly, larger ones approximately. After arc calibrate, a picture whose nearest entry"
                + " is below the gallery's threshold is unknown.")
final class SearchCommand extends BaseCommand {

    @Parameters(paramLabel = "IMAGE", arity = "0..*", description = "Pictures, folders or data sets to search with; - is a picture on standard input.")
    private List<String> images = List.of();

    @Option(names = {"-g",
            "--gallery"}, required = true, paramLabel = "GALLERY", description = "The gallery to search (required).")
    private Path gallery = Path.of("");

    @Option(names = "-k", paramLabel = "K", defaultValue = "10", description = "Hits to return, at most (default: ${DEFAULT-VALUE}).")
    private int k;

    @Option(names = "--like", paramLabel = "ID|PATH", description = "Search with an entry of the gallery (default: none; may be repeated).")
    private List<String> like = List.of();

    @Option(names = "--embedding", paramLabel = "FILE.npy", description = "Search with ready embeddings, [D] or one a row (default: none; may be repeated).")
    private List<Path> embeddings = List.of();

    @Option(names = "--filter", paramLabel = "FILTER", description = {
            "Consider only entries for which KEY OP VALUE holds: label, path or a metadata column;",
            "OP is one of = != < <= > >= ~ (~ takes * and ?);",
            "label=7,8 is one of them; \\, is a comma in a value (path: as it is);",
            "several --filter must all hold (default: all entries)."})
    private List<String> filters = List.of();

    @Option(names = "--min-cosine", paramLabel = "X", defaultValue = "-1", description = "Leave out hits below this cosine (default: ${DEFAULT-VALUE}, which keeps all).")
    private double minCosine;

    @Option(names = "--exact", description = "Compare with every entry, however large the gallery.")
    private boolean exact;

    @Option(names = "--num-candidates", paramLabel = "N", description = "Search approximately with N candidates; more find more and take longer (default: 400,"
            + " its share where filters leave fewer entries, and 2 k or more).")
    private @Nullable Integer numCandidates;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write a page with the pictures that were found (default: none).")
    private @Nullable Path html;

    @Option(names = {"-m",
            "--model"}, paramLabel = "MODEL", description = "The model, for a gallery without a copy of it (default: the gallery's).")
    private @Nullable Path model;

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    private KnownQueries known = KnownQueries.ALL;

    SearchCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        SearchRequest wanted = request();
        if (images.isEmpty() && like.isEmpty() && embeddings.isEmpty()) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "nothing to search with: name a picture, --like an entry, or an --embedding");
        }
        if (html != null && !html.toString().matches("(?s).+\\.html?")) {
            throw new ArcException(ArcException.Kind.USAGE, "--html needs a name that ends in .html, got " + html);
        }
        GalleryPictures pictures = new GalleryPictures(new PicturesByPath(data.folders(console().environment())));
        ContactSheet sheet = html == null ? null : new ContactSheet(gallery);
        int exitCode;
        try (GallerySearcher searcher = GallerySearcher.open(gallery, global().threads())) {
            known = KnownQueries.of(searcher.calibration(), wanted);
            QueryBatch batch = new QueryBatch(searcher, known.request(), (query, result) -> {
                print(query.name(), result);
                if (sheet != null) {
                    sheet.add(query.name(), query.picture().get(), result.mode().label(), known.answer(result),
                            known.shown(result), hit -> pictures.find(hit.id(), hit.paths()));
                }
            });
            for (String entry : like) {
                batch.add(new QueryBatch.Query(entry, () -> searcher.find(entry)
                        .flatMap(found -> pictures.find(found.id(), found.paths())), searcher.embedding(entry)));
            }
            searchByEmbedding(batch);
            batch.answer();
            exitCode = images.isEmpty() ? ExitCode.OK : searchByImage(searcher, batch);
        }
        if (sheet != null && html != null) {
            sheet.write(html);
        }
        return exitCode;
    }

    private SearchRequest request() {
        if (exact && numCandidates != null) {
            throw new ArcException(ArcException.Kind.USAGE, "--exact and --num-candidates contradict each other");
        }
        SearchMode mode = exact
                ? new SearchMode.Exact()
                : numCandidates == null ? null : new SearchMode.Approximate(numCandidates);
        return new SearchRequest(k, mode, filters.stream().map(Filter::parse).toList(), minCosine);
    }

    private void searchByEmbedding(QueryBatch batch) {
        for (Path file : embeddings) {
            EmbeddingSet set = Npy.readQueries(file);
            for (int row = 0; row < set.size(); row++) {
                String name = set.size() == 1 ? file.toString() : file + ":" + row;
                batch.add(new QueryBatch.Query(name, Optional::empty, set.row(row)));
            }
        }
    }

    private int searchByImage(GallerySearcher searcher, QueryBatch batch) {
        Inputs inputs = Inputs.open(images, data, console());
        Skipped skipped = new Skipped(console());
        try (OnnxEmbedder embedder = Models.openFor(gallery, model, device.device(), global().threads(),
                console())) {
            searcher.requireModel(embedder.modelId());
            new ImageEmbedder(embedder, global().threads()).run(inputs.images(), new ImageEmbedder.Sink() {
                @Override
                public boolean embedded(LabelledImage image, String id, Embedding embedding) {
                    batch.add(new QueryBatch.Query(inputs.nameOf(image), () -> GalleryPictures.decode(image),
                            embedding));
                    return !stop().requested();
                }

                @Override
                public boolean skipped(LabelledImage image, UnreadableImageException reason) {
                    skipped.add(String.valueOf(reason.getMessage()));
                    return !stop().requested();
                }
            });
            batch.answer();
        }
        stop().throwIfRequested("stopped");
        return skipped.exitCode(inputs.images().size());
    }

    private void print(String query, SearchResult result) {
        if (json.json()) {
            Map<String, Object> object = Json.object();
            object.put("query", query);
            object.put("gallery", gallery.toAbsolutePath().normalize().toString());
            object.put("mode", result.mode().label());
            known.addFacts(result, object);
            object.put("hits", known.shown(result).stream().map(SearchCommand::hit).toList());
            console().json(object);
            return;
        }
        if (!query.equals(onlyQuery())) {
            console().heading(query + ":");
        }
        known.answer(result).ifPresent(console()::line);
        console().table(table(known.shown(result)));
    }

    /** Returns what was typed, where that is one name: its hits need no heading. */
    private @Nullable String onlyQuery() {
        List<String> typed = new ArrayList<>(images);
        typed.addAll(like);
        embeddings.forEach(file -> typed.add(file.toString()));
        return typed.size() == 1 ? typed.getFirst() : null;
    }

    /** Lists hits for people. */
    static Table table(List<Hit> hits) {
        Table table = new Table(" rank", " cosine", "label", "path");
        for (Hit hit : hits) {
            String more = hit.paths().size() > 1 ? " (and " + (hit.paths().size() - 1) + " more)" : "";
            table.row(hit.rank(), String.format(Locale.ROOT, "%.4f", hit.cosine()),
                    hit.label() == null ? "" : hit.label(), hit.path() + more);
        }
        return table;
    }

    private static Map<String, Object> hit(Hit hit) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rank", hit.rank());
        object.put("id", hit.id());
        object.put("path", hit.path());
        object.put("paths", hit.paths());
        object.put("label", hit.label());
        object.put("cosine", hit.cosine());
        object.put("metadata", hit.metadata());
        return object;
    }
}
