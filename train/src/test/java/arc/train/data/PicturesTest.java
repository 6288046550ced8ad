package arc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.data.LabelledImage;
import arc.infer.image.DecodedImage;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

class PicturesTest {

    private static final long ALL = PixelCache.DEFAULT_BUDGET_BYTES;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Preprocessing.Channels.class)
    void withoutAugmentationTheNetworkSeesWhatPreprocessingTheOriginalGives(Preprocessing.Channels channels)
            throws Exception {
        List<LabelledImage> images = mixed();
        for (Preprocessing.Fit fit : List.of(Preprocessing.Fit.PAD, Preprocessing.Fit.RESIZE)) {
            int size = fit == Preprocessing.Fit.PAD ? 300 : 32;
            Preprocessing input = new Preprocessing(size, channels, fit, List.of(0.485), List.of(0.229));
            for (long budget : new long[]{0, 10_000, ALL}) {
                for (boolean augmentation : new boolean[]{true, false}) {
                    TrainingData data = TrainingData.read(new FakeSource("mixed", images), input, 0, 5,
                            new PixelCache(folder, budget, augmentation));
                    Map<String, LabelledImage> byPath = byPath(images);
                    for (int i = 0; i < data.trainSize(); i++) {
                        InputTensor expected = new Preprocessor(input)
                                .apply(byPath.get(data.trainPath(i)).decode());
                        assertThat(data.trainInput(i).toArrayCopy()).isEqualTo(expected.toArrayCopy());
                    }
                }
            }
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void augmentationStartsFromTheSamePictureKeptOrNot() {
        Preprocessing input = new Preprocessing(32, Preprocessing.Channels.RGB, Preprocessing.Fit.RESIZE, List.of(0.5),
                List.of(0.5));
        List<byte[]> first = sources(input, new PixelCache(folder, ALL, true));
        for (PixelCache other : List.of(new PixelCache(folder, 0, true), new PixelCache(folder, 20_000, true),
                new PixelCache(folder, ALL, false))) {
            List<byte[]> again = sources(input, other);
            for (int i = 0; i < first.size(); i++) {
                assertThat(again.get(i)).isEqualTo(first.get(i));
            }
        }
    }

    @Test
    void aLargePictureIsReducedToHalfAsMuchAgainAsTheInput() throws Exception {
        Preprocessing input = new Preprocessing(32, Preprocessing.Channels.RGB, Preprocessing.Fit.RESIZE, List.of(0.5),
                List.of(0.5));
        assertThat(size(input, 224, 200)).isEqualTo("54x48");
        assertThat(size(input, 48, 300)).isEqualTo("48x300");
        assertThat(size(input, 49, 300)).isEqualTo("48x294");
        assertThat(size(input, 20, 20)).isEqualTo("20x20");
    }

    @Test
    void keepsManyBytesInAFileThatHasNoName() throws IOException {
        Path below = folder.resolve("below");
        PixelStore store = new PixelStore(new PixelCache(below, ALL, true));
        Random random = new Random(3);
        List<DecodedImage> pictures = new ArrayList<>();
        List<PixelStore.Slot> slots = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            byte[] samples = new byte[(200 + i) * 300 * (i % 2 == 0 ? 3 : 1)];
            random.nextBytes(samples);
            pictures.add(i % 2 == 0
                    ? DecodedImage.ofRgb(200 + i, 300, samples)
                    : DecodedImage.ofGrey(200 + i, 300, samples));
            slots.add(store.keep(pictures.get(i)).orElseThrow());
        }
        store.seal();
        for (int i = 0; i < 40; i++) {
            assertThat(store.read(slots.get(i)).samplesArrayCopy()).isEqualTo(pictures.get(i).samplesArrayCopy());
            assertThat(store.read(slots.get(i)).widthPixels()).isEqualTo(200 + i);
        }
        try (var left = Files.list(below)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void keepsUpToTheBudgetAndNotAByteMore() {
        PixelStore store = new PixelStore(new PixelCache(folder, 300, true));
        DecodedImage hundred = DecodedImage.ofGrey(10, 10, new byte[100]);
        assertThat(store.keep(hundred)).isPresent();
        assertThat(store.keep(DecodedImage.ofGrey(201, 1, new byte[201]))).isEmpty();
        assertThat(store.keep(hundred)).isPresent();
        assertThat(store.keep(hundred)).hasValue(new PixelStore.Slot(200, 10, 10, 1));
        assertThat(store.keep(DecodedImage.ofGrey(1, 1, new byte[1]))).isEmpty();
    }

    @Test
    void saysWhereThereIsNoRoom() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        PixelStore store = new PixelStore(new PixelCache(file, ALL, true));
        DecodedImage large = DecodedImage.ofGrey(1025, 1024, new byte[1025 * 1024]);
        assertThatThrownBy(() -> store.keep(large)).isInstanceOfSatisfying(ArcException.class,
                e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.NOT_WRITABLE))
                .hasMessage("cannot keep the decoded pictures in " + file + ": a file of that name is in the way;\n"
                        + "make room there, or name another folder: ARC_JAVA_OPTS=-Djava.io.tmpdir=DIR");
    }

    @Test
    void noticesAPictureThatChanges() throws IOException {
        Path file = folder.resolve("a.png");
        FilePictures.write(file, noise(20, 20, 1, 1));
        List<LabelledImage> images = new ArrayList<>(FakeSource.digits(2, 3, 1).images());
        images.add(FilePictures.image(file, "1"));
        Preprocessing input = new Preprocessing(32, Preprocessing.Channels.GREY, Preprocessing.Fit.PAD, List.of(0.5),
                List.of(0.5));
        TrainingData data = TrainingData.read(new FakeSource("x", images), input, 0, 5,
                new PixelCache(folder, 0, true));
        FilePictures.write(file, noise(20, 20, 1, 2));
        assertThatThrownBy(() -> {
            for (int i = 0; i < data.trainSize(); i++) {
                data.trainInput(i);
            }
        }).isInstanceOf(ArcException.class).hasMessage(file
                + " has changed since the run began: pictures must stay as they are while arc trains on them");
    }

    @Test
    void thumbnailsKeepTheirColoursAndShapeAndOutliveTheirFile() throws IOException {
        Path file = folder.resolve("a.png");
        FilePictures.write(file, noise(60, 30, 3, 1));
        List<LabelledImage> images = List.of(FilePictures.image(file, "a"),
                FakeSource.image("b", "b", noise(10, 10, 1, 2)));
        Preprocessing input = new Preprocessing(32, Preprocessing.Channels.GREY, Preprocessing.Fit.RESIZE, List.of(0.5),
                List.of(0.5));
        TrainingData data = TrainingData.read(new FakeSource("x", images), input, 0, 5);
        DecodedImage thumbnail = data.trainThumbnail(0, 40);
        assertThat(data.trainPath(0)).isEqualTo(file.toString());
        assertThat(thumbnail.widthPixels()).isEqualTo(40);
        assertThat(thumbnail.heightPixels()).isEqualTo(20);
        assertThat(thumbnail.isGrey()).isFalse();
        assertThat(data.trainThumbnail(1, 40).widthPixels()).isEqualTo(10);
        Files.delete(file);
        assertThat(data.trainThumbnail(0, 40).isGrey()).isTrue();
    }

    private List<byte[]> sources(Preprocessing input, PixelCache cache) {
        Pictures pictures = new Pictures(input, cache);
        List<Sample> samples = mixed().stream().map(image -> FilePictures.read(pictures, image)).toList();
        pictures.seal();
        return samples.stream().map(sample -> pictures.source(sample).rgbArrayCopy()).toList();
    }

    private String size(Preprocessing input, int width, int height) {
        Pictures pictures = new Pictures(input, new PixelCache(folder, ALL, true));
        Sample sample = FilePictures.read(pictures, FakeSource.image("x", "0", noise(width, height, 3, 1)));
        pictures.seal();
        DecodedImage source = pictures.source(sample);
        return source.widthPixels() + "x" + source.heightPixels();
    }

    /** Returns colour and grey pictures, some of the grey ones in three channels, of sizes from 1 to 224. */
    private static List<LabelledImage> mixed() {
        List<LabelledImage> images = new ArrayList<>();
        int[] sides = {1, 31, 32, 33, 48, 72, 224};
        for (int i = 0; i < sides.length; i++) {
            DecodedImage grey = noise(sides[i], sides[(i * 3 + 1) % 7], 1, i);
            images.add(FakeSource.image("grey" + i, "a", grey));
            images.add(FakeSource.image("grey3" + i, "b",
                    DecodedImage.ofRgb(grey.widthPixels(), grey.heightPixels(), grey.rgbArrayCopy())));
            images.add(FakeSource.image("colour" + i, i % 2 == 0 ? "a" : "b",
                    noise(sides[i], sides[(i * 5 + 2) % 7], 3, i)));
        }
        return images;
    }

    private static Map<String, LabelledImage> byPath(List<LabelledImage> images) {
        Map<String, LabelledImage> byPath = new TreeMap<>();
        images.forEach(image -> byPath.put(image.path(), image));
        return byPath;
    }

    private static DecodedImage noise(int width, int height, int channels, long seed) {
        byte[] samples = new byte[width * height * channels];
        new Random(seed).nextBytes(samples);
        return channels == 1
                ? DecodedImage.ofGrey(width, height, samples)
                : DecodedImage.ofRgb(width, height, samples);
    }
}
