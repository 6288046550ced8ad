package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import arc.cli.command.ArcCommand;
import arc.cli.command.Context;
import arc.cli.option.Choice;
import arc.cli.option.GlobalOptions;
import arc.cli.output.Console;
import arc.cli.output.Terminal;
import arc.cli.signal.Stop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Keeps README honest: its commands parse, its Java runs. */
class ReadmeTest {

    private static final Path README = resource("../../../../README.md");

    @TempDir
    private Path folder;

    @Test
    void itsCommandsParse() throws IOException {
        List<String> commands = blocks("sh").stream().flatMap(String::lines).map(String::strip)
                .filter(line -> line.startsWith("./arc ")).map(line -> line.replaceFirst(" +#.*", "")).toList();
        assertThat(commands).hasSizeGreaterThan(8);
        for (String command : commands) {
            String[] words = command.split(" +", -1);
            assertThatCode(() -> parser().parseArgs(Arrays.copyOfRange(words, 1, words.length))).as(command)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void itsTableNamesEveryCommand() throws IOException {
        String readme = Files.readString(README);
        assertThat(parser().getSubcommands().keySet()).filteredOn(name -> !name.equals("help"))
                .allSatisfy(name -> assertThat(readme).contains("| `arc " + name));
    }

    @Test
    void itsJavaCompilesAndFindsThePicture() throws Exception {
        Path photos = Pictures.folder(folder.resolve("photos"), 2);
        Path gallery = folder.resolve("pets.arc");
        arc("index", photos, "-g", gallery, "-m", resource("model/tiny.onnx")).ok();
        Path query = photos.resolve("dog/d1.png");
        compile(blocks("java").getFirst());
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(new URL[]{folder.toUri().toURL()})) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            loader.loadClass("FindSimilar").getMethod("main", String[].class).invoke(null,
                    (Object) new String[]{gallery.toString(), query.toString()});
        } finally {
            System.setOut(before);
        }
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).startsWith("1  ").endsWith("  dog  " + query);
    }

    private void compile(String source) {
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///FindSimilar.java"),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        List<String> options = List.of("-proc:none", "-d", folder.toString(), "-cp",
                System.getProperty("java.class.path"));
        assertThat(ToolProvider.getSystemJavaCompiler().getTask(null, null, null, options, null, List.of(file)).call())
                .isTrue();
    }

    private static List<String> blocks(String language) throws IOException {
        Matcher matcher = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README));
        return matcher.results().map(result -> result.group(1)).toList();
    }

    private static CommandLine parser() {
        Console console = new Console(InputStream.nullInputStream(), System.out, System.err, Terminal.NONE, Map.of());
        CommandLine parser = ArcCommand.parser(new Context(console, new GlobalOptions(), new Stop()));
        Choice.register(parser);
        return parser;
    }
}
