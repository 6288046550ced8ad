/**
 * Where images come from, for training, embedding and indexing alike. Start from
 * {@link arc.infer.data.ImageSource}.
 */
@NullMarked
package arc.infer.data;

import org.jspecify.annotations.NullMarked;
