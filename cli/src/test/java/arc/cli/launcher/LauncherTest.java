package arc.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    private static final String FAKE_MAVEN = "echo \"$@\" >>maven-calls; mkdir -p cli/target/lib; "
            + "touch cli/target/lib/arc-cli-1.jar; echo lib/a.jar >cli/target/runtime-classpath";

    @TempDir
    private Path folder;

    private FakeCheckout checkout;

    @BeforeEach
    void makeACheckoutInAFolderWithOddCharacters() throws IOException {
        checkout = new FakeCheckout(folder.resolve("grüße & co/arc home"));
    }

    @Test
    void passesArgumentsOnAsTheyAre() throws Exception {
        checkout.build("/nowhere").with("JAVA_HOME", checkout.jdk("jdk", "25.0.1").toString());
        Launched arc = checkout.start("info", "a b", "", "*", "ü\n$x", "--x='1'");
        assertThat(arc.exitCode()).as(arc.err()).isZero();
        assertThat(arc.out()).endsWith("\narc.cli.Arc\ninfo\na b\n\n*\nü\n$x\n--x='1'\n");
        assertThat(arc.err()).isEmpty();
    }

    @Test
    void passesTheFlagsTheClassPathAndTheUsersOptions() throws Exception {
        checkout.build("/nowhere").with("JAVA_HOME", checkout.jdk("jdk", "25").toString()).with("ARC_JAVA_OPTS",
                "-Xmx1g  -Dx=*");
        String lib = checkout.root() + "/cli/target/lib/";
        assertThat(checkout.start("train").outLines()).containsSequence("--add-modules", "jdk.incubator.vector")
                .containsSubsequence("--enable-native-access=ALL-UNNAMED", "-Xmx1g", "-Dx=*", "-cp",
                        lib + "arc-cli-1.jar:" + lib + "a.jar:" + lib + "b.jar", "arc.cli.Arc", "train");
    }

    @Test
    void limitsWhatManyPicturesLeaveInMemoryUnlessTheUserSaysHowMuchThereIs() throws Exception {
        checkout.build("/nowhere").with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        assertThat(checkout.start("-q", "index", "x").outLines()).contains("-XX:MaxNewSize=128m");
        assertThat(checkout.start("train", "x").outLines()).doesNotContain("-XX:MaxNewSize=128m");
        checkout.with("ARC_JAVA_OPTS", "-Xmx128m");
        assertThat(checkout.start("index", "x").outLines()).contains("-Xmx128m").doesNotContain("-XX:MaxNewSize=128m");
    }

    @Test
    void leavesTheVectorApiOutWhereOneQueryDoesNotPayForIt() throws Exception {
        checkout.build("/nowhere").with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        for (String command : List.of("--help", "info", "data", "search")) {
            assertThat(checkout.start(command, "x").outLines()).as(command).contains("-XX:+UseSerialGC")
                    .doesNotContain("jdk.incubator.vector");
        }
        for (String command : List.of("quickstart", "train", "index", "evaluate", "doctor")) {
            assertThat(checkout.start("-q", command).outLines()).as(command).contains("jdk.incubator.vector")
                    .doesNotContain("-XX:+UseSerialGC");
        }
        assertThat(checkout.start("embed", "x").outLines()).doesNotContain("jdk.incubator.vector", "-XX:+UseSerialGC");
        assertThat(checkout.start("search", checkout.root().toString()).outLines())
                .contains("jdk.incubator.vector");
        assertThat(checkout.start("search", "x.png", "-g", checkout.root().toString()).outLines())
                .doesNotContain("jdk.incubator.vector");
    }

    @Test
    void handsTheExitCodeThrough() throws Exception {
        checkout.build("/nowhere").with("JAVA_HOME", checkout.jdk("jdk", "25").toString()).with("FAKE_EXIT", "6");
        assertThat(checkout.start("info").exitCode()).isEqualTo(6);
        assertThat(checkout.start("index").exitCode()).isEqualTo(6);
    }

    @Test
    void prefersJavaHomeThenPathThenTheJvmFolder() throws Exception {
        checkout.build("/nowhere");
        Path jvms = Files.createDirectory(folder.resolve("jvms"));
        Files.move(checkout.jdk("in-jvms", "26-ea"), jvms.resolve("jdk-26"));
        Files.move(checkout.jdk("old", "17.0.15"), jvms.resolve("jdk-17"));
        checkout.with("ARC_JVM_FOLDER", jvms.toString());
        assertThat(checkout.start("info").outLines()).first().isEqualTo("in-jvms");
        Path onPath = checkout.jdk("on-path", "25.0.3");
        checkout.tool("java", "exec true");
        checkout.without("java");
        Files.createSymbolicLink(Path.of(folder.toString(), "grüße & co", "tools", "java"),
                onPath.resolve("bin/java"));
        assertThat(checkout.start("info").outLines()).first().isEqualTo("on-path");
        checkout.with("JAVA_HOME", checkout.jdk("in-java-home", "25").toString());
        assertThat(checkout.start("info").outLines()).first().isEqualTo("in-java-home");
    }

    @Test
    void passesOverJdksOlderThan25() throws Exception {
        checkout.build("/nowhere").with("JAVA_HOME", checkout.jdk("jdk", "24.0.2").toString());
        Launched arc = checkout.start("info");
        assertThat(arc.exitCode()).isEqualTo(1);
        assertThat(arc.out()).isEmpty();
        assertThat(arc.err()).isEqualTo("arc: needs a JDK 25 or newer, and found none in JAVA_HOME, PATH or "
                + checkout.root().resolveSibling("no-jvms") + "; install one, or set JAVA_HOME to it\n");
    }

    @Test
    void startsThroughASymbolicLinkFromAnotherFolder() throws Exception {
        checkout.build("/nowhere").with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        Path link = Files.createSymbolicLink(folder.resolve("first"), Path.of("grüße & co/arc home/arc"));
        Path linkToLink = Files.createSymbolicLink(folder.resolve("second"), link.getFileName());
        Launched arc = checkout.start(linkToLink, Path.of("/"), "info");
        assertThat(arc.outLines()).contains("-Darc.home=" + checkout.root());
    }

    @Test
    void buildsOnceWhenThereIsNoBuild() throws Exception {
        checkout.tool("mvn", FAKE_MAVEN).with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        Launched arc = checkout.start("info");
        assertThat(arc.exitCode()).as(arc.err()).isZero();
        assertThat(arc.err()).matches("arc: building .*\\.\\.\\.\narc: built in \\d+ s\n");
        assertThat(checkout.start("info").err()).isEmpty();
        assertThat(calls()).containsExactly("-B -ntp -q -Dquick -DskipTests package");
    }

    @Test
    void buildsAgainWhenASourceIsNewerOrGone() throws Exception {
        Path source = Files.createFile(checkout.root().resolve("index/src/main/java/A.java"));
        checkout.ageSources();
        checkout.build("/nowhere").tool("mvn", FAKE_MAVEN).with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        assertThat(checkout.start("info").err()).isEmpty();
        Files.delete(source);
        assertThat(checkout.start("info").err()).contains("arc: built in");
        checkout.build("/nowhere");
        checkout.ageSources();
        checkout.build("/nowhere");
        Files.writeString(checkout.root().resolve(".mvn/jvm-flags"), "-Dnew=1\n");
        assertThat(checkout.start("info").err()).contains("arc: built in");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void buildsWithCudaAgainWhatWasBuiltWithCuda() throws Exception {
        checkout.build("/nowhere").tool("mvn", FAKE_MAVEN).with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        checkout.stamp("lib/onnxruntime_gpu-1.29.0.jar");
        Files.writeString(checkout.root().resolve("pom.xml"), "changed");
        assertThat(checkout.start("info").err()).contains("arc: built in");
        assertThat(calls()).containsExactly("-B -ntp -q -Dquick -DskipTests -Pcuda package");
    }

    @Test
    void namesTheFolderOfOnnxRuntimesLibraries() throws Exception {
        checkout.build("/nowhere").with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        checkout.stamp("lib/a.jar:lib/onnxruntime-1.2.jar:lib/b.jar");
        assertThat(checkout.start("info").outLines()).noneMatch(line -> line.contains("onnxruntime.native.path"));
        Path natives = Files.createDirectories(checkout.root().resolve("cli/target/native/onnxruntime-1.2"));
        assertThat(checkout.start("info").outLines()).contains("-Donnxruntime.native.path=" + natives);
    }

    @Test
    void buildsOnceForTwoFirstStartsAtOnce() throws Exception {
        checkout.tool("mvn", FAKE_MAVEN + "; sleep 0.2").with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        Launched first = checkout.start("info");
        Launched second = checkout.start("info");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(second.exitCode()).as(second.err()).isZero();
        assertThat(calls()).hasSize(1);
    }

    @Test
    void saysWhereTheOutputOfAFailedBuildIs() throws Exception {
        checkout.tool("mvn", "echo '[INFO] x'; echo '[ERROR] A.java: broken'; exit 1").with("JAVA_HOME",
                checkout.jdk("jdk", "25").toString());
        Launched arc = checkout.start("info");
        assertThat(arc.exitCode()).isEqualTo(1);
        assertThat(arc.out()).isEmpty();
        assertThat(arc.err().lines().skip(1)).containsExactly("[ERROR] A.java: broken",
                "arc: the build failed (mvn exit code 1); its output is in " + checkout.root() + "/target/build.log");
    }

    @Test
    void saysThatItNeedsMaven() throws Exception {
        checkout.with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        Launched arc = checkout.start("info");
        assertThat(arc.exitCode()).isEqualTo(1);
        assertThat(arc.err()).isEqualTo("arc: needs Maven to build itself on first use, and found no mvn in PATH;"
                + " install Maven 3.8.5 or newer\n");
    }

    @Test
    void keepsTheJarsThatARunningArcHasOpen() throws Exception {
        checkout.build("/nowhere").tool("mvn", FAKE_MAVEN).with("JAVA_HOME", checkout.jdk("jdk", "25").toString());
        Path jar = checkout.root().resolve("cli/target/lib/arc-cli-1.jar");
        Object before = Files.getAttribute(jar, "unix:ino");
        Path kept = Files.createLink(folder.resolve("open"), jar);
        Files.writeString(checkout.root().resolve("pom.xml"), "changed");
        assertThat(checkout.start("info").err()).contains("arc: built in");
        assertThat(Files.getAttribute(jar, "unix:ino")).isNotEqualTo(before);
        assertThat(Files.size(kept)).isPositive();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(checkout.root().resolve("maven-calls"));
    }
}
