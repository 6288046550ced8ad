package arc.cli.command;

import arc.cli.option.GlobalOptions;
import arc.cli.output.Console;
import arc.cli.signal.Stop;

/**
 * Gathers what every command is given.
 *
 * @param console where to print
 * @param global the options that every command has
 * @param stop whether to end early
 */
public record Context(Console console, GlobalOptions global, Stop stop) {}
