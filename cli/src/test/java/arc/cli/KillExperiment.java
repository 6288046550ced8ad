package arc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills {@code arc index} at moments spread evenly over its run, and looks after each kill whether the gallery is sound and
 * holds at least what it held before, and whether indexing again ends as if nothing had happened. The gallery has 1,000
 * entries before, and 10,000 after.
 */
final class KillExperiment {

    private static final Object[] ALL = {"index", "mnist:test", "-q"};

    private final Path work;
    private final Path before;
    private final Set<String> acknowledged;
    private final Map<String, List<Object>> wanted;
    private final Map<Integer, Integer> killsByEntries = new TreeMap<>();

    private KillExperiment(Path work, Path before, Map<String, List<Object>> wanted) {
        this.work = work;
        this.before = before;
        this.acknowledged = Galleries.contents(before).keySet();
        this.wanted = wanted;
    }

    /** Takes an empty folder, a model, and how often to kill. */
    public static void main(String[] args) throws Exception {
        Path work = Path.of(args[0]);
        int kills = Integer.parseInt(args[2]);
        Path before = work.resolve("before");
        Ran.arc(on(before, "index", "mnist:test", "--limit", "1000", "-q", "-m", args[1])).ok();
        Path whole = Galleries.copy(before, work.resolve("whole"));
        long start = System.nanoTime();
        assertThat(index(whole).waitFor()).isZero();
        long nanos = System.nanoTime() - start;

        KillExperiment experiment = new KillExperiment(work, before, Galleries.contents(whole));
        int killed = 0;
        for (int n = 1; n <= kills; n++) {
            killed += experiment.killAfter(nanos * n / (kills + 1)) ? 1 : 0;
        }
        System.out.printf("an undisturbed run takes %.2f s; %d of %d runs were killed, the others had ended before%n",
                nanos / 1e9, killed, kills);
        System.out.println("entries found after a kill = how often: " + experiment.killsByEntries);
        System.out.println(
                "each time: check clean, every entry from before there, and after indexing again the gallery of "
                        + "the undisturbed run");
    }

    private static Process index(Path gallery) throws IOException {
        return new OtherJvm().start(Arc.class, on(gallery, ALL));
    }

    private static void run(Path gallery, Object... command) {
        Ran.arc(on(gallery, command)).ok();
    }

    private static Object[] on(Path gallery, Object... command) {
        return Stream.concat(Arrays.stream(command), Stream.of("-g", gallery)).toArray();
    }

    private boolean killAfter(long nanos) throws Exception {
        Path gallery = Galleries.copy(before, work.resolve("killed"));
        Process process = index(gallery);
        boolean ended = process.waitFor(nanos, TimeUnit.NANOSECONDS);
        process.destroyForcibly().waitFor();

        run(gallery, "check", "-q");
        Map<String, List<Object>> kept = Galleries.contents(gallery);
        assertThat(kept.keySet()).containsAll(acknowledged);
        assertThat(wanted.entrySet()).containsAll(kept.entrySet());
        run(gallery, ALL);
        assertThat(Galleries.contents(gallery)).isEqualTo(wanted);
        assertThat(Files.exists(gallery.resolve("writer.pid"))).isFalse();
        Galleries.remove(gallery);
        if (!ended) {
            killsByEntries.merge(kept.size(), 1, Integer::sum);
        }
        return !ended;
    }
}
