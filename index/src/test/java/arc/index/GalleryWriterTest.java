package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.embedding.Embedding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class GalleryWriterTest {

    private static final Embedding A = Vectors.random(1, 1, 8).getFirst();
    private static final Embedding B = Vectors.random(2, 1, 8).getFirst();

    @TempDir
    Path gallery;

    private GalleryWriter writer() {
        return GalleryWriter.openOrCreate(gallery, Vectors.model(8));
    }

    private GalleryEntry find(String idOrPath) {
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            return searcher.find(idOrPath).orElseThrow();
        }
    }

    @Test
    void keepsWhateverAPathOrLabelOrColumnHolds() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("z first", "line\nbreak");
        metadata.put("a\tsecond", "");
        metadata.put("日本", "😀");
        EntrySource source = new EntrySource("/Fotos/Füße\n 東京\t\"1\".png", "naïve, \\ label", metadata);
        try (GalleryWriter writer = writer()) {
            writer.put("id", source, A);
            writer.commit();
        }
        GalleryEntry entry = find(source.path());
        assertThat(entry).isEqualTo(new GalleryEntry("id", List.of(source)));
        assertThat(entry.metadata().keySet()).containsExactly("z first", "a\tsecond", "日本");
    }

    @Test
    void givesUpWhatWasNotCommitted() {
        try (GalleryWriter writer = writer()) {
            writer.put("a", Vectors.at("/a"), A);
            writer.commit();
            writer.put("b", Vectors.at("/b"), B);
            writer.remove("a");
            assertThat(writer.entries()).isEqualTo(1);
            assertThat(writer.uncommitted()).isEqualTo(2);
        }
        try (GalleryWriter writer = writer()) {
            assertThat(writer.entries()).isEqualTo(1);
            assertThat(writer.knows("a")).isTrue();
            assertThat(writer.knows("b")).isFalse();
        }
    }

    @Test
    void showsSearchersOnlyWhatIsCommitted() {
        try (GalleryWriter writer = writer(); GallerySearcher before = GallerySearcher.open(gallery)) {
            writer.put("a", Vectors.at("/a"), A);
            try (GallerySearcher uncommitted = GallerySearcher.open(gallery)) {
                assertThat(uncommitted.entries()).isZero();
            }
            writer.commit();
            try (GallerySearcher committed = GallerySearcher.open(gallery)) {
                assertThat(committed.entries()).isEqualTo(1);
            }
            assertThat(before.entries()).isZero();
        }
    }

    @Test
    void wantsAnEmbeddingForUnknownContentOnly() {
        try (GalleryWriter writer = writer()) {
            assertThatThrownBy(() -> writer.put("a", Vectors.at("/a"))).isInstanceOf(IllegalStateException.class)
                    .hasMessage("content a is unknown: it needs an embedding");
            assertThat(writer.put("a", Vectors.at("/a"), A)).isEqualTo(PutOutcome.ADDED);
            assertThat(writer.put("a", Vectors.at("/a"))).isEqualTo(PutOutcome.UNCHANGED);
            assertThat(writer.put("a", Vectors.at("/copy"))).isEqualTo(PutOutcome.MOVED); // there is no file /a
            assertThat(writer.put("a", Vectors.at("row/00001"))).isEqualTo(PutOutcome.MOVED);
            assertThat(writer.put("a", Vectors.at("row/00002"))).isEqualTo(PutOutcome.ADDED); // names are never gone
            writer.commit();
        }
        assertThat(find("a").paths()).containsExactly("row/00001", "row/00002");
    }

    @Test
    void keepsTheFirstEmbeddingOfAContent() {
        try (GalleryWriter writer = writer()) {
            writer.put("a", Vectors.at("row/1"), A);
            writer.commit();
            writer.put("a", Vectors.at("row/2", "new"), B);
            writer.commit();
        }
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            assertThat(searcher.embedding("a")).isEqualTo(A);
            assertThat(searcher.entries()).isEqualTo(1);
        }
    }

    @Test
    void removesAnEntryByItsIdAndAPathByItself() {
        try (GalleryWriter writer = writer()) {
            writer.put("a", Vectors.at("row/1"), A);
            writer.put("a", Vectors.at("row/2"));
            writer.put("b", Vectors.at("row/3"), B);
            writer.put("b", Vectors.at("row/4"));
            writer.commit();
            assertThat(writer.remove("a")).isEqualTo(2);
            assertThat(writer.remove("a")).isZero();
            assertThat(writer.remove("row/3")).isEqualTo(1);
            assertThat(writer.remove("row/3")).isZero();
            assertThat(writer.remove("row/1")).isZero();
            writer.commit();
            assertThat(writer.entries()).isEqualTo(1);
            assertThat(writer.remove("row/4")).isEqualTo(1);
            writer.commit();
            assertThat(writer.entries()).isZero();
        }
        assertThat(Gallery.info(gallery).entries()).isZero();
    }

    @Test
    void takesContentBackThatWasRemovedBeforeTheCommit() {
        try (GalleryWriter writer = writer()) {
            writer.put("a", Vectors.at("row/1"), A);
            writer.commit();
            writer.remove("a");
            assertThat(writer.knows("a")).isTrue();
            writer.put("a", Vectors.at("row/9"));
            writer.commit();
        }
        assertThat(find("a").paths()).containsExactly("row/9");
    }

    @Test
    void mergesSmallGalleriesIntoOneSegmentWithoutRemovedEntries() {
        List<Embedding> vectors = Vectors.random(5, 40, 8);
        try (GalleryWriter writer = writer()) {
            for (int i = 0; i < 40; i++) {
                writer.put(Vectors.id(i), Vectors.at("row/" + i), vectors.get(i));
                if (i % 10 == 9) {
                    writer.commit();
                }
            }
            writer.remove(Vectors.id(3));
            writer.tidy();
        }
        assertThat(Gallery.info(gallery).segments()).isEqualTo(1);
        assertThat(Gallery.info(gallery).entries()).isEqualTo(39);
    }

    @Test
    void takesVectorsOfMoreThan1024Dimensions() {
        List<Embedding> vectors = Vectors.random(6, 20, 1536);
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, Vectors.model(1536))) {
            for (int i = 0; i < 20; i++) {
                writer.put(Vectors.id(i), Vectors.at("row/" + i), vectors.get(i));
            }
            writer.commit();
        }
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            assertThat(searcher.search(vectors.get(7), SearchRequest.top(1)).hits().getFirst().id())
                    .isEqualTo(Vectors.id(7));
        }
    }

    @Test
    void countsDistinctLabelsOfWhatIsThere() {
        try (GalleryWriter writer = writer()) {
            writer.put("a", Vectors.at("row/1", "cat"), A);
            writer.put("b", Vectors.at("row/2", "dog"), B);
            writer.put("b", Vectors.at("row/3", "cow"));
            writer.commit();
            assertThat(Gallery.info(gallery).labels()).isEqualTo(2);
            writer.remove("a");
            writer.commit();
            assertThat(Gallery.info(gallery).labels()).isEqualTo(1);
        }
    }

    @Test
    void refusesSourcesThatLuceneCouldNotTake() {
        assertThatThrownBy(() -> Vectors.at("")).hasMessage("a path must not be empty");
        assertThat(Vectors.at("x".repeat(EntrySource.MAX_CHARACTERS)).path()).hasSize(10_000);
        assertThatThrownBy(() -> Vectors.at("x".repeat(EntrySource.MAX_CHARACTERS + 1)))
                .hasMessage("path has at most 10000 characters, got 10001");
        assertThatThrownBy(() -> new EntrySource("a", null, Map.of("c", "x".repeat(10_001))))
                .hasMessage("metadata value of 'c' has at most 10000 characters, got 10001");
    }
}
