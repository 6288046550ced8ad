/**
 * One class a command: it parses, calls the modules and renders. Start from
 * {@link arc.cli.command.ArcCommand}, which lists them, and {@link arc.cli.command.BaseCommand}, which
 * they extend.
 */
@NullMarked
package arc.cli.command;

import org.jspecify.annotations.NullMarked;
