package arc.train.loop;

import arc.infer.embedding.CosineRows;
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

    /**
     * Says how one validation image fared.
     *
     * @param index of the validation image
     * @param nearest index of the training image nearest to it; the lower one where cosines are equal
     * @param cosine of the two, in [-1, 1]
     * @param sameLabelCosine with the nearest training image of its own label; NaN where there is none
     */
    record Probe(int index, int nearest, float cosine, float sameLabelCosine) {}

    /** Returns how each of the validation images fared that {@link #precisionAt1} is the average of; maybe none. */
    List<Probe> probes(EmbeddingNetwork network, int threads) {
        if (data.validationSize() == 0) {
            return List.of();
        }
        int[] probeIndices = spread(data.validationSize(), MOST_PROBES);
        int[] galleryIndices = spread(data.trainSize(), MOST_GALLERY);
        EmbeddingSet probes = embed(network, data::validationInput, data::validationClass, probeIndices);
        EmbeddingSet gallery = embed(network, data::trainInput, data::trainClass, galleryIndices);
        Probe[] measured = new Probe[probeIndices.length];
        CosineRows.visit(probes, gallery, threads,
                (row, cosines) -> measured[row] = probe(probeIndices[row], galleryIndices, cosines));
        return List.of(measured);
    }

    private Probe probe(int index, int[] gallery, float[] cosines) {
        int nearest = 0;
        float ownLabel = Float.NaN;
        for (int row = 0; row < gallery.length; row++) {
            if (cosines[row] > cosines[nearest]) {
                nearest = row;
            }
            if (data.trainClass(gallery[row]) == data.validationClass(index) && !(cosines[row] <= ownLabel)) {
                ownLabel = cosines[row];
            }
        }
        return new Probe(index, gallery[nearest], Math.clamp(cosines[nearest], -1f, 1f),
                Math.clamp(ownLabel, -1f, 1f));
    }

    /** Returns evenly spaced indices; the samples are in the order of their classes. */
    private static int[] spread(int size, int most) {
        int count = Math.min(size, most);
        return IntStream.range(0, count).map(i -> (int) ((long) i * size / count)).toArray();
    }

    private static EmbeddingSet embed(EmbeddingNetwork network, IntFunction<InputTensor> input,
            IntUnaryOperator classIndex, int[] which) {
        List<Embedding> embeddings = new ArrayList<>(which.length);
        int batch = network.embeddingBatch();
        for (int from = 0; from < which.length; from += batch) {
            List<InputTensor> inputs = IntStream.range(from, Math.min(which.length, from + batch))
                    .mapToObj(i -> input.apply(which[i])).toList();
            try (INDArray x = Batch.nhwc(inputs)) {
                embeddings.addAll(network.unitEmbeddings(x));
            }
        }
        return EmbeddingSet.of(embeddings).withLabels(
                IntStream.of(which).mapToObj(i -> Integer.toString(classIndex.applyAsInt(i))).toList());
    }
}
