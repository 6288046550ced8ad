/** GPUs, and which of them CUDA code runs on. Start from {@link arc.infer.gpu.Gpu}. */
@NullMarked
package arc.infer.gpu;

import org.jspecify.annotations.NullMarked;
