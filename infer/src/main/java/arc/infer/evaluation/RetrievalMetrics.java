package arc.infer.evaluation;

import arc.infer.embedding.CosineRows;
import arc.infer.embedding.EmbeddingSet;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Measures how well the nearest gallery entries share a probe's label. */
public final class RetrievalMetrics {

    private RetrievalMetrics() {}

    /**
     * Returns the share of probes whose nearest gallery entry has their label; the lower row where
     * cosines are equal. Probes whose label the gallery doesn't have are left out; NaN when that leaves none.
     *
     * @param probes with labels
     * @param gallery with labels
     */
    public static double precisionAt1(EmbeddingSet probes, EmbeddingSet gallery, int threads) {
        Set<String> known = IntStream.range(0, gallery.size()).mapToObj(row -> gallery.label(row).orElseThrow())
                .collect(Collectors.toSet());
        AtomicInteger counted = new AtomicInteger();
        AtomicInteger right = new AtomicInteger();
        CosineRows.visit(probes, gallery, threads, (probe, cosines) -> {
            if (!known.contains(probes.label(probe).orElseThrow())) {
                return;
            }
            int best = 0;
            for (int row = 1; row < cosines.length; row++) {
                if (cosines[row] > cosines[best]) {
                    best = row;
                }
            }
            counted.incrementAndGet();
            if (gallery.label(best).equals(probes.label(probe))) {
                right.incrementAndGet();
            }
        });
        return (double) right.get() / counted.get();
    }
}
