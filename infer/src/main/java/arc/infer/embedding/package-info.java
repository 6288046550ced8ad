/**
 * Unit vectors, sets of them, their files, and exact search among them. Start from
 * {@link arc.infer.embedding.EmbeddingSet}.
 */
@NullMarked
package arc.infer.embedding;

import org.jspecify.annotations.NullMarked;
