package arc.cli.option;

import arc.infer.ArcException;
import arc.infer.projection.TsneOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds how embeddings become points to look at. */
public final class ProjectionOptions {

    /** Which projection. */
    public enum Method {
        /** Principal components. */
        PCA,
        /** t-SNE. */
        TSNE,
        /** The embeddings as they are. */
        NONE
    }

    @Option(names = "--method", paramLabel = "METHOD", defaultValue = "pca", description = {
            "pca (principal components), tsne (neighbours stay near), or none (embeddings as they are, for 2 or 3",
            "dimensions, or tables) (default: ${DEFAULT-VALUE})."})
    private Method method = Method.PCA;

    @Option(names = "--dims", paramLabel = "2|3", description = "Dimensions to show (default: 2).")
    private @Nullable Integer dims;

    @Option(names = "--perplexity", paramLabel = "P", description = "About how many neighbours t-SNE keeps near each point (default: 30, or a third of the points where that is less).")
    private @Nullable Double perplexity;

    @Option(names = "--iterations", paramLabel = "N", description = "Steps of t-SNE, at least 250 (default: 1000).")
    private @Nullable Integer iterations;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Seed of t-SNE, and of which points --limit takes (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "10000", description = "Most points to take, each label its share (default: ${DEFAULT-VALUE}).")
    private int limit;

    /** Returns which projection. */
    public Method method() {
        return method;
    }

    /** Returns the dimensions to show. */
    public int dims() {
        return dims == null ? 2 : dims;
    }

    /** Tells whether the dimensions were named. */
    public boolean namesDims() {
        return dims != null;
    }

    /** Returns the seed. */
    public long seed() {
        return seed;
    }

    /** Returns how many points to take at most. */
    public int limit() {
        return limit;
    }

    /** Returns the options of t-SNE for so many points. */
    public TsneOptions tsne(int points) {
        TsneOptions standard = TsneOptions.standard(dims(), points, seed);
        return new TsneOptions(dims(), perplexity == null ? standard.perplexity() : perplexity,
                iterations == null ? standard.iterations() : iterations, seed, standard.exactUpTo());
    }

    /** Checks the values. */
    public void check() {
        if (dims != null && dims != 2 && dims != 3) {
            throw usage("--dims must be 2 or 3, got " + dims);
        }
        if (limit < 1) {
            throw usage("--limit must be >= 1, got " + limit);
        }
        if (method != Method.TSNE && (perplexity != null || iterations != null)) {
            throw usage(
                    (perplexity != null ? "--perplexity" : "--iterations") + " is for --method tsne, and the method is "
                            + Choice.word(method));
        }
        if (perplexity != null && (!(perplexity >= 1) || perplexity.isInfinite())) {
            throw usage("--perplexity must be >= 1, got " + perplexity);
        }
        if (iterations != null && iterations < TsneOptions.EXAGGERATED) {
            throw usage("--iterations must be >= " + TsneOptions.EXAGGERATED + ", got " + iterations);
        }
    }

    private static ArcException usage(String message) {
        return new ArcException(ArcException.Kind.USAGE, message);
    }
}
