package arc.index;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.model.ModelId;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;

/**
 * Searches a gallery as it was at its last commit when the searcher was opened; writers don't disturb
 * it. Safe for several threads. The files of a gallery of up to 256 MB are compared with their checksums before anything
 * is answered. Every failure is an {@link ArcException}.
 */
public final class GallerySearcher implements AutoCloseable {

    private final Path gallery;
    private final GalleryManifest manifest;
    private final Directory directory;
    private final GalleryReader reader;
    private final Verification verification;
    private final ExecutorService threads;
    private final IndexSearcher parallel;
    private final IndexSearcher serial;

    private GallerySearcher(Path gallery, GalleryManifest manifest, Directory directory, GalleryReader reader,
            Verification verification, int threadCount) {
        this.gallery = gallery;
        this.manifest = manifest;
        this.directory = directory;
        this.reader = reader;
        this.verification = verification;
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
                return new GallerySearcher(gallery, manifest, directory, reader,
                        Verification.start(gallery, reader, manifest.dimension()), threadCount);
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

    /**
     * Returns from which cosine on a query is known; empty where the gallery was not calibrated.
     *
     * @throws ArcException when that is damaged
     */
    public Optional<Calibration> calibration() {
        // The commit was read whole when the searcher was opened: this need not wait for the other files.
        return GalleryErrors.reading(gallery,
                () -> GalleryFolder.calibration(gallery, reader.lucene().getIndexCommit().getUserData()));
    }

    /** Returns the number of entries. */
    public int entries() {
        return reader.entries();
    }

    /**
     * Refuses queries by another model. A gallery of ready embeddings whose model has a name and no id takes any.
     *
     * @throws ArcException of kind MISMATCH when {@code model} is not the one that embedded the gallery
     */
    public void requireModel(ModelId model) {
        if (manifest.modelName() == null) {
            GalleryMismatch.requireModel(gallery, manifest, model);
        }
    }

    /**
     * Finds the entries nearest to a query. With a filter it returns k hits whenever k entries match.
     *
     * @throws ArcException of kind MISMATCH when the query has another dimension than the gallery; of kind
     *     USAGE when a filter names a column that no entry has
     */
    public SearchResult search(Embedding query, SearchRequest request) {
        GalleryMismatch.requireDimension(gallery, manifest, query.dimension());
        return reading(() -> new NeighbourSearch(reader, parallel, request).search(query, parallel));
    }

    /** Answers several queries, in their order, several at a time. Throws as {@link #search}. */
    public List<SearchResult> searchAll(List<Embedding> queries, SearchRequest request) {
        if (queries.size() == 1) {
            return List.of(search(queries.getFirst(), request));
        }
        queries.forEach(query -> GalleryMismatch.requireDimension(gallery, manifest, query.dimension()));
        return reading(() -> {
            NeighbourSearch search = new NeighbourSearch(reader, parallel, request);
            List<Callable<SearchResult>> tasks = new ArrayList<>(queries.size());
            queries.forEach(query -> tasks.add(() -> search.search(query, serial)));
            return parallel.getTaskExecutor().invokeAll(tasks);
        });
    }

    /**
     * Finds an entry by its id or the first eight or more characters of it, by one of its paths as stored, or by a path
     * relative to the working folder.
     *
     * @return empty when there is none
     * @throws ArcException of kind USAGE when several ids begin like that
     */
    public Optional<GalleryEntry> find(String idOrPath) {
        return reading(() -> {
            int document = EntryLookup.document(reader, idOrPath);
            return document == GalleryReader.NONE ? Optional.empty() : Optional.of(reader.entry(document));
        });
    }

    /**
     * Returns the embedding of an entry that {@link #find} finds, to search with.
     *
     * @throws ArcException when the gallery has no such entry
     */
    public Embedding embedding(String idOrPath) {
        return reading(() -> {
            int document = EntryLookup.document(reader, idOrPath);
            if (document == GalleryReader.NONE) {
                throw new ArcException("gallery " + gallery + " has no entry with the id or path " + idOrPath);
            }
            return embeddingAt(document);
        });
    }

    /** Returns the ids of the entries that match all of some filters, at least one, in order. */
    public List<String> matching(List<Filter> filters) {
        return entries(filters).stream().map(GalleryEntry::id).toList();
    }

    /** Returns the entries that match all of some filters, every entry where there are none; ordered by id. */
    public List<GalleryEntry> entries(List<Filter> filters) {
        return reading(() -> {
            List<GalleryEntry> entries = new ArrayList<>();
            int[] documents = filters.isEmpty()
                    ? reader.documents()
                    : Matches.of(serial, FilterQueries.allOf(filters, reader.lucene())).documents(serial);
            for (int document : documents) {
                entries.add(reader.entry(document));
            }
            entries.sort(Comparator.comparing(GalleryEntry::id));
            return entries;
        });
    }

    /** Visits every entry with its embedding, ordered by id, holding one embedding at a time. */
    public void forEach(BiConsumer<GalleryEntry, Embedding> visitor) {
        for (int document : reading(reader::documentsById)) {
            visitor.accept(reading(() -> reader.entry(document)), reading(() -> embeddingAt(document)));
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
        EmbeddingSet.Builder rows = new EmbeddingSet.Builder(manifest.dimension(), reader.entries());
        forEach((entry, embedding) -> {
            entries.add(entry);
            rows.add(embedding);
        });
        return new GalleryEmbeddings(entries,
                rows.build().withLabels(entries.stream().map(GalleryEntry::label).toList())
                        .withPaths(entries.stream().map(GalleryEntry::path).toList()));
    }

    private Embedding embeddingAt(int document) throws IOException {
        try {
            return Embedding.ofUnitVector(reader.vector(document));
        } catch (IllegalArgumentException e) {
            throw GalleryErrors.damaged(gallery, "the vector of " + reader.id(document) + ": " + e.getMessage(), e);
        }
    }

    /** Reads, once the files are known to be sound: what Lucene does with damaged ones is anybody's guess. */
    private <T> T reading(GalleryErrors.Work<T> work) {
        verification.require();
        return GalleryErrors.reading(gallery, work);
    }

    @Override
    public void close() {
        threads.shutdown();
        verification.end();
        try {
            IOUtils.close(reader, directory);
        } catch (IOException e) {
            throw GalleryErrors.reading(gallery, e);
        }
    }
}
