package arc.cli.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Makes a folder that looks to the launcher like a checkout of arc, without Maven and without sources. */
final class FakeCheckout {

    private static final Instant SOURCES = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant BUILD = Instant.parse("2026-01-02T00:00:00Z");

    private final Path root;
    private final Path tools;
    private final Map<String, String> environment = new TreeMap<>();

    /** Copies the launcher and its flags into {@code root}, which is to be created. */
    FakeCheckout(Path root) throws IOException {
        this.root = root;
        this.tools = root.resolveSibling("tools");
        Path repository = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize().getParent();
        Files.createDirectories(root.resolve(".mvn"));
        Files.copy(repository.resolve("arc"), root.resolve("arc"));
        Files.copy(repository.resolve(".mvn/jvm-flags"), root.resolve(".mvn/jvm-flags"));
        for (String module : List.of("infer", "train", "index", "cli")) {
            Files.createDirectories(root.resolve(module).resolve("src/main/java"));
            Files.createFile(root.resolve(module).resolve("pom.xml"));
        }
        Files.createFile(root.resolve("pom.xml"));
        Files.createDirectories(tools);
        for (String tool : List.of("bash", "cat", "chmod", "cp", "dirname", "env", "find", "flock", "grep", "head",
                "locale", "mkdir", "readlink", "rm", "sleep", "stty", "touch", "uname")) {
            for (String folder : List.of("/usr/bin", "/bin")) {
                if (Files.exists(Path.of(folder, tool)) && !Files.exists(tools.resolve(tool))) {
                    script(tools.resolve(tool), "exec " + Path.of(folder, tool) + " \"$@\"");
                }
            }
        }
        environment.put("PATH", tools.toString());
        environment.put("ARC_JVM_FOLDER", root.resolveSibling("no-jvms").toString());
        environment.put("LC_ALL", "C.UTF-8");
        ageSources();
    }

    Path root() {
        return root;
    }

    /** Sets or, with null, removes an environment variable of the launcher. */
    FakeCheckout with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Adds an executable script to PATH. */
    FakeCheckout tool(String name, String... lines) throws IOException {
        script(tools.resolve(name), lines);
        return this;
    }

    FakeCheckout without(String tool) throws IOException {
        Files.delete(tools.resolve(tool));
        return this;
    }

    /** Makes the sources older than any build. */
    void ageSources() throws IOException {
        try (var paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                Files.setLastModifiedTime(path, FileTime.from(SOURCES));
            }
        }
    }

    /** Leaves what a build leaves; its one jar finds everything else on the class path given. */
    FakeCheckout build(String classPath) throws IOException {
        Path lib = Files.createDirectories(root.resolve("cli/target/lib"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        List<String> urls = new ArrayList<>();
        for (String entry : classPath.split(":", -1)) {
            urls.add(Path.of(entry).toUri().toString());
        }
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", urls));
        try (OutputStream out = Files.newOutputStream(lib.resolve("arc-cli-1.jar"));
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            jar.putNextEntry(new ZipEntry("nothing.txt"));
        }
        return stamp("lib/a.jar:lib/b.jar");
    }

    /** Replaces the list of jars that a build leaves, newer than the sources are by {@link #ageSources}. */
    FakeCheckout stamp(String classPath) throws IOException {
        Path stamp = Files.writeString(root.resolve("cli/target/runtime-classpath"), classPath + "\n");
        Files.setLastModifiedTime(stamp, FileTime.from(BUILD));
        return this;
    }

    /** Makes a folder that looks like a JDK; its {@code java} prints the JDK's name and its arguments, one a line. */
    Path jdk(String name, String version) throws IOException {
        Path jdk = root.resolveSibling(name);
        script(jdk.resolve("bin/java"), "printf '%s\\n' '" + name + "' \"$@\"", "exit ${FAKE_EXIT:-0}");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    /** Starts the launcher by this path. */
    Launched start(Path launcher, Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("os.name").equals("Linux")) {
            // A build in the background ignores Ctrl-C, its children inherit that, and the launcher would, too.
            command.addAll(List.of("env", "--default-signal=INT,TERM"));
        }
        command.addAll(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Launched(builder.start());
    }

    Launched start(String... arguments) throws IOException {
        return start(root.resolve("arc"), root, arguments);
    }

    private static void script(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/bash\n" + String.join("\n", lines) + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }
}
