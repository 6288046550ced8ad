/**
 * The margin heads: training only, dropped at export. Start from {@link arc.train.head.MarginHead}.
 */
@NullMarked
package arc.train.head;

import org.jspecify.annotations.NullMarked;
