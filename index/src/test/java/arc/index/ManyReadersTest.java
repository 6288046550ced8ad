package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

class ManyReadersTest {

    private static final int DIMENSION = 8;

    @TempDir
    Path gallery;

    @Test
    void readersSeeWholeCommitsWhileAWriterAddsRemovesAndMerges() throws Exception {
        List<Embedding> vectors = Vectors.random(1, 400, DIMENSION);
        GalleryWriter.openOrCreate(gallery, Vectors.model(DIMENSION)).close();
        AtomicBoolean writing = new AtomicBoolean(true);
        try (ExecutorService readers = Executors.newFixedThreadPool(4)) {
            List<Future<Integer>> opened = new ArrayList<>();
            for (int r = 0; r < 4; r++) {
                opened.add(readers.submit(reader(writing)));
            }
            try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, Vectors.model(DIMENSION))) {
                for (int step = 0; step < 24; step++) {
                    for (int i = 10 * step; i < 10 * step + 10; i++) {
                        writer.put(Vectors.id(i), Vectors.at("row/" + i, "" + step), vectors.get(i));
                    }
                    if (step >= 10) {
                        for (int i = 10 * (step - 10); i < 10 * (step - 10) + 10; i++) {
                            writer.remove(Vectors.id(i));
                        }
                    }
                    writer.commit();
                    if (step % 8 == 7) {
                        writer.compact();
                    }
                }
            } finally {
                writing.set(false);
            }
            for (Future<Integer> reader : opened) {
                assertThat(reader.get()).isPositive();
            }
        }
        assertThat(Gallery.info(gallery).entries()).isEqualTo(100);
    }

    /** Opens and searches until nobody writes any more; returns how often. */
    private Callable<Integer> reader(AtomicBoolean writing) {
        return () -> {
            int opened = 0;
            boolean more = true;
            while (more) {
                more = writing.get();
                try (GallerySearcher searcher = GallerySearcher.open(gallery, 1)) {
                    assertThat(searcher.entries() % 10).isZero();
                    assertThat(searcher.search(Vectors.random(opened, 1, DIMENSION).getFirst(),
                            SearchRequest.top(1000)).hits()).hasSize(searcher.entries());
                }
                opened++;
            }
            return opened;
        };
    }
}
