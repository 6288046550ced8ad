package arc.infer.model;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.ArcException;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.foreign.Arena;
import java.util.stream.Stream;

/** Inspects the seeds; with JAZZER_FUZZ=1, whatever Jazzer makes of them. */
class OnnxPrecheckFuzzTest {

    static Stream<byte[]> models() {
        TinyOnnx external = TinyOnnx.identity();
        external.weightTensor.number(14, 1);
        TinyOnnx foreign = TinyOnnx.identity();
        foreign.nodes.add(TinyOnnx.node("Loop", java.util.List.of("flat"), "again"));
        return Stream.of(TinyOnnx.identity().bytes(), OnnxSeal.seal(TinyOnnx.identity().bytes()), external.bytes(),
                foreign.bytes());
    }

    @MethodSource("models")
    @FuzzTest(maxDuration = "10m")
    void givesAModelWithoutDataElsewhereOrARefusal(byte[] bytes) {
        try (Arena arena = Arena.ofConfined()) {
            OnnxModel model = OnnxModel.of(ModelFile.copyOf(bytes, "x.onnx", arena));
            assertThat(model.outline().externalTensors()).isEmpty();
        } catch (ArcException e) {
            assertThat(e).hasMessageStartingWith("x.onnx ");
        }
    }
}
