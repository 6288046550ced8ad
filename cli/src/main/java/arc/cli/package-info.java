/** To be written. */
@NullMarked
package arc.cli;

import org.jspecify.annotations.NullMarked;
