package arc.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.data.DefaultSplit;
import arc.infer.data.ImageSource;
import arc.infer.data.ImageSources;
import arc.infer.data.LabelledImage;
import arc.infer.image.Preprocessing;
import arc.train.data.augment.Augmentation;
import arc.train.data.augment.Augmenter;
import arc.train.loop.NetworkConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

class ContainersTest {

    private static final Preprocessing INPUT = NetworkConfig.defaultPreprocessing();

    @TempDir
    Path folder;

    @Test
    void aFolderOfPngFilesTrainsAsTheIdxFilesItCameFrom() throws IOException {
        ImageSource idx = ImageSources.limit(ImageSources.open("mnist:test", DefaultSplit.TEST, List.of()), 300, 1);
        int number = 0;
        for (LabelledImage image : idx.images()) {
            FilePictures.write(folder.resolve(image.label().orElseThrow())
                    .resolve(String.format(Locale.ROOT, "%05d.png", 99_999 - number++)), image.decode());
        }
        TrainingData one = TrainingData.read(idx, INPUT, 0.1, 5);
        TrainingData two = TrainingData.read(ImageSources.open(folder.toString(), DefaultSplit.TRAIN, List.of()), INPUT,
                0.1, 5);
        assertThat(two.fingerprint()).isEqualTo(one.fingerprint());
        assertThat(two.classNames()).isEqualTo(one.classNames());
        assertThat(two.trainClassesCopy()).isEqualTo(one.trainClassesCopy());
        assertThat(two.validationSize()).isEqualTo(one.validationSize()).isEqualTo(30);
        for (int i = 0; i < one.validationSize(); i++) {
            assertThat(two.validationInput(i).toArrayCopy()).isEqualTo(one.validationInput(i).toArrayCopy());
            assertThat(two.validationClass(i)).isEqualTo(one.validationClass(i));
            assertThat(two.validationPath(i)).endsWith(".png");
            assertThat(one.validationPath(i)).startsWith("mnist:test/");
            assertThat(two.validationThumbnail(i, 16).rgbArrayCopy())
                    .isEqualTo(one.validationThumbnail(i, 16).rgbArrayCopy());
        }
        for (Augmentation level : Augmentation.values()) {
            Augmenter augmenter = Augmenter.of(level, false, INPUT);
            assertThat(Streams.dealt(two, 1, 0, new Sampler.ClassBalanced(), augmenter, 1))
                    .isEqualTo(Streams.dealt(one, 1, 0, new Sampler.ClassBalanced(), augmenter, 1));
        }
    }

    @Test
    void otherLabelsPicturesOrSplitsHaveAnotherFingerprint() {
        FakeSource source = FakeSource.digits(2, 20, 1);
        String fingerprint = TrainingData.read(source, INPUT, 0.2, 5).fingerprint();
        assertThat(fingerprint).matches("[0-9a-f]{64}");
        assertThat(TrainingData.read(source, INPUT, 0.2, 5).fingerprint()).isEqualTo(fingerprint);
        assertThat(TrainingData.read(source, INPUT, 0.2, 6).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(TrainingData.read(source, INPUT, 0.1, 5).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(TrainingData.read(FakeSource.digits(2, 20, 2), INPUT, 0.2, 5).fingerprint())
                .isNotEqualTo(fingerprint);
        List<LabelledImage> renamed = source.images().stream()
                .map(image -> FakeSource.image(image.path(), image.label().orElseThrow() + "x", decoded(image)))
                .toList();
        assertThat(TrainingData.read(new FakeSource("fake", renamed), INPUT, 0.2, 5).fingerprint())
                .isNotEqualTo(fingerprint);
        Preprocessing larger = new Preprocessing(64, Preprocessing.Channels.GREY, Preprocessing.Fit.RESIZE,
                List.of(0.5),
                List.of(0.5));
        assertThat(TrainingData.read(source, larger, 0.2, 5).fingerprint()).isEqualTo(fingerprint);
    }

    private static arc.infer.image.DecodedImage decoded(LabelledImage image) {
        try {
            return image.decode();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
