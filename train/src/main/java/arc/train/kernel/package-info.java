/**
 * Convolutions and the passes around them, on the CPU, by the Vector API. Start from
 * {@link arc.train.kernel.WinogradConvolution} and {@link arc.train.kernel.BlockPasses}.
 */
@NullMarked
package arc.train.kernel;

import org.jspecify.annotations.NullMarked;
