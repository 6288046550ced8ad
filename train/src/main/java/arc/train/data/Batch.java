package arc.train.data;

import arc.infer.image.InputTensor;
import arc.train.net.TrainingDevice;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import java.util.List;

/** Holds one step's input and labels as DL4J takes them. */
public final class Batch {

    private final INDArray x; // [B, H, W, C]
    private final INDArray labels; // [B, 1]

    private Batch(INDArray x, INDArray labels) {
        this.x = x;
        this.labels = labels;
    }

    /** Puts inputs and class indices together. */
    public static Batch of(List<InputTensor> inputs, int[] classes) {
        float[] y = new float[classes.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = classes[i];
        }
        return TrainingDevice.makeForOthers(
                () -> new Batch(nhwc(inputs), Nd4j.create(y, new long[]{y.length, 1}, 'c')));
    }

    /** Turns inputs, each [C, H, W], into one array, [B, H, W, C]. */
    public static INDArray nhwc(List<InputTensor> inputs) {
        int channels = inputs.getFirst().channels();
        int size = inputs.getFirst().sizePixels();
        int length = inputs.getFirst().length();
        float[] values = new float[Math.multiplyExact(inputs.size(), length)];
        float[] one = new float[length];
        for (int b = 0; b < inputs.size(); b++) {
            if (channels == 1) {
                inputs.get(b).copyTo(values, b * length);
                continue;
            }
            inputs.get(b).copyTo(one, 0);
            for (int c = 0; c < channels; c++) {
                for (int p = 0; p < size * size; p++) {
                    values[b * length + p * channels + c] = one[c * size * size + p];
                }
            }
        }
        return Nd4j.create(values, new long[]{inputs.size(), size, size, channels}, 'c');
    }

    /** Returns the input, [B, H, W, C]. */
    public INDArray x() {
        return x;
    }

    /** Returns the class indices, [B, 1]. */
    public INDArray labels() {
        return labels;
    }

    /** Frees the native memory. */
    void close() {
        x.close();
        labels.close();
    }
}
