package arc.index;

import arc.infer.ArcException;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Says what to search for, besides the query itself. Start from {@link #top}.
 *
 * @param k how many hits at most, at least 1
 * @param mode how to search; null for {@link SearchMode#byDefault}
 * @param filters which entries count: those that match all of them
 * @param minCosine hits below are left out; -1 keeps all
 */
public record SearchRequest(int k, @Nullable SearchMode mode, List<Filter> filters, double minCosine) {

    /** Checks the values; every complaint is a USAGE failure. */
    public SearchRequest {
        if (k < 1) {
            throw usage("k must be >= 1, got " + k);
        }
        if (!(minCosine >= -1 && minCosine <= 1)) {
            throw usage("min-cosine must be in [-1, 1], got " + minCosine);
        }
        if (mode instanceof SearchMode.Approximate(int numCandidates) && numCandidates < k) {
            throw usage("num-candidates must be >= k (" + k + "), got " + numCandidates);
        }
        filters = List.copyOf(filters);
    }

    /** Asks for the k nearest of all entries. */
    public static SearchRequest top(int k) {
        return new SearchRequest(k, null, List.of(), -1);
    }

    /** Returns the same request in a given mode. */
    public SearchRequest in(SearchMode newMode) {
        return new SearchRequest(k, newMode, filters, minCosine);
    }

    /** Returns the same request among the entries that match all of {@code newFilters}. */
    public SearchRequest among(List<Filter> newFilters) {
        return new SearchRequest(k, mode, newFilters, minCosine);
    }

    /** Returns the same request without hits below a cosine. */
    public SearchRequest atLeast(double newMinCosine) {
        return new SearchRequest(k, mode, filters, newMinCosine);
    }

    private static ArcException usage(String message) {
        return new ArcException(ArcException.Kind.USAGE, message);
    }
}
