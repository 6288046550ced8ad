package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.model.ModelId;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

class OpeningTest {

    private static final GalleryModel MODEL = Vectors.model(8);

    @TempDir
    Path temp;

    private static void assertFails(ArcException.Kind kind, String message, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(ArcException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessage(message);
    }

    private static void create(Path gallery, GalleryModel model) {
        GalleryWriter.openOrCreate(gallery, model).close();
    }

    @Test
    void createsAnEmptyGalleryThatCanBeSearched() {
        Path gallery = temp.resolve("new/gallery ä\n");
        create(gallery, MODEL);
        GalleryInfo info = Gallery.info(gallery);
        assertThat(info.entries()).isZero();
        assertThat(info.hasModel()).isFalse();
        assertThat(info.manifest().modelId()).isEqualTo(Vectors.MODEL);
        assertThat(info.manifest().dimension()).isEqualTo(8);
        assertThat(info.manifest().metric()).isEqualTo("cosine");
        assertThat(info.manifest().formatVersion()).isEqualTo(1);
        assertThat(info.manifest().arcVersion()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(Gallery.isGallery(gallery)).isTrue();
        try (GallerySearcher searcher = GallerySearcher.open(gallery)) {
            SearchResult result = searcher.search(Vectors.random(1, 1, 8).getFirst(), SearchRequest.top(5));
            assertThat(result.hits()).isEmpty();
            assertThat(result.mode()).isEqualTo(new SearchMode.Exact());
            assertThat(searcher.matching(List.of(Filter.parse("any=1")))).isEmpty();
        }
    }

    @Test
    void createsAGalleryInAnEmptyFolderAndAfterAKilledCreation() throws IOException {
        Files.createFile(temp.resolve("write.lock"));
        Files.createFile(temp.resolve("writer.pid"));
        Files.createFile(temp.resolve("pending_segments_1"));
        create(temp, MODEL);
        assertThat(Gallery.info(temp).entries()).isZero();
    }

    @Test
    void refusesAMissingGalleryAndDoesNotCreateIt() {
        Path gallery = temp.resolve("missing");
        String message = "there is no gallery at " + gallery + "\ncreate it with: arc index DATA -g " + gallery
                + " -m MODEL";
        assertFails(ArcException.Kind.FAILURE, message, () -> GallerySearcher.open(gallery).close());
        assertFails(ArcException.Kind.FAILURE, message, () -> GalleryWriter.open(gallery).close());
        assertFails(ArcException.Kind.FAILURE, message, () -> Gallery.info(gallery));
        assertThat(gallery).doesNotExist();
        assertThat(Gallery.isGallery(gallery)).isFalse();
    }

    @Test
    void refusesAFolderOfOthersAndLeavesItAsItWas() throws IOException {
        Files.writeString(temp.resolve("holiday.jpg"), "precious");
        Files.createDirectory(temp.resolve("write.lock.d"));
        List<String> before = Folders.snapshot(temp);
        String message = temp + " is not a gallery of arc: it holds holiday.jpg; it was left as it is\n"
                + "name a new or empty folder, or a gallery";
        assertFails(ArcException.Kind.FAILURE, message, () -> create(temp, MODEL));
        assertFails(ArcException.Kind.FAILURE, message, () -> GallerySearcher.open(temp).close());
        assertThat(Folders.snapshot(temp)).isEqualTo(before);
        assertThat(temp.resolve("write.lock")).doesNotExist();
    }

    @Test
    void refusesAFileInTheGallerysPlace() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "x");
        assertFails(ArcException.Kind.FAILURE, file + " is not a gallery of arc: it is a file; it was left as it is\n"
                + "name a new or empty folder, or a gallery", () -> create(file, MODEL));
    }

    @Test
    void refusesAnotherProgramsLuceneIndex() throws IOException {
        writeIndex(Map.of());
        List<String> before = Folders.snapshot(temp);
        assertFails(ArcException.Kind.FAILURE,
                temp + " is not a gallery of arc: it holds another program's Lucene index; it was left as it is\n"
                        + "name a new or empty folder, or a gallery",
                () -> create(temp, MODEL));
        assertThat(Folders.snapshot(temp)).isEqualTo(before);
    }

    @Test
    void refusesANewerFormat() throws IOException {
        Map<String, String> data = new HashMap<>(GalleryManifest.forNewGallery(MODEL).toCommitData());
        data.put("arc.gallery.format", "2");
        writeIndex(data);
        assertFails(ArcException.Kind.FAILURE, "gallery " + temp + " has format 2, and this arc reads up to 1\n"
                + "update arc, or index again into a new folder", () -> Gallery.info(temp));
    }

    @Test
    void refusesAManifestWithAMissingOrWrongValue() throws IOException {
        Map<String, String> data = new HashMap<>(GalleryManifest.forNewGallery(MODEL).toCommitData());
        data.put("arc.gallery.dimension", "many");
        writeIndex(data);
        assertThatThrownBy(() -> GallerySearcher.open(temp)).isInstanceOf(ArcException.class).hasMessageStartingWith(
                "gallery " + temp + " is damaged: arc.gallery.dimension is a number, got 'many'\n");
    }

