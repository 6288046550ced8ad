/**
 * Changes of a training picture that leave what it shows, before the one preprocessing. Start from
 * {@link arc.train.data.augment.Augmenter}.
 */
@NullMarked
package arc.train.data.augment;

import org.jspecify.annotations.NullMarked;
