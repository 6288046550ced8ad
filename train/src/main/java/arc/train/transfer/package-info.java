/**
 * Starts a training from the trunk of another network. Start from {@link arc.train.transfer.PretrainedTrunk}.
 */
@NullMarked
package arc.train.transfer;

import org.jspecify.annotations.NullMarked;
