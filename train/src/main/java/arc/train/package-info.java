/** To be written. */
@NullMarked
package arc.train;

import org.jspecify.annotations.NullMarked;
