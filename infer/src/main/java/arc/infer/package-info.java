/**
 * From images to embeddings. Start from {@link arc.infer.model.Embedder}, which turns preprocessed
 * images into unit vectors, and {@link arc.infer.data.ImageSource}, which finds the images.
 */
@NullMarked
package arc.infer;

import org.jspecify.annotations.NullMarked;
