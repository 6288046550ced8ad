package arc.train.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.image.Preprocessing;
import arc.train.net.Backbone;
import arc.train.net.EmbeddingNetwork;
import arc.train.net.Vgg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class PretrainedTrunkTest {

    private static final Path BN = TransferFiles.path("torch-vgg16-bn.onnx");
    private static final Path VGG11 = TransferFiles.path("torch-vgg11.onnx");
    private static final Path KERAS = TransferFiles.path("keras-2016.h5");

    @TempDir
    Path folder;

    @Test
    void tellsWhatAFileHolds() {
        PretrainedTrunk bn = PretrainedTrunk.read(BN);
        assertThat(bn.vgg()).isEqualTo(Vgg.VGG16);
        assertThat(bn.stageChannels()).containsExactly(16, 16, 16, 32, 32);
        assertThat(bn.width()).hasValue(TransferFiles.WIDTH);
        assertThat(bn.inputChannels()).isEqualTo(3);
        assertThat(bn.batchNorm()).isTrue();
        assertThat(bn.dimension()).isEmpty();
        assertThat(bn.preprocessing()).isEmpty();
        assertThat(bn).hasToString("vgg16 with 16-16-16-32-32 channels for color pictures, with batch normalization, "
                + "from " + BN);

        PretrainedTrunk vgg11 = PretrainedTrunk.read(VGG11);
        assertThat(vgg11.vgg()).isEqualTo(Vgg.VGG11);
        assertThat(vgg11.batchNorm()).isFalse();
    }

    @Test
    void knowsThePreprocessingOfKeras() {
        assertThat(PretrainedTrunk.read(KERAS).preprocessing()).hasValue(new Preprocessing(224,
                Preprocessing.Channels.RGB, Preprocessing.Fit.RESIZE,
                List.of(123.68 / 255, 116.779 / 255, 103.939 / 255), List.of(1.0 / 255)));
    }

    @Test
    void readsBothLayoutsOfKerasAlike() {
        EmbeddingNetwork old = TransferFiles.network(vgg16(false), 1);
        EmbeddingNetwork model = TransferFiles.network(vgg16(false), 1);
        PretrainedTrunk.read(KERAS).copyInto(old);
        PretrainedTrunk.read(TransferFiles.path("keras-2-model.h5")).copyInto(model);
        assertThat(old.dl4j().params().equals(model.dl4j().params())).isTrue();
    }

    @Test
    void initialisesBatchNormalisationAsTheFilesBias() {
        PretrainedTrunk trunk = PretrainedTrunk.read(KERAS);
        EmbeddingNetwork plain = TransferFiles.network(vgg16(false), 1);
        EmbeddingNetwork normalised = TransferFiles.network(vgg16(true), 1);
        trunk.copyInto(plain);
        trunk.copyInto(normalised);
        for (int i = 0; i < 13; i++) {
            Map<String, INDArray> bias = plain.blockParams().get(i);
            Map<String, INDArray> bn = normalised.blockParams().get(i);
            assertThat(values(bn, "W")).isEqualTo(values(bias, "W"));
            assertThat(values(bn, "beta")).isEqualTo(values(bias, "b"));
            assertThat(values(bn, "gamma")).containsOnly((float) Math.sqrt(1 + 1e-5));
            assertThat(values(bn, "mean")).containsOnly(0);
            assertThat(values(bn, "var")).containsOnly(1);
        }
    }

    @Test
    void leavesTheLinearLayerAndTheHeadAsTheyAre() {
        EmbeddingNetwork fresh = TransferFiles.network(vgg16(true), 5);
        EmbeddingNetwork started = TransferFiles.network(vgg16(true), 5);
        assertThat(PretrainedTrunk.read(BN).copyInto(started)).isFalse();
        assertThat(started.embeddingParams()).isEqualTo(fresh.embeddingParams());
        assertThat(started.dl4j().getOutputLayer().paramTable()).isEqualTo(fresh.dl4j().getOutputLayer().paramTable());
    }

    @Test
    void fitsOnlyTheSameVggOfTheSameWidth() {
        PretrainedTrunk trunk = PretrainedTrunk.read(VGG11);
        assertThatCode(() -> trunk.requireFits(new Backbone(Vgg.VGG11, 0.0625, true, 3, 224, 64)))
                .doesNotThrowAnyException();
        assertThatCode(() -> trunk.requireFits(new Backbone(Vgg.VGG11, 0.0625, false, 1, 32, 64)))
                .doesNotThrowAnyException();
        assertMismatch(trunk, new Backbone(Vgg.VGG13, 0.0625, true, 3, 32, 64), VGG11
                + " holds a vgg11 with 16-16-16-32-32 channels for color pictures, but the network to train is a vgg13 with "
                + "16-16-16-32-32 channels for color pictures;\nuse --backbone vgg11 --width 0.0625");
        assertMismatch(trunk, new Backbone(Vgg.VGG11, 1, true, 3, 32, 64), VGG11
                + " holds a vgg11 with 16-16-16-32-32 channels for color pictures, but the network to train is a vgg11 with "
                + "64-128-256-512-512 channels for color pictures;\nuse --backbone vgg11 --width 0.0625");
    }

    @Test
    void refusesWhatIsNoFileOfATrunk() throws IOException {
        assertRefused(folder.resolve("none.onnx"), "cannot read FILE: no such file or folder");
        assertRefused(folder, "cannot read FILE: it is not a file");
        assertRefused(Files.writeString(folder.resolve("a.pt"), "PK\u0003\u0004 and so on"),
                "can't start from FILE: it is a zip, as PyTorch's .pt and Keras's .keras are; save it as ONNX, or from "
                        + "Keras as .h5");
        assertRefused(Files.writeString(folder.resolve("text.h5"), "no signature"),
                "can't start from FILE: it is no HDF5 file, by its first bytes");
        assertThatThrownBy(() -> PretrainedTrunk.read(Files.writeString(folder.resolve("text.onnx"), "not a model")))
                .isInstanceOf(ArcException.class).hasMessageContaining("text.onnx");
    }

    private static void assertMismatch(PretrainedTrunk trunk, Backbone backbone, String message) {
        assertThatThrownBy(() -> trunk.requireFits(backbone)).isInstanceOfSatisfying(ArcException.class,
                e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.MISMATCH)).hasMessage(message);
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> PretrainedTrunk.read(file)).isInstanceOf(ArcException.class)
                .hasMessage(message.replace("FILE", file.toString()));
    }

    private static Backbone vgg16(boolean batchNorm) {
        return new Backbone(Vgg.VGG16, TransferFiles.WIDTH, batchNorm, 3, 32, 8);
    }

    private static float[] values(Map<String, INDArray> params, String key) {
        INDArray array = params.get(key);
        return array.dup('c').reshape(array.length()).toFloatVector();
    }
}
