package arc.cli;

import static arc.cli.Ran.arc;
import static arc.cli.Ran.resource;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Indexes what people find in their folders, in half a gigabyte; {@code docs/experiments/hostile} takes more and others' files. */
class OddPicturesTest {

    @TempDir
    private Path temp;

    @Test
    void eachIsEmbeddedOrSkippedWithAReasonInHalfAGigabyteAndNothingIsLeftBehind() throws Exception {
        Path webp = resource("").resolve("../../../../infer/src/test/resources/golden/images").normalize();
        List<Path> files = OddPictures.write(temp.resolve("odd"), webp, 5);
        assertThat(files).hasSizeGreaterThan(290);
        Path list = Files.writeString(temp.resolve("list"),
                files.stream().map(Path::toString).collect(Collectors.joining("\0")));
        Path scratch = Files.createDirectory(temp.resolve("scratch"));
        Path gallery = temp.resolve("odd.arc");
        Path errors = temp.resolve("errors.tsv");

        Ran ran = new OtherJvm("-Xmx512m", "-Djava.io.tmpdir=" + scratch).run(Arc.class, "index", "--files-from", list,
                "-g", gallery, "-m", resource("model/tiny.onnx"), "--errors", errors, "--json", "-q");

        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
        JsonNode report = ran.json();
        int skipped = report.get("skipped").asInt();
        int taken = Stream.of("added", "updated", "moved", "unchanged").mapToInt(count -> report.get(count).asInt())
                .sum();
        assertThat(taken + skipped).isEqualTo(files.size());
        assertThat(Files.readAllLines(errors)).hasSize(1 + skipped)
                .allSatisfy(line -> assertThat(line).matches("[^\t]+\t[^\t]+"));
        // The launcher has unpacked ONNX Runtime's libraries beforehand; without it, ONNX Runtime does so here.
        assertThat(scratch.toFile().list((_, name) -> !name.startsWith("onnxruntime-java"))).isEmpty();
        assertThat(gallery).isDirectoryNotContaining("glob:**.tmp");
        arc("check", "-g", gallery, "-q").ok();
    }
}
