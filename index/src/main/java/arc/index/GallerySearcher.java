package arc.index;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.model.ModelId;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.knn.KnnSearchStrategy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Searches a gallery as it was at its last commit when the searcher was opened; writers don't disturb
 * it. Safe for several threads. Every failure is an {@link ArcException}.
 */
public final class GallerySearcher implements AutoCloseable {

    /**
     * A filter that leaves less than this share (in percent) of a neighbourhood makes the graph walk skip
     * nodes that don't match (ACORN), instead of scoring them in vain. Lucene's own default for it.
     */
    private static final int ACORN_BELOW_PERCENT = 60;

    private final Path gallery;
    private final GalleryManifest manifest;
    private final Directory directory;
    private final GalleryReader reader;
    private final ExecutorService threads;
    private final IndexSearcher parallel;
    private final IndexSearcher serial;

    private GallerySearcher(Path gallery, GalleryManifest manifest, Directory directory, GalleryReader reader,
            int threadCount) {
        this.gallery = gallery;
        this.manifest = manifest;
        this.directory = directory;
        this.reader = reader;
        this.threads = Executors.newFixedThreadPool(threadCount,
                Thread.ofPlatform().daemon().name("arc-search-", 0).factory());
        this.parallel = new IndexSearcher(reader.lucene(), threads);
        this.serial = new IndexSearcher(reader.lucene());
    }

