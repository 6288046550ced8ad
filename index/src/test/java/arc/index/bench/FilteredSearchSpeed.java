package arc.index.bench;

import arc.index.EmbeddingIndexer;
import arc.index.EntrySource;
import arc.index.Filter;
import arc.index.GalleryEmbeddings;
import arc.index.GalleryModel;
import arc.index.GallerySearcher;
import arc.index.GalleryWriter;
import arc.index.Hit;
import arc.index.ReadyEmbedding;
import arc.index.SearchMode;
import arc.index.SearchRequest;
import arc.index.SearchResult;
import arc.infer.embedding.Embedding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Compares filtered search as it is by default with exact filtered search, over 200 random filters on label and three
 * metadata columns. Arguments: a gallery with labels, whose embeddings are taken; an absent folder for a gallery of them
 * with metadata. Prints a line a filter, and a summary: exact search's time divided by the default's, by kind of filter. One
 * thread.
 */
final class FilteredSearchSpeed {

    private static final int FILTERS = 200;
    private static final int QUERIES = 10;
    private static final int ROUNDS = 5;
    private static final double TIE = 1e-9;

    private final GallerySearcher searcher;
    private final List<Embedding> queries;
    private int wrongCounts;
    private double recallSum;
    private double leastRecall = 1;
    /** Speed-ups of filters that keep a tenth or more, by kind. */
    private final Map<String, List<Double>> speedUps = new TreeMap<>();

    private FilteredSearchSpeed(GallerySearcher searcher, List<Embedding> queries) {
        this.searcher = searcher;
        this.queries = queries;
    }

