package arc.cli.command;

import arc.index.Calibration;
import arc.index.Hit;
import arc.index.SearchRequest;
import arc.index.SearchResult;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the queries that a calibrated gallery knows from those it doesn't. That depends on the nearest entry alone, and not on
 * which hits {@code --min-cosine} leaves out.
 */
final class KnownQueries {

    /** Knows nothing of a threshold. */
    static final KnownQueries ALL = new KnownQueries(null, SearchRequest.top(1));

    private final @Nullable Calibration calibration;
    private final SearchRequest wanted;

    private KnownQueries(@Nullable Calibration calibration, SearchRequest wanted) {
        this.calibration = calibration;
        this.wanted = wanted;
    }

    /** Judges by a gallery's calibration, where there is one. */
    static KnownQueries of(Optional<Calibration> calibration, SearchRequest wanted) {
        return new KnownQueries(calibration.orElse(null), wanted);
    }

    /** Returns what to search for, so that the nearest entry is found if it is known. */
    SearchRequest request() {
        return calibration == null
                ? wanted
                : wanted.atLeast(Math.min(wanted.minCosine(), calibration.threshold()));
    }

    /** Returns the hits that were wanted. */
    List<Hit> shown(SearchResult result) {
        return result.hits().stream().filter(hit -> hit.cosine() >= wanted.minCosine()).toList();
    }

    /** Adds what a script wants to know, where the gallery is calibrated. */
    void addFacts(SearchResult result, Map<String, Object> facts) {
        if (calibration != null) {
            facts.put("threshold", calibration.threshold());
            facts.put("known", isKnown(calibration, result));
        }
    }

    /** Returns what to tell people of a query that is unknown. */
    Optional<String> answer(SearchResult result) {
        if (calibration == null || isKnown(calibration, result)) {
            return Optional.empty();
        }
        double threshold = calibration.threshold();
        if (result.hits().isEmpty()) {
            return Optional.of("unknown: no entry reaches the gallery's threshold, " + sixDigits(threshold));
        }
        double best = result.hits().getFirst().cosine();
        boolean alike = sixDigits(best).equals(sixDigits(threshold));
        return Optional.of("unknown: the nearest entry's cosine is " + (alike ? allDigits(best) : sixDigits(best))
                + ", and the gallery's threshold " + (alike ? allDigits(threshold) : sixDigits(threshold)));
    }

    private static String sixDigits(double cosine) {
        return String.format(Locale.ROOT, "%.6f", cosine);
    }

    private static String allDigits(double cosine) {
        return BigDecimal.valueOf(cosine).toPlainString();
    }

    private static boolean isKnown(Calibration calibration, SearchResult result) {
        return !result.hits().isEmpty() && calibration.accepts(result.hits().getFirst().cosine());
    }
}
