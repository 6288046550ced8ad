/**
 * Training samples: labels as class indices, splits, batches. Start from
 * {@link arc.train.data.TrainingData}.
 */
@NullMarked
package arc.train.data;

import org.jspecify.annotations.NullMarked;
