package arc.index;

import arc.infer.ArcException;
import arc.infer.embedding.CosineRows;
import arc.infer.embedding.EmbeddingSet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Finds entries of different content that look much the same, by comparing every entry with every other one: exact, and
 * of quadratic cost. Groups are what hangs together by pairs of at least some cosine; two members may be further apart.
 */
public final class NearDuplicates {

    /** Products in float32 are off by less. */
    private static final float ROUNDING = 1e-5f;

    private final GalleryEmbeddings all;
    private final double leastCosine;
    private final int[] parents; // union-find: the lowest row of a group stands for it
    private final double[] nearest; // by row: the largest cosine to another one, where that is enough; each set once

    private NearDuplicates(GalleryEmbeddings all, double leastCosine) {
        this.all = all;
        this.leastCosine = leastCosine;
        int rows = all.entries().size();
        this.parents = new int[rows];
        this.nearest = new double[rows];
        Arrays.setAll(parents, row -> row);
    }

    /**
     * Searches.
     *
     * @param leastCosine of a pair, in [-1, 1]
     * @param threads to compute with, at least 1
     * @param done told how many entries were compared with all others, by several threads
     * @return groups of two and more, ordered by their first path
     * @throws ArcException of kind USAGE when the cosine is out of range, of kind FAILURE when the gallery is empty
     */
    public static List<DuplicateGroup> find(GallerySearcher searcher, double leastCosine, int threads,
            IntConsumer done) {
        if (!(leastCosine >= -1 && leastCosine <= 1)) {
            throw new ArcException(ArcException.Kind.USAGE, "min-cosine must be in [-1, 1], got " + leastCosine);
        }
        NearDuplicates duplicates = new NearDuplicates(searcher.embeddings(), leastCosine);
        EmbeddingSet set = duplicates.all.embeddings();
        AtomicInteger compared = new AtomicInteger();
        CosineRows.visit(set, set, threads, (row, cosines) -> {
            duplicates.compare(row, cosines);
            done.accept(compared.incrementAndGet());
        });
        return duplicates.groups();
    }

    /** Looks at a row: sums in float32 decide, but for those so close to the limit that only double precision can. */
    private void compare(int row, float[] cosines) {
        float surely = (float) leastCosine + ROUNDING;
        float perhaps = (float) leastCosine - ROUNDING;
        List<Integer> near = new ArrayList<>();
        int best = -1;
        for (int other = 0; other < cosines.length; other++) {
            if (other == row || cosines[other] < perhaps
                    || (cosines[other] < surely && cosine(row, other) < leastCosine)) {
                continue;
            }
            near.add(other);
            if (best < 0 || cosines[other] > cosines[best]) {
                best = other;
            }
        }
        if (best >= 0) {
            nearest[row] = cosine(row, best);
            join(row, near);
        }
    }

    private double cosine(int row, int other) {
        return all.embeddings().row(row).cosine(all.embeddings().row(other));
    }

    private synchronized void join(int row, List<Integer> others) {
        for (int other : others) {
            int a = root(row);
            int b = root(other);
            parents[Math.max(a, b)] = Math.min(a, b);
        }
    }

    private int root(int row) {
        int root = row;
        while (parents[root] != root) {
            parents[root] = parents[parents[root]];
            root = parents[root];
        }
        return root;
    }

    private List<DuplicateGroup> groups() {
        Map<Integer, List<DuplicateGroup.Member>> byRoot = new TreeMap<>();
        for (int row = 0; row < parents.length; row++) {
            List<DuplicateGroup.Member> group = byRoot.computeIfAbsent(root(row), _ -> new ArrayList<>());
            group.add(new DuplicateGroup.Member(all.entries().get(row), nearest[row]));
        }
        Comparator<DuplicateGroup.Member> byPath = Comparator.comparing(member -> member.entry().path());
        return byRoot.values().stream().filter(group -> group.size() > 1)
                .map(group -> new DuplicateGroup(group.stream().sorted(byPath).toList()))
                .sorted(Comparator.comparing(group -> group.members().getFirst().entry().path())).toList();
    }
}
