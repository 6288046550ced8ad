package arc.train.loop;

import arc.infer.embedding.Embedding;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.evaluation.RetrievalMetrics;
import arc.infer.image.InputTensor;
import arc.train.data.Batch;
import arc.train.data.TrainingData;
import arc.train.net.EmbeddingNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Measures a network by what it is for: the share of validation images whose nearest training image has
 * their label. Labels never go through the margin. At most {@value #MOST_PROBES} probes and
 * {@value #MOST_GALLERY} gallery images are used, spread evenly over the classes.
 */
final class Validation {

    private static final int MOST_PROBES = 5_000;
    private static final int MOST_GALLERY = 10_000;
    private static final int BATCH = 256;

    private final TrainingData data;

    Validation(TrainingData data) {
        this.data = data;
    }

    /** Returns precision@1, or NaN where there is nothing to measure by. */
    double precisionAt1(EmbeddingNetwork network, int threads) {
        if (data.validationSize() == 0) {
            return Double.NaN;
        }
        EmbeddingSet probes = embed(network, data::validationInput, data::validationClass,
                spread(data.validationSize(), MOST_PROBES));
        EmbeddingSet gallery = embed(network, data::trainInput, data::trainClass,
                spread(data.trainSize(), MOST_GALLERY));
        return RetrievalMetrics.precisionAt1(probes, gallery, threads);
    }

    /** Returns evenly spaced indices; the samples are in the order of their classes. */
    private static int[] spread(int size, int most) {
        int count = Math.min(size, most);
        return IntStream.range(0, count).map(i -> (int) ((long) i * size / count)).toArray();
    }

    private static EmbeddingSet embed(EmbeddingNetwork network, IntFunction<InputTensor> input,
            IntUnaryOperator classIndex, int[] which) {
        List<Embedding> embeddings = new ArrayList<>(which.length);
        for (int from = 0; from < which.length; from += BATCH) {
            List<InputTensor> inputs = IntStream.range(from, Math.min(which.length, from + BATCH))
                    .mapToObj(i -> input.apply(which[i])).toList();
            try (INDArray x = Batch.nhwc(inputs)) {
                INDArray raw = network.embed(x);
                for (int i = 0; i < inputs.size(); i++) {
                    embeddings.add(Embedding.normalised(raw.getRow(i).toFloatVector()));
                }
            }
        }
        return EmbeddingSet.of(embeddings).withLabels(
                IntStream.of(which).mapToObj(i -> Integer.toString(classIndex.applyAsInt(i))).toList());
    }
}
