/** Files that are never half-written. Start from {@link arc.infer.file.AtomicFile}. */
@NullMarked
package arc.infer.file;

import org.jspecify.annotations.NullMarked;
