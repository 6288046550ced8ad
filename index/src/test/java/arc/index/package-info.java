/** Tests of the gallery. Start from {@link arc.index.Vectors}, which makes what they are filled with. */
@NullMarked
package arc.index;

import org.jspecify.annotations.NullMarked;
