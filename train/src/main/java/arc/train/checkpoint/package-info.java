/**
 * What a run can go on from. Start from {@link arc.train.checkpoint.CheckpointFolder}.
 */
@NullMarked
package arc.train.checkpoint;

import org.jspecify.annotations.NullMarked;
