package arc.train.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** A processor with wider vectors must not train another model. */
class LaneWidthTest {

    @Test
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64", disabledReason = "the JVM narrows vectors on x86-64 only")
    void givesTheSameBitsWithNarrowerVectors() throws IOException, InterruptedException {
        Process narrow = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:UseAVX=2", "--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                LaneWidthTest.class.getName()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String digest = new String(narrow.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(narrow.waitFor()).isZero();
        assertThat(digest).isEqualTo("8 lanes or fewer: " + digest());
    }

    public static void main(String[] args) {
        System.out.println((Lanes.COUNT <= 8 ? "8 lanes or fewer: " : "wide: ") + digest());
    }

    /** Runs each kind of pass once. */
    private static int digest() {
        Random random = new Random(3);
        Workers workers = new Workers(2);
        Grid grid = new Grid(3, 9, 10, 48, true);
        MemorySegment picture = gaussian(random, 3 * 9 * 10);
        MemorySegment first = gaussian(random, 9 * 48);
        MemorySegment second = gaussian(random, 9 * 48 * 48);
        MemorySegment x = zeros(grid.rows() * 48);
        MemorySegment z = zeros(grid.rows() * 48);
        new PatchConvolution(1, grid, workers).forward(picture, first, x);
        WinogradConvolution convolution = new WinogradConvolution(48, grid, workers);
        convolution.forward(x, second, z);

        BatchMoments moments = BatchMoments.of(z, grid.rows(), 48, workers);
        float[] gain = new float[48];
        float[] offset = new float[48];
        float[] mean = new float[48];
        for (int c = 0; c < 48; c++) {
            gain[c] = (float) (1 / Math.sqrt(moments.variance(c) + 1e-5));
            mean[c] = (float) moments.mean(c);
            offset[c] = -mean[c] * gain[c];
        }
        BlockPasses passes = new BlockPasses(grid, workers);
        MemorySegment y = zeros(3 * 4 * 5 * 48);
        passes.forward(z, gain, offset, y);
        ChannelSums sums = passes.gradientSums(z, y, gain, offset, mean);
        passes.backwardInPlace(z, y, gain, offset, offset, gain);

        MemorySegment dx = zeros(grid.rows() * 48);
        MemorySegment dKernel = zeros(9 * 48 * 48);
        convolution.inputGradient(z, second, dx);
        convolution.kernelGradient(x, z, dKernel);
        MemorySegment dFirst = zeros(9 * 48);
        new PatchConvolution(1, grid, workers).kernelGradient(picture, dx, dFirst);
        MemorySegment velocity = zeros(9 * 48 * 48);
        FlatUpdates.momentum(second, dKernel, velocity, 0, 9 * 48 * 48 - 3, 0.25f, 0.01f, 0.9f, 0.1f, workers);
        return Arrays.hashCode(new int[]{hash(x), hash(y), hash(z), hash(dx), hash(dKernel), hash(dFirst),
                hash(second), Arrays.hashCode(sums.first()), Arrays.hashCode(sums.second())});
    }

    private static MemorySegment gaussian(Random random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, values);
    }

    private static MemorySegment zeros(int length) {
        return Arena.ofAuto().allocate((long) length * Float.BYTES, Float.BYTES);
    }

    private static int hash(MemorySegment floats) {
        return Arrays.hashCode(floats.toArray(ValueLayout.JAVA_FLOAT));
    }
}
