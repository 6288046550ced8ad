/** To be written. */
@NullMarked
package arc.index;

import org.jspecify.annotations.NullMarked;