    private void writeIndex(Map<String, String> commitData) throws IOException {
        try (Directory directory = FSDirectory.open(temp);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.addDocument(new Document());
            writer.setLiveCommitData(commitData.entrySet());
            writer.commit();
        }
    }

    @Test
    void refusesAnotherModelAndAnotherDimension() {
        create(temp, MODEL);
        String otherModel = "gallery " + temp + " was built by model 3fa93fa93fa9, but this is model 77c177c177c1\n"
                + "use the gallery's own: leave out -m, or index again by the new model into another folder: "
                + "arc index DATA -g NEW_GALLERY -m MODEL";
        assertFails(ArcException.Kind.MISMATCH, otherModel,
                () -> create(temp, new GalleryModel(Vectors.OTHER_MODEL, 8, null)));
        String otherDimension = "gallery " + temp + " holds embeddings of 8 dimensions, but this one has 9";
        assertFails(ArcException.Kind.MISMATCH, otherDimension, () -> create(temp, Vectors.model(9)));
        try (GallerySearcher searcher = GallerySearcher.open(temp)) {
            searcher.requireModel(Vectors.MODEL);
            assertFails(ArcException.Kind.MISMATCH, otherModel, () -> searcher.requireModel(Vectors.OTHER_MODEL));
            assertFails(ArcException.Kind.MISMATCH, otherDimension,
                    () -> searcher.search(Vectors.random(1, 1, 9).getFirst(), SearchRequest.top(1)));
            assertFails(ArcException.Kind.MISMATCH, otherDimension,
                    () -> searcher.searchAll(Vectors.random(1, 2, 9), SearchRequest.top(1)));
        }
        try (GalleryWriter writer = GalleryWriter.open(temp)) {
            assertFails(ArcException.Kind.MISMATCH, otherDimension,
                    () -> writer.put("a", Vectors.at("/a"), Vectors.random(1, 1, 9).getFirst()));
        }
    }

    @Test
    void copiesTheModelAndItsCardOnceAndMendsAnInterruptedCopy() throws IOException {
        Path gallery = temp.resolve("gallery");
        Path model = Files.write(temp.resolve("any.onnx"), new byte[]{1, 2, 3});
        Path card = Files.writeString(temp.resolve("any.card.json"), "{}");
        GalleryModel both = new GalleryModel(id("\u0001\u0002\u0003{}"), 8, model);
        create(gallery, new GalleryModel(both.id(), 8, null));
        Files.createFile(gallery.resolve(".model.onnx123.tmp"));
        create(gallery, both);
        assertThat(Gallery.modelFile(gallery)).hasBinaryContent(new byte[]{1, 2, 3});
        assertThat(gallery.resolve("model.card.json")).hasContent("{}");
        assertThat(gallery.resolve(".model.onnx123.tmp")).doesNotExist();
        assertThat(Gallery.info(gallery).hasModel()).isTrue();
        create(gallery, new GalleryModel(both.id(), 8, Gallery.modelFile(gallery)));
        assertThat(Gallery.modelFile(gallery)).hasBinaryContent(new byte[]{1, 2, 3});
        Files.writeString(gallery.resolve("model.card.json"), "[]");
        create(gallery, both);
        assertThat(gallery.resolve("model.card.json")).hasContent("{}");
        Files.writeString(card, "{ }");
        assertFails(ArcException.Kind.FAILURE,
                "model " + model + " has changed since it was opened: expected " + both.id().shortForm() + ", found "
                        + id("\u0001\u0002\u0003{ }").shortForm()
                        + "\nrun the same command again with the model that the gallery is to have",
                () -> create(gallery, both));
        assertThat(gallery.resolve("model.card.json")).hasContent("{}");
    }

    @Test
    void leavesACardAloneThatTheModelsIdDoesNotCover() throws IOException {
        Path gallery = temp.resolve("gallery");
        Path model = Files.write(temp.resolve("any.onnx"), new byte[]{1, 2, 3});
        Files.writeString(temp.resolve("any.card.json"), "{}");
        create(gallery, new GalleryModel(id("\u0001\u0002\u0003"), 8, model));
        assertThat(Gallery.modelFile(gallery)).hasBinaryContent(new byte[]{1, 2, 3});
        assertThat(gallery.resolve("model.card.json")).doesNotExist();
    }

    private static ModelId id(String content) {
        try {
            return new ModelId(HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refusesAModelFileThatIsNotTheModelAnyMore() throws IOException {
        Path gallery = temp.resolve("gallery");
        Path model = Files.write(temp.resolve("any.onnx"), new byte[]{1, 2, 3});
        assertFails(ArcException.Kind.FAILURE,
                "model " + model + " has changed since it was opened: expected 3fa93fa93fa9, found 039058c6f2c0\n"
                        + "run the same command again with the model that the gallery is to have",
                () -> create(gallery, new GalleryModel(Vectors.MODEL, 8, model)));
        assertThat(Gallery.modelFile(gallery)).doesNotExist();
        String id = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";
        Path other = temp.resolve("other");
        create(other, new GalleryModel(new ModelId(id), 8, model));
        assertThat(Gallery.modelFile(other)).hasBinaryContent(new byte[]{1, 2, 3});
    }
}
