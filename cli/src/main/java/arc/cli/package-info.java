/** The command line. Start from {@link arc.cli.Arc#run}, which is all of it but the exit. */
@NullMarked
package arc.cli;

import org.jspecify.annotations.NullMarked;
