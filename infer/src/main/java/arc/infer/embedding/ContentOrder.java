package arc.infer.embedding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Orders the rows of a set by what they hold: by their values, the first column first, and equal ones by their labels. Where the
 * order of rows decides between equal cosines, the outcome then depends on embeddings and labels alone, and not on the names or
 * the container that the pictures came with.
 */
public final class ContentOrder {

    private ContentOrder() {}

    /** Returns the numbers of the rows in that order; rows that are equal in all keep theirs. */
    public static int[] of(EmbeddingSet set) {
        float[] matrix = set.matrix();
        int dimension = set.dimension();
        Comparator<Integer> byValues = (a, b) -> Arrays.compare(matrix, a * dimension, (a + 1) * dimension, matrix,
                b * dimension, (b + 1) * dimension);
        return IntStream.range(0, set.size()).boxed()
                .sorted(byValues.thenComparing(row -> set.label(row).orElse(""))).mapToInt(Integer::intValue).toArray();
    }
}
