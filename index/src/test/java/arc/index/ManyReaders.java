package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.embedding.Embedding;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;

/**
 * Has one writer add, remove, commit and merge, while eight readers open the gallery and search, each on its own. Each
 * commit adds ten entries, and from the tenth on removes the ten oldest, so that a reader that sees a number that is not a
 * multiple of ten has seen half a commit.
 */
final class ManyReaders {

    static final int READERS = 8;

    private static final int DIMENSION = 8;
    private static final int A_COMMIT = 10;
    private static final int COMMITS_KEPT = 10;
    private static final int COMMITS_A_MERGE = 8;

    private final Path gallery;
    private final AtomicBoolean writing = new AtomicBoolean(true);

    ManyReaders(Path gallery) {
        this.gallery = gallery;
    }

    /** Runs for the seconds given and prints what happened: GALLERY SECONDS. */
    public static void main(String[] args) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[1])).toNanos();
        int[] commits = {0};
        List<Integer> opened = new ManyReaders(Path.of(args[0])).run(commit -> {
            commits[0] = commit;
            return System.nanoTime() < end;
        });
        System.out.println(commits[0] + " commits; the readers opened the gallery and searched it " + opened
                + " times; no error");
    }

    /**
     * Writes commit after commit, from number 0.
     *
     * @param more says whether to write the commit of a number
     * @return how often each reader has opened the gallery
     * @throws ExecutionException when a reader failed
     */
    List<Integer> run(IntPredicate more) throws InterruptedException, ExecutionException {
        GalleryWriter.openOrCreate(gallery, Vectors.model(DIMENSION)).close();
        List<Integer> opened = new ArrayList<>();
        try (ExecutorService readers = Executors.newFixedThreadPool(READERS)) {
            List<Future<Integer>> reading = new ArrayList<>();
            for (int r = 0; r < READERS; r++) {
                reading.add(readers.submit(reader()));
            }
            try {
                write(more);
            } finally {
                writing.set(false);
            }
            for (Future<Integer> reader : reading) {
                opened.add(reader.get());
            }
        }
        return opened;
    }

    private void write(IntPredicate more) {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, Vectors.model(DIMENSION))) {
            for (int commit = 0; more.test(commit); commit++) {
                List<Embedding> vectors = Vectors.random(commit, A_COMMIT, DIMENSION);
                for (int i = 0; i < A_COMMIT; i++) {
                    int number = A_COMMIT * commit + i;
                    writer.put(Vectors.id(number), Vectors.at("row/" + number, "" + commit), vectors.get(i));
                    if (commit >= COMMITS_KEPT) {
                        writer.remove(Vectors.id(number - A_COMMIT * COMMITS_KEPT));
                    }
                }
                writer.commit();
                if (commit % COMMITS_A_MERGE == COMMITS_A_MERGE - 1) {
                    writer.compact();
                }
            }
        }
    }

    /** Opens and searches until nobody writes any more; returns how often. */
    private Callable<Integer> reader() {
        return () -> {
            int opened = 0;
            boolean more = true;
            while (more) {
                more = writing.get();
                try (GallerySearcher searcher = GallerySearcher.open(gallery, 1)) {
                    assertThat(searcher.entries() % A_COMMIT).isZero();
                    assertThat(searcher.search(Vectors.random(opened, 1, DIMENSION).getFirst(),
                            SearchRequest.top(1000)).hits()).hasSize(searcher.entries());
                }
                opened++;
            }
            return opened;
        };
    }
}
