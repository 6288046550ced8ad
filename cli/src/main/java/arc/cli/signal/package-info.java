/**
 * How a command ends early: Ctrl-C and SIGTERM. Start from {@link arc.cli.signal.Stop}, which commands
 * look at between two steps of their work.
 */
@NullMarked
package arc.cli.signal;

import org.jspecify.annotations.NullMarked;
