package arc.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import arc.infer.embedding.Embedding;
import arc.infer.image.InputTensor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class CudaEmbeddingTest {

    @Test
    @Tag("gpu")
    void aGpuEmbedsAsTheCpuDoes() {
        OnnxRuntimeInfo runtime = OnnxRuntimeInfo.read();
        assumeTrue(runtime.cudaProblem().isEmpty(), () -> "skipped: needs a GPU and a build with -Pcuda, "
                + runtime.cudaProblem().orElseThrow());
        byte[] model = VggOnnx.bytes(0.25, 64);
        List<InputTensor> inputs = new ArrayList<>();
        Random random = new Random(8);
        for (int i = 0; i < 5; i++) {
            float[] values = new float[32 * 32];
            for (int j = 0; j < values.length; j++) {
                values[j] = random.nextFloat();
            }
            inputs.add(new InputTensor(1, 32, values));
        }
        List<Embedding> cpu = embed(model, inputs, new Device.Cpu());
        List<Embedding> cuda = embed(model, inputs, new Device.Cuda(0));
        for (int i = 0; i < inputs.size(); i++) {
            assertThat(cuda.get(i).toArrayCopy()).containsExactly(cpu.get(i).toArrayCopy(), within(1e-3f));
        }
    }

    private static List<Embedding> embed(byte[] model, List<InputTensor> inputs, Device device) {
        try (OnnxEmbedder embedder = OnnxEmbedder.open(model, "vgg.onnx", device, 1)) {
            return embedder.embed(inputs);
        }
    }
}
