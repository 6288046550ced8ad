package arc.infer.embedding;

import java.io.IOException;
import java.util.Optional;

/**
 * Writes embeddings one after the other as text, so that they needn't all be in memory. For NumPy
 * there is {@link EmbeddingFiles#writeNpy}, which must know their number before the first.
 */
public interface EmbeddingWriter extends AutoCloseable {

    /** Writes one embedding with what is known of it. */
    void write(String path, Optional<String> label, Embedding embedding) throws IOException;

    /** Writes what is still buffered; the stream stays open, for its owner to close. */
    @Override
    void close() throws IOException;
}