    public static void main(String[] args) throws IOException {
        GalleryEmbeddings all;
        try (GallerySearcher source = GallerySearcher.open(Path.of(args[0]), 1)) {
            all = source.embeddings();
        }
        Random random = new Random(6);
        write(Path.of(args[1]), all, random);
        List<Embedding> queries = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            queries.add(all.embeddings().row(random.nextInt(all.embeddings().size())));
        }
        try (GallerySearcher searcher = GallerySearcher.open(Path.of(args[1]), 1)) {
            FilteredSearchSpeed speed = new FilteredSearchSpeed(searcher, queries);
            for (int n = 0; n < 30; n++) { // until it is compiled
                speed.compare(SearchRequest.top(10).among(List.of(Filter.parse("year<" + (2000 + n)))));
            }
            for (int n = 0; n < FILTERS; n++) {
                speed.measure(filters(random), random);
            }
            speed.summarise();
        }
    }

    private static void write(Path gallery, GalleryEmbeddings all, Random random) {
        GalleryModel model = GalleryModel.named("measurement", all.embeddings().dimension());
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, model);
                EmbeddingIndexer indexer = EmbeddingIndexer.into(writer)) {
            for (int row = 0; row < all.entries().size(); row++) {
                Map<String, String> metadata = Map.of("year", Integer.toString(2000 + random.nextInt(25)), "city",
                        "city " + (int) (40 * random.nextDouble() * random.nextDouble()), "score",
                        Integer.toString(random.nextInt(1000)));
                EntrySource source = new EntrySource("row/" + row, all.entries().get(row).label(), metadata);
                indexer.put(new ReadyEmbedding(all.entries().get(row).id(), List.of(source),
                        all.embeddings().row(row)));
            }
            indexer.finish(false);
        }
    }

    private static List<Filter> filters(Random random) {
        List<Filter> filters = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            String text = switch (random.nextInt(7)) {
                case 0 -> "label=" + random.nextInt(10) + "," + random.nextInt(10) + "," + random.nextInt(10);
                case 1 -> "label!=" + random.nextInt(10);
                case 2 -> "year>=" + (2000 + random.nextInt(25));
                case 3 -> "year<" + (2001 + random.nextInt(25));
                case 4 -> "score<" + (1 + random.nextInt(1000));
                case 5 -> "city~city " + random.nextInt(4) + "*";
                default -> "city!=city " + random.nextInt(40);
            };
            filters.add(Filter.parse(text));
        }
        return filters;
    }

    private void measure(List<Filter> filters, Random random) {
        int matches = searcher.entries(filters).size();
        int k = 1 + random.nextInt(100);
        for (Embedding query : queries) {
            if (searcher.search(query, SearchRequest.top(k).among(filters)).hits().size() != Math.min(k, matches)) {
                wrongCounts++;
            }
        }
        Compared compared = compare(SearchRequest.top(10).among(filters));
        double recall = recall(compared.exact.results, compared.byDefault.results);
        recallSum += recall;
        leastRecall = Math.min(leastRecall, recall);
        double share = (double) matches / searcher.entries();
        String mode = compared.byDefault.results.getFirst().mode().label();
        if (share >= 0.1) {
            speedUps.computeIfAbsent("all", _ -> new ArrayList<>()).add(compared.speedUp());
            speedUps.computeIfAbsent(mode + ", " + kind(filters), _ -> new ArrayList<>()).add(compared.speedUp());
        }
        System.out.printf(Locale.ROOT, "share %.4f %s recall %.4f exact %.2f ms default %.2f ms speed-up %.2f %s%n",
                share, mode, recall, compared.exact.millis, compared.byDefault.millis, compared.speedUp(), filters);
    }

    private static String kind(List<Filter> filters) {
        long byLabel = filters.stream().filter(filter -> filter.key().equals(Filter.LABEL)).count();
        return byLabel == 0 ? "by metadata" : byLabel == filters.size() ? "by label" : "by label and metadata";
    }

    /** A query's or all queries' searches; milliseconds a query. */
    private record Timed(double millis, List<SearchResult> results) {}

    private record Compared(Timed exact, Timed byDefault) {

        double speedUp() {
            return exact.millis / byDefault.millis;
        }
    }

    /** Searches exactly and by default, in turn, each query several times: the best of them count, and their mean. */
    private Compared compare(SearchRequest request) {
        List<Timed> exact = new ArrayList<>();
        List<Timed> byDefault = new ArrayList<>();
        for (Embedding query : queries) {
            Timed bestExact = time(query, request.in(new SearchMode.Exact()));
            Timed bestByDefault = time(query, request);
            for (int round = 1; round < ROUNDS; round++) {
                bestExact = better(bestExact, time(query, request.in(new SearchMode.Exact())));
                bestByDefault = better(bestByDefault, time(query, request));
            }
            exact.add(bestExact);
            byDefault.add(bestByDefault);
        }
        return new Compared(mean(exact), mean(byDefault));
    }

    private Timed time(Embedding query, SearchRequest request) {
        long start = System.nanoTime();
        List<SearchResult> results = List.of(searcher.search(query, request));
        return new Timed((System.nanoTime() - start) / 1e6, results);
    }

    private static Timed better(Timed one, Timed other) {
        return other.millis < one.millis ? other : one;
    }

    private static Timed mean(List<Timed> searches) {
        return new Timed(searches.stream().mapToDouble(Timed::millis).average().orElseThrow(),
                searches.stream().flatMap(timed -> timed.results.stream()).toList());
    }

    private static double recall(List<SearchResult> exact, List<SearchResult> found) {
        double sum = 0;
        for (int i = 0; i < exact.size(); i++) {
            List<Hit> nearest = exact.get(i).hits();
            if (nearest.isEmpty()) {
                sum++;
                continue;
            }
            double last = nearest.getLast().cosine() - TIE;
            sum += (double) found.get(i).hits().stream().filter(hit -> hit.cosine() >= last).count() / nearest.size();
        }
        return sum / exact.size();
    }

    private void summarise() {
        System.out.printf(Locale.ROOT, "filters %d, searches %d with another number of hits than min(k, matches): %d%n",
                FILTERS, FILTERS * QUERIES, wrongCounts);
        System.out.printf(Locale.ROOT, "annRecall@10 %.4f, least of a filter %.4f%n", recallSum / FILTERS, leastRecall);
        System.out.println("filters that keep a tenth or more:");
        speedUps.forEach(FilteredSearchSpeed::tell);
    }

    private static void tell(String what, List<Double> ratios) {
        List<Double> sorted = ratios.stream().sorted().toList();
        System.out.printf(Locale.ROOT,
                "%s: %d, speed-up median %.2f, quartiles %.2f and %.2f, least %.2f, most %.2f; below 1: %d, below 0.9: %d%n",
                what, sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() / 4),
                sorted.get(sorted.size() * 3 / 4), sorted.getFirst(), sorted.getLast(), below(sorted, 1),
                below(sorted, 0.9));
    }

    private static long below(List<Double> ratios, double limit) {
        return ratios.stream().filter(ratio -> ratio < limit).count();
    }
}
