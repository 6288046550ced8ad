package arc.cli;

import static arc.cli.Ran.arc;
import static org.assertj.core.api.Assertions.assertThat;

import arc.cli.command.ArcCommand;
import arc.cli.command.Context;
import arc.cli.option.GlobalOptions;
import arc.cli.output.Console;
import arc.cli.output.Terminal;
import arc.cli.signal.Stop;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

class UsageTest {

    @Test
    void saysThatACommandIsMissing() {
        arc().failedWith(2, "arc: a command is missing\n     see: arc --help\n");
        arc("data").failedWith(2, "arc: a command is missing after 'data'\n     see: arc data --help\n");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        arc("serch").failedWith(2,
                "arc: unknown command 'serch'; did you mean search or merge?\n     see: arc --help\n");
        arc("data", "lst").failedWith(2, "arc: unknown command 'lst'; did you mean list?\n     see: arc data --help\n");
        arc("help", "serch").failedWith(2,
                "arc: unknown command 'serch'; did you mean search or merge?\n     see: arc --help\n");
    }

    @Test
    void suggestsTheOptionThatWasMeant() {
        arc("search", "x", "-g", "y", "--exat").failedWith(2,
                "arc: unknown option '--exat'; did you mean --exact?\n     see: arc search --help\n");
    }

    @Test
    void refusesArgumentsThatMeanNothing() {
        arc("doctor", "x").failedWith(2, "arc: unexpected argument 'x'\n     see: arc doctor --help\n");
        arc("search", "x").failedWith(2,
                "arc: missing required option: '--gallery=GALLERY'\n     see: arc search --help\n");
        arc("search", "x", "-g", "y", "-k", "many").failedWith(2,
                "arc: invalid value for option '-k': 'many' is not an int\n     see: arc search --help\n");
        arc("info", "x", "--color", "blue").failedWith(2, "arc: invalid value for option '--color': expected auto,"
                + " always or never, got 'blue'\n     see: arc info --help\n");
    }

    @Test
    void refusesOptionsThatContradictEachOther() {
        arc("info", "x", "-q", "-v").failedWith(2, "arc: --quiet and --verbose contradict each other\n");
    }

    @Test
    void refusesMoreThreadsThanAnyMachineRuns() {
        arc("info", "x", "--threads", "-1").failedWith(2, "arc: --threads must be 0 to 1024, got -1\n");
        arc("info", "x", "--threads", "1025").failedWith(2, "arc: --threads must be 0 to 1024, got 1025\n");
        arc("info", "x", "--threads", "999999").failedWith(2, "arc: --threads must be 0 to 1024, got 999999\n");
        arc("data", "list", "--threads", "1024").ok();
        arc("data", "list", "--threads", "0").ok();
    }

    @Test
    void takesTheOptionsOfEveryCommandBeforeAndAfterItsName() {
        assertThat(arc("--threads", "1", "-q", "data", "list").ok().out())
                .isEqualTo(arc("data", "list", "-q", "--threads", "1").ok().out());
    }

    @Test
    void tellsItsVersion() {
        for (List<String> arguments : List.of(List.of("--version"), List.of("search", "--version"))) {
            assertThat(arc(arguments.toArray()).ok().lines()).first().asString().matches("arc [0-9]+\\.[0-9]+\\..*");
        }
    }

    @Test
    void leadsEveryHelpWithExamples() {
        commands().forEach((name, command) -> {
            List<String> words = new ArrayList<>(List.of(name.split(" ", -1)));
            String prefix = words.removeFirst();
            words.add("--help");
            List<String> lines = arc(words.toArray()).ok().lines();
            assertThat(lines).as(name).startsWith(command.getCommandSpec().usageMessage().header()[0], "", "Examples:");
            assertThat(lines.get(3)).as(name).contains(prefix + " ");
            assertThat(lines).as(name).anyMatch(line -> line.startsWith("Usage: " + name));
        });
    }

    @Test
    void showsTheSameHelpForHelpAndForTheOption() {
        assertThat(arc("help", "search").ok().out()).isEqualTo(arc("search", "--help").ok().out());
        assertThat(arc("help").ok().out()).isEqualTo(arc("--help").ok().out());
    }

    @Test
    void statesTheDefaultOfEveryOptionThatTakesAValue() {
        commands().forEach((name, command) -> {
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (option.arity().max() > 0) {
                    assertThat(String.join(" ", option.description())).as(name + " " + option.longestName())
                            .containsAnyOf("(default: ", "(required)");
                }
            }
        });
    }

    /**
     * Pins every default as help shows it: one that changes must be changed here as well, and in CHANGELOG.md.
     * To see what it would be: the assertion prints it.
     */
    @Test
    void keepsItsDefaults() throws IOException {
        Pattern stated = Pattern.compile("\\(default: ([^)]*)\\)|\\((required)\\)");
        Set<String> everywhere = new HashSet<>();
        List<String> defaults = new ArrayList<>();
        commands().forEach((name, command) -> {
            for (OptionSpec option : command.getCommandSpec().options()) {
                String text = String.join(" ", option.description()).replace("${DEFAULT-VALUE}",
                        String.valueOf(option.defaultValueString(true)));
                String line = option.longestName() + " = " + stated.matcher(text).results()
                        .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                        .collect(Collectors.joining(" | "));
                if (option.arity().max() > 0
                        && (name.equals("arc") ? everywhere.add(line) : !everywhere.contains(line))) {
                    defaults.add(name + " " + line);
                }
            }
        });
        assertThat(defaults).isEqualTo(Files.readAllLines(Ran.resource("help-defaults.txt")));
    }

    @Test
    void buildsACommandAloneAsItIsAmongAll() {
        parser().getSubcommands().forEach((name, command) -> {
            CommandLine alone = parser(name, "x", "--like").getSubcommands().get(name);
            assertThat(alone.getUsageMessage()).isEqualTo(command.getUsageMessage());
            assertThat(alone.getParent().getSubcommands()).hasSize(name.equals("help") ? 20 : 1);
        });
        assertThat(parser("-q", "index").getSubcommands()).hasSize(20);
    }

    private static CommandLine parser(String... args) {
        Console console = new Console(InputStream.nullInputStream(), System.out, System.err, Terminal.NONE, Map.of());
        return ArcCommand.parser(new Context(console, new GlobalOptions(), new Stop()), args);
    }

    /** Returns the commands by their full names, arc itself included. */
    private static Map<String, CommandLine> commands() {
        CommandLine arc = parser();
        Map<String, CommandLine> commands = new TreeMap<>();
        collect(arc, commands);
        return commands;
    }

    private static void collect(CommandLine command, Map<String, CommandLine> commands) {
        commands.put(command.getCommandSpec().qualifiedName(), command);
        command.getSubcommands().values().forEach(sub -> collect(sub, commands));
    }
}
