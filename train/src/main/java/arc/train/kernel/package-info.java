/**
 * Passes over activations in native memory, by the Vector API. Start from {@link arc.train.kernel.BlockPasses}.
 */
@NullMarked
package arc.train.kernel;

import org.jspecify.annotations.NullMarked;
