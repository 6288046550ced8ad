/**
 * Embeddings as points to look at, in two or three dimensions. Start from {@link arc.infer.projection.Points}, which
 * {@link arc.infer.projection.Pca} and {@link arc.infer.projection.Tsne} turn into a
 * {@link arc.infer.projection.Projection}.
 */
@NullMarked
package arc.infer.projection;

import org.jspecify.annotations.NullMarked;