    /** Opens a gallery, to be searched by as many threads as there are processors. */
    public static GallerySearcher open(Path gallery) {
        return open(gallery, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Opens a gallery.
     *
     * @param threadCount threads that one search, or one batch of them, uses; at least 1
     * @throws ArcException of kind FAILURE when there is no gallery, or it is damaged or too new
     */
    public static GallerySearcher open(Path gallery, int threadCount) {
        if (threadCount < 1) {
            throw new ArcException(ArcException.Kind.USAGE, "threads must be >= 1, got " + threadCount);
        }
        GalleryFolder.requireGallery(gallery);
        try {
            Directory directory = FSDirectory.open(gallery);
            try {
                GalleryReader reader = GalleryReader.open(directory);
                GalleryManifest manifest = GalleryFolder.manifest(gallery,
                        reader.lucene().getIndexCommit().getUserData());
                return new GallerySearcher(gallery, manifest, directory, reader, threadCount);
            } catch (IOException | RuntimeException e) {
                directory.close();
                throw e;
            }
        } catch (IOException e) {
            throw GalleryErrors.reading(gallery, e);
        }
    }

    /** Returns the manifest. */
    public GalleryManifest manifest() {
        return manifest;
    }

    /** Returns the number of entries. */
    public int entries() {
        return reader.entries();
    }

    /**
     * Refuses queries by another model.
     *
     * @throws ArcException of kind MISMATCH when {@code model} is not the one that embedded the gallery
     */
    public void requireModel(ModelId model) {
        GalleryMismatch.requireModel(gallery, manifest, model);
    }

    /**
     * Finds the entries nearest to a query. With a filter it returns k hits whenever k entries match.
     *
     * @throws ArcException of kind MISMATCH when the query has another dimension than the gallery; of kind
     *     USAGE when a filter names a column that no entry has
     */
    public SearchResult search(Embedding query, SearchRequest request) {
        return search(query, request, parallel);
    }

    /** Answers several queries, in their order, several at a time. */
    public List<SearchResult> searchAll(List<Embedding> queries, SearchRequest request) {
        if (queries.size() == 1) {
            return List.of(search(queries.getFirst(), request));
        }
        try {
            return parallel.getTaskExecutor()
                    .invokeAll(queries.stream().map(query -> (Callable<SearchResult>) () -> search(
                            query, request, serial)).toList());
        } catch (IOException e) {
            throw GalleryErrors.reading(gallery, e);
        }
    }

    private SearchResult search(Embedding query, SearchRequest request, IndexSearcher searcher) {
        GalleryMismatch.requireDimension(gallery, manifest, query.dimension());
        int k = Math.min(request.k(), reader.entries());
        SearchMode mode = request.mode() != null
                ? request.mode()
                : SearchMode.byDefault(reader.entries(), request.k());
        try {
            Query filter = request.filters().isEmpty()
                    ? null
                    : FilterQueries.allOf(request.filters(), reader.lucene());
            if (k == 0) {
                return new SearchResult(mode, List.of());
            }
            int[] candidates = switch (mode) {
                case SearchMode.Exact _ -> ExactScan.candidates(searcher, query.toArrayCopy(), k, filter);
                case SearchMode.Approximate(int numCandidates) ->
                    approximate(searcher, query, k, numCandidates, filter);
            };
            return new SearchResult(mode, hits(query, candidates, k, request.minCosine()));
        } catch (IOException e) {
            throw GalleryErrors.reading(gallery, e);
        }
    }

    private int[] approximate(IndexSearcher searcher, Embedding query, int k, int numCandidates, @Nullable Query filter)
            throws IOException {
        int width = Math.min(numCandidates, reader.entries());
        ScoreDoc[] found = searcher.search(new KnnFloatVectorQuery(Fields.VECTOR, query.toArrayCopy(), width, filter,
                new KnnSearchStrategy.Hnsw(ACORN_BELOW_PERCENT)), width).scoreDocs;
        if (found.length < k && found.length < (filter == null ? reader.entries() : searcher.count(filter))) {
            // Parts of the graph could not be reached: the promise of k hits comes first.
            return ExactScan.candidates(searcher, query.toArrayCopy(), k, filter);
        }
        return Arrays.stream(found).mapToInt(hit -> hit.doc).toArray();
    }

    private List<Hit> hits(Embedding query, int[] candidates, int k, double minCosine) throws IOException {
        List<Ranking.Ranked> ranked = Ranking.of(reader.lucene(), query, candidates);
        List<Hit> hits = new ArrayList<>();
        for (Ranking.Ranked next : ranked.subList(0, Math.min(k, ranked.size()))) {
            if (next.cosine() < minCosine) {
                break;
            }
            hits.add(Hit.of(hits.size() + 1, reader.entry(next.document()), next.cosine()));
        }
        return hits;
    }

    /**
     * Finds an entry by its id, by one of its paths as stored, or by a path relative to the working folder.
     *
     * @return empty when there is none
     */
    public Optional<GalleryEntry> find(String idOrPath) {
        try {
            int document = documentOf(idOrPath);
            return document == GalleryReader.NONE ? Optional.empty() : Optional.of(reader.entry(document));
        } catch (IOException e) {
            throw GalleryErrors.reading(gallery, e);
        }
    }

    /**
     * Returns the embedding of an entry, to search with.
     *
     * @throws ArcException when the gallery has no such entry
     */
    public Embedding embedding(String idOrPath) {
        try {
            int document = documentOf(idOrPath);
            if (document == GalleryReader.NONE) {
                throw new ArcException("gallery " + gallery + " has no entry with the id or path " + idOrPath);
            }
            return embeddingAt(document);
        } catch (IOException e) {
            throw GalleryErrors.reading(gallery, e);
        }
    }

    private int documentOf(String idOrPath) throws IOException {
        int byId = reader.documentOfId(idOrPath);
        if (byId != GalleryReader.NONE) {
            return byId;
        }
        int byPath = reader.documentOfPath(idOrPath);
        return byPath != GalleryReader.NONE ? byPath : reader.documentOfPath(FilterQueries.absolute(idOrPath));
    }

    /** Visits every entry with its embedding, ordered by id, holding one embedding at a time. */
    public void forEach(BiConsumer<GalleryEntry, Embedding> visitor) {
        try {
            for (int document : reader.documentsById()) {
                visitor.accept(reader.entry(document), embeddingAt(document));
            }
        } catch (IOException e) {
            throw GalleryErrors.reading(gallery, e);
        }
    }

    /**
     * Copies every embedding into memory, 4 bytes × dimension an entry.
     *
     * @throws ArcException of kind FAILURE when the gallery is empty
     */
    public GalleryEmbeddings embeddings() {
        if (reader.entries() == 0) {
            throw new ArcException("gallery " + gallery + " is empty\nfill it with: arc index DATA -g " + gallery);
        }
        List<GalleryEntry> entries = new ArrayList<>(reader.entries());
        List<Embedding> embeddings = new ArrayList<>(reader.entries());
        forEach((entry, embedding) -> {
            entries.add(entry);
            embeddings.add(embedding);
        });
        return new GalleryEmbeddings(entries, EmbeddingSet.of(embeddings)
                .withLabels(entries.stream().map(GalleryEntry::label).toList())
                .withPaths(entries.stream().map(GalleryEntry::path).toList()));
    }

    private Embedding embeddingAt(int document) throws IOException {
        try {
            return Embedding.ofUnitVector(reader.vector(document));
        } catch (IllegalArgumentException e) {
            throw GalleryErrors.damaged(gallery, "the vector of " + reader.id(document) + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            IOUtils.close(reader, directory);
        } catch (IOException e) {
            throw GalleryErrors.reading(gallery, e);
        }
    }
}
