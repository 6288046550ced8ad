package arc.infer.model;

import arc.infer.image.InputTensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Measures a VGG16 on the CPU; no test. Arguments: width, pictures, threads. Run it on the test class
 * path with the flags of {@code .mvn/jvm-flags}.
 */
final class OnnxEmbedderBenchmark {

    private OnnxEmbedderBenchmark() {}

    public static void main(String[] args) {
        double width = args.length > 0 ? Double.parseDouble(args[0]) : 0.25;
        int pictures = args.length > 1 ? Integer.parseInt(args[1]) : 2048;
        int threads = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        byte[] onnx = VggOnnx.bytes(width, 512);
        Random random = new Random(1);
        List<InputTensor> inputs = new ArrayList<>();
        for (int i = 0; i < pictures; i++) {
            float[] pixels = new float[32 * 32];
            for (int j = 0; j < pixels.length; j++) {
                pixels[j] = random.nextFloat() - 0.5f;
            }
            inputs.add(new InputTensor(1, 32, pixels));
        }
        long opening = System.nanoTime();
        try (OnnxEmbedder embedder = OnnxEmbedder.open(onnx, "vgg16.onnx", Device.parse("cpu"), threads)) {
            System.out.printf("opened %.1f MB in %.2f s%n", onnx.length / 1e6, (System.nanoTime() - opening) / 1e9);
            for (int round = 0; round < 4; round++) {
                long start = System.nanoTime();
                int embedded = embedder.embed(inputs).size();
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf("width %s, %d threads: %.0f images/s%n", width, threads, embedded / seconds);
            }
        }
    }
}
