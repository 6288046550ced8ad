package arc.infer.embedding;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** Scales the rows of a file to norm 1 and gathers them into a set. */
final class UnitRows implements Npy.Rows {

    private EmbeddingSet.@Nullable Builder set;

    @Override
    public void begin(int rows, int columns) {
        set = new EmbeddingSet.Builder(columns, rows);
    }

    @Override
    public void add(double[] values) {
        Objects.requireNonNull(set).addNormalised(values);
    }

    EmbeddingSet built() {
        return Objects.requireNonNull(set).build();
    }
}
