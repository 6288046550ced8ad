/**
 * Options that several commands share. Start from {@link arc.cli.option.GlobalOptions}, which every
 * command has.
 */
@NullMarked
package arc.cli.option;

import org.jspecify.annotations.NullMarked;
