package arc.index;

import arc.infer.embedding.Embedding;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.infer.model.Embedder;
import arc.infer.model.ModelCard;
import arc.infer.model.ModelId;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Gives each picture a random direction that depends on its pixels only, and notes the batches it was given. */
final class FakeEmbedder implements Embedder {

    static final int SIZE_PIXELS = 4;
    static final int DIMENSION = 16;
    static final Preprocessing PREPROCESSING = new Preprocessing(SIZE_PIXELS, Preprocessing.Channels.GREY,
            Preprocessing.Fit.PAD, List.of(0.5), List.of(0.5));

    private final ModelId id;
    private final List<Integer> batches = new ArrayList<>();

    FakeEmbedder() {
        this(Vectors.MODEL);
    }

    FakeEmbedder(ModelId id) {
        this.id = id;
    }

    GalleryModel model() {
        return new GalleryModel(id, DIMENSION, null);
    }

    /** Returns the size of each batch so far. */
    List<Integer> batches() {
        return batches;
    }

    @Override
    public ModelId modelId() {
        return id;
    }

    @Override
    public ModelCard card() {
        return new ModelCard(ModelCard.FORMAT_VERSION, "test", PREPROCESSING, DIMENSION, "vgg16", 1, false, "arcface",
                0.5, 30, List.of(), "none", 1, Map.of());
    }

    @Override
    public List<Embedding> embed(List<InputTensor> inputs) {
        if (!inputs.isEmpty()) {
            batches.add(inputs.size());
        }
        return inputs.stream().map(FakeEmbedder::embed).toList();
    }

    static Embedding embed(InputTensor input) {
        return Vectors.random(new Random(java.util.Arrays.hashCode(input.toArrayCopy())), DIMENSION);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
