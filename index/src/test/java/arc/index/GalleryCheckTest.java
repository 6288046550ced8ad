package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.embedding.Embedding;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

class GalleryCheckTest {

    private static final int DIMENSION = 8;

    @TempDir
    Path gallery;

    private void fill(int entries) {
        List<Embedding> vectors = Vectors.random(1, entries, DIMENSION);
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, Vectors.model(DIMENSION))) {
            for (int i = 0; i < entries; i++) {
                writer.put(Vectors.id(i), Vectors.at("row/" + i), vectors.get(i));
            }
            writer.tidy();
        }
    }

    /** Adds an entry as no arc would. */
    private void sneakIn(String id, String path, float[] vector) throws IOException {
        try (FSDirectory directory = FSDirectory.open(gallery);
                IndexWriter writer = new IndexWriter(directory, LuceneWriters.config(OpenMode.APPEND, 1))) {
            var data = List.copyOf(java.util.stream.StreamSupport
                    .stream(writer.getLiveCommitData().spliterator(), false).toList());
            GalleryEntry entry = new GalleryEntry(id, List.of(Vectors.at(path)));
            writer.addDocument(Fields.toDocument(entry, Collections.nCopies(1, null), vector, false));
            writer.setLiveCommitData(data);
            writer.commit();
        }
    }

    @Test
    void isContentWithASoundGalleryLargeEnoughForAGraph() {
        fill(12_000);
        CheckReport report = GalleryCheck.run(gallery, 2);
        assertThat(report.problems()).isEmpty();
        assertThat(report.ok()).isTrue();
        assertThat(report.entries()).isEqualTo(12_000);
        assertThat(report.annRecallAt10()).isGreaterThan(0.98).isLessThanOrEqualTo(1);
    }

    @Test
    void isContentWithAnEmptyGallery() {
        fill(0);
        assertThat(GalleryCheck.run(gallery, 1)).isEqualTo(new CheckReport(0, List.of(), null));
    }

    @Test
    void findsVectorsThatAreNotOfNormOne() throws IOException {
        fill(5);
        sneakIn("bad", "row/bad", new float[]{0.5f, 0, 0, 0, 0, 0, 0, 0});
        sneakIn("zero", "row/zero", new float[DIMENSION]);
        assertThat(GalleryCheck.run(gallery, 1)).isEqualTo(new CheckReport(7,
                List.of("2 vectors don't have 8 dimensions and norm 1, such as that of bad: 8 dimensions, norm 0.5000"),
                null));
    }

    @Test
    void findsIdsAndPathsOfSeveralEntries() throws IOException {
        fill(5);
        float[] vector = Vectors.random(9, 1, DIMENSION).getFirst().toArrayCopy();
        sneakIn(Vectors.id(0), "row/other", vector);
        sneakIn("other", "row/1", vector);
        assertThat(GalleryCheck.run(gallery, 1).problems()).containsExactly(
                "1 ids are those of several entries, such as " + Vectors.id(0),
                "1 paths belong to several entries, such as row/1");
    }
}
