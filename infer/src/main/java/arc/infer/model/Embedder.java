package arc.infer.model;

import arc.infer.embedding.Embedding;
import arc.infer.image.InputTensor;

import java.util.List;

/** Turns preprocessed pictures into embeddings. Owns native memory: close it. Safe for several threads. */
public interface Embedder extends AutoCloseable {

    /** Returns the identity of the model. */
    ModelId modelId();

    /** Returns what the model says of itself. */
    Card card();

    /**
     * Embeds a batch; the i-th embedding belongs to the i-th input.
     *
     * @param inputs each as the card's preprocessing says; may be empty
     * @throws IllegalArgumentException when an input has another shape
     */
    List<Embedding> embed(List<InputTensor> inputs);

    @Override
    void close();
}
