package arc.train.export;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import arc.infer.image.InputTensor;
import arc.infer.model.Device;
import arc.infer.model.OnnxEmbedder;
import arc.train.data.Batch;
import arc.train.net.EmbeddingNetwork;

import java.util.ArrayList;
import java.util.List;

/** Compares what DL4J and ONNX Runtime make of the same pictures. */
final class ParityCheck {

    /** Largest difference of a value of a unit vector. */
    static final double TOLERANCE = 1e-5;

    private static final int[] BATCHES = {1, 7, 64};

    private ParityCheck() {}

    /**
     * Runs batches of 1, 7 and 64 through both, or smaller ones where the pictures are large.
     *
     * @param onnx the file's bytes
     * @param inputs real pictures, preprocessed; used round and round where there are fewer than 64
     * @return the largest difference
     * @throws ArcException when it is above {@value #TOLERANCE}
     */
    static double run(EmbeddingNetwork network, byte[] onnx, List<InputTensor> inputs) {
        double largest = 0;
        try (OnnxEmbedder embedder = OnnxEmbedder.open(onnx, "the exported model", new Device.Cpu(), 1)) {
            for (int most : BATCHES) {
                int batch = Math.min(most, network.embeddingBatch());
                List<InputTensor> some = new ArrayList<>();
                for (int i = 0; i < batch; i++) {
                    some.add(inputs.get(i % inputs.size()));
                }
                largest = Math.max(largest, difference(network.unitEmbeddings(Batch.nhwc(some)), embedder.embed(some)));
            }
        }
        if (!(largest <= TOLERANCE)) {
            throw new ArcException("the exported model differs from the trained one by " + largest
                    + " on unit vectors (at most " + TOLERANCE + " is allowed); nothing was written");
        }
        return largest;
    }

    private static double difference(List<Embedding> trained, List<Embedding> exported) {
        double largest = 0;
        for (int i = 0; i < exported.size(); i++) {
            float[] own = trained.get(i).toArrayCopy();
            float[] other = exported.get(i).toArrayCopy();
            for (int d = 0; d < own.length; d++) {
                largest = Math.max(largest, Math.abs((double) own[d] - other[d]));
            }
        }
        return largest;
    }
}
