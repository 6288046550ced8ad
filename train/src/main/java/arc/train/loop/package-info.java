/**
 * The training run: configuration, schedule, optimiser, events. Start from
 * {@link arc.train.loop.Trainer}.
 */
@NullMarked
package arc.train.loop;

import org.jspecify.annotations.NullMarked;
