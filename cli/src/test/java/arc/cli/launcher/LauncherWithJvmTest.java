package arc.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;

/** Starts a real JVM: what comes through to the user, and what does not. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(120) // a signal that does not arrive would be waited for
class LauncherWithJvmTest {

    @TempDir
    private Path folder;

    private FakeCheckout checkout;

    @BeforeEach
    void makeACheckout() throws IOException {
        checkout = new FakeCheckout(folder.resolve("with space/arc"));
        checkout.with("JAVA_HOME", System.getProperty("java.home"));
    }

    @Test
    void addsNothingToStandardError() throws Exception {
        checkout.build(System.getProperty("java.class.path"));
        Launched arc = checkout.start("index", "x", "-g", "y", "--no-such-option");
        assertThat(arc.exitCode()).isEqualTo(2);
        assertThat(arc.err()).startsWith("arc: unknown option '--no-such-option'").doesNotContain("WARNING");
        Launched help = checkout.start("index", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        Launched version = checkout.start("--version");
        assertThat(version.out()).startsWith("arc ");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void letsTheJvmsOwnErrorsThrough() throws Exception {
        checkout.build(System.getProperty("java.class.path")).with("ARC_JAVA_OPTS", "-XX:NoSuchFlag=1");
        Launched arc = checkout.start("train");
        assertThat(arc.exitCode()).isEqualTo(1);
        assertThat(arc.err()).contains("NoSuchFlag").doesNotContain("incubator");
    }

    @Test
    void letsNativeMessagesThroughAndDropsOnlyTheOneWarning() throws Exception {
        checkout.build(probe("""
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.println("last words")));
                new java.io.FileOutputStream(java.io.FileDescriptor.err).write("from native code\\n".getBytes());
                System.err.println("WARNING: of something else");
                """));
        Launched arc = checkout.start("train");
        assertThat(arc.exitCode()).isZero();
        assertThat(arc.err().lines()).containsExactlyInAnyOrder("from native code", "WARNING: of something else",
                "last words");
    }

    @Test
    void endsWith143AndItsLastWordsOnSigterm() throws Exception {
        assertThat(endedBy("TERM")).isEqualTo(143);
    }

    @Test
    void endsWith130AndItsLastWordsOnCtrlC() throws Exception {
        assertThat(endedBy("INT")).isEqualTo(130);
    }

    /** The probe sends the signal to itself: the launcher has become the JVM, so their process id is one. */
    private int endedBy(String signal) throws Exception {
        checkout.build(probe("""
                Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.println("last words")));
                System.out.println(ProcessHandle.current().pid());
                System.out.flush();
                new ProcessBuilder("/bin/kill", "-%s", "" + ProcessHandle.current().pid()).start();
                new java.util.concurrent.CountDownLatch(1).await();
                """.formatted(signal)));
        Launched arc = checkout.start("train");
        int exitCode = arc.exitCode();
        assertThat(arc.out()).isEqualTo(arc.pid() + "\n");
        assertThat(arc.err()).isEqualTo("last words\n");
        return exitCode;
    }

    /** Compiles a main class of the name that the launcher starts, and returns its class path. */
    private String probe(String body) throws IOException {
        Path source = Files.createDirectories(folder.resolve("probe/arc/cli")).resolve("Arc.java");
        Files.writeString(source, """
                package arc.cli;
                public class Arc {
                    public static void main(String[] args) throws Exception {
                        System.setErr(arc.cli.output.StandardError.open());
                        %s
                    }
                }
                """.formatted(body));
        String classPath = System.getProperty("java.class.path");
        List<String> options = List.of("-proc:none", "-cp", classPath, "-d", folder.resolve("classes").toString(),
                source.toString());
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new)))
                .isZero();
        return folder.resolve("classes") + "/:" + classPath;
    }
}
