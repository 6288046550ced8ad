package arc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.image.ImageDecoder;
import arc.infer.image.UnreadableImageException;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decodes broken, enormous and odd files one by one, then indexes them all: the tests' own, and those of a folder and each
 * of these cut at ten places. Fails when one takes longer than five seconds, is neither embedded nor skipped, or when a
 * temporary file is left.
 */
final class HostileExperiment {

    private static final long MOST_NANOS = 5_000_000_000L;

    private HostileExperiment() {}

    /** Takes an empty folder, a model, the folder of golden pictures, and maybe a folder of folders of hostile ones. */
    public static void main(String[] args) throws IOException {
        Path work = Path.of(args[0]);
        List<Path> files = new ArrayList<>(OddPictures.write(work.resolve("odd"), Path.of(args[2]), 5));
        System.out.println(files.size() + " files of the tests' own");
        if (args.length > 3) {
            Path folder = Path.of(args[3]);
            List<Path> hostile = regularFiles(folder).stream().filter(file -> !folder.equals(file.getParent()))
                    .toList();
            files.addAll(hostile);
            files.addAll(OddPictures.cutAll(hostile, work.resolve("cut")));
            System.out.println(hostile.size() + " files in the folders of " + folder + ", and each cut at ten places");
        }
        decode(files);
        index(work, files, args[1]);
        Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
        assertThat(regularFiles(scratch)).isEmpty();
        System.out.println("no temporary file left");
    }

    private static List<Path> regularFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void decode(List<Path> files) {
        Map<String, Integer> outcomes = new TreeMap<>();
        long most = 0;
        String slowest = "";
        for (Path file : files) {
            long start = System.nanoTime();
            outcomes.merge(outcome(file), 1, Integer::sum);
            long nanos = System.nanoTime() - start;
            if (nanos > most) {
                most = nanos;
                slowest = String.valueOf(file.getFileName());
            }
        }
        System.out.printf("decoded one by one: %s; the slowest, %s, took %.2f s%n", outcomes, slowest, most / 1e9);
        assertThat(most).isLessThan(MOST_NANOS);
    }

    private static String outcome(Path file) {
        try {
            ImageDecoder.decode(file);
            return "PICTURE";
        } catch (UnreadableImageException e) {
            return e.reason().name();
        }
    }

    private static void index(Path work, List<Path> files, String model) throws IOException {
        Path list = Files.writeString(work.resolve("list"),
                files.stream().map(Path::toString).collect(Collectors.joining("\0")));
        Path errors = work.resolve("errors.tsv");
        Ran ran = Ran.arc("index", "--files-from", list, "-g", work.resolve("odd.arc"), "-m", model, "--errors", errors,
                "--json", "-q");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
        JsonNode report = ran.json();
        int taken = 0;
        for (String count : List.of("added", "updated", "moved", "unchanged")) {
            taken += report.get(count).asInt();
        }
        int skipped = report.get("skipped").asInt();
        System.out.println(
                "indexed together: " + taken + " taken, " + skipped + " skipped " + report.get("skipped_by_reason"));
        assertThat(taken + skipped).isEqualTo(files.size());
        assertThat(Files.readAllLines(errors)).hasSize(1 + skipped);
    }
}
