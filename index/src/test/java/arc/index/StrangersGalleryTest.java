package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Opens galleries that somebody made in order to have files outside of them deleted or overwritten. */
class StrangersGalleryTest {

    private static final GalleryModel MODEL = Vectors.model(8);
    private static final String WAY_OUT = "_0_x/../../letter";

    @TempDir
    private Path temp;

    private Path gallery;
    private Path letter;
    private String firstCommit;

    @BeforeEach
    void makeAGalleryBesideALetter() throws IOException {
        gallery = temp.resolve("gallery");
        letter = Files.writeString(temp.resolve("letter"), "precious");
        try (GalleryWriter writer = GalleryWriter.openOrCreate(gallery, MODEL)) {
            put(writer, 0);
            writer.commit();
        }
        try (Directory directory = FSDirectory.open(gallery)) {
            firstCommit = SegmentInfos.getLastCommitSegmentsFileName(directory);
        }
    }

    private static void put(GalleryWriter writer, int number) {
        writer.put(Vectors.id(number), Vectors.at("row/" + number), Vectors.random(number, 1, 8).getFirst());
    }

    /** Has the first commit's one segment list the letter among its files, in a form that Lucene takes for the name of its own file. */
    private void listTheLetter() throws IOException {
        Files.createDirectory(gallery.resolve("_0_x"));
        try (Directory directory = FSDirectory.open(gallery)) {
            SegmentInfo segment = SegmentInfos.readCommit(directory, firstCommit).info(0).info;
            segment.addFile(WAY_OUT);
            directory.deleteFile("_0.si");
            segment.getCodec().segmentInfoFormat().write(directory, segment, IOContext.DEFAULT);
        }
    }

    @Test
    void luceneAloneWouldDeleteTheLetter() throws IOException {
        listTheLetter();
        try (Directory directory = FSDirectory.open(gallery);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.deleteAll();
            writer.commit();
        }
        assertThat(letter).doesNotExist();
    }

    @Test
    void refusesToWriteAGalleryThatListsAFileOutsideOfItsFolder() throws IOException {
        listTheLetter();
        List<String> before = Folders.snapshot(gallery);
        assertThatThrownBy(() -> GalleryWriter.open(gallery))
                .isInstanceOfSatisfying(ArcException.class,
                        e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.FAILURE))
                .hasMessageStartingWith("gallery " + gallery
                        + " is damaged: it lists a file that is not in its folder, " + WAY_OUT + "\n");
        assertThat(letter).hasContent("precious");
        assertThat(Folders.snapshot(gallery)).isEqualTo(before);
    }

    @Test
    void refusesAnOlderCommitThatListsAFileOutsideOfItsFolder() throws IOException {
        Path old = temp.resolve("old");
        Folders.copy(gallery, old);
        try (GalleryWriter writer = GalleryWriter.open(gallery)) {
            writer.remove(Vectors.id(0));
            put(writer, 1);
            writer.commit();
        }
        try (Stream<Path> files = Files.list(old)) {
            for (Path file : files.toList()) { // the first commit again, beside the last one
                Files.copy(file, gallery.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        try (Directory directory = FSDirectory.open(gallery)) {
            assertThat(DirectoryReader.listCommits(directory)).hasSize(2);
        }
        listTheLetter();
        assertThatThrownBy(() -> GalleryWriter.open(gallery)).isInstanceOf(ArcException.class)
                .hasMessageContaining(WAY_OUT);
        assertThat(letter).hasContent("precious");
    }

    @Test
    void leavesAloneWhatElseLiesInTheFolder() throws IOException {
        Path note = Files.writeString(gallery.resolve("notes.txt"), "mine");
        Path folder = Files.createDirectory(gallery.resolve("pictures"));
        try (GalleryWriter writer = GalleryWriter.open(gallery)) {
            put(writer, 1);
            writer.compact();
            assertThat(writer.entries()).isEqualTo(2);
        }
        assertThat(note).hasContent("mine");
        assertThat(folder).isDirectory();
    }

    @Test
    void replacesANoteThatIsAHardLinkInsteadOfWritingThroughIt() throws IOException {
        Files.createLink(gallery.resolve(WriterNote.FILE), letter);
        GalleryWriter.open(gallery).close();
        assertThat(letter).hasContent("precious");
    }
}
