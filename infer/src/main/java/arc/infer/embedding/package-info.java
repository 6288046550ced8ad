/** Unit vectors and sets of them. Start from {@link arc.infer.embedding.Embedding}. */
@NullMarked
package arc.infer.embedding;

import org.jspecify.annotations.NullMarked;
