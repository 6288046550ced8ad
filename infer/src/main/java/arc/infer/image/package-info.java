/**
 * From a file to the numbers that a model sees, in one way only: {@link arc.infer.image.ImageDecoder}
 * decodes, {@link arc.infer.image.Preprocessor} fits and scales. Training and inference both use it.
 */
@NullMarked
package arc.infer.image;

import org.jspecify.annotations.NullMarked;
