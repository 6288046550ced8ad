/** The model file and what runs it. Start from {@link arc.infer.model.Embedder}. */
@NullMarked
package arc.infer.model;

import org.jspecify.annotations.NullMarked;
