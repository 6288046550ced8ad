package arc.index;

import arc.infer.ArcException;

/** Says how neighbours are found. */
public sealed interface SearchMode {

    /** Compares the query with every entry; the answer is the true one. */
    record Exact() implements SearchMode {
        @Override
        public String label() {
            return "exact";
        }
    }

    /**
     * Walks Lucene's HNSW graphs; the answer may miss a neighbour.
     *
     * @param numCandidates how many neighbours the walk keeps before the best k are taken, at least 1;
     *     more find more and take longer
     */
    record Approximate(int numCandidates) implements SearchMode {

        /** Checks the number. */
        public Approximate {
            if (numCandidates < 1) {
                throw new ArcException(ArcException.Kind.USAGE, "num-candidates must be >= 1, got " + numCandidates);
            }
        }

        @Override
        public String label() {
            return "approximate";
        }
    }

    /** Galleries of up to this many entries are searched exactly unless asked otherwise: it takes milliseconds. */
    int EXACT_UP_TO_ENTRIES = 10_000;

    /**
     * Candidates of an approximate search that does not state them, as long as k is not larger: on
     * 60,000 Fashion-MNIST vectors recall@10 passes 0.99 there, at about 1,000 queries a second.
     */
    int DEFAULT_NUM_CANDIDATES = 200;

    /** Returns the mode's name in JSON: {@code exact} or {@code approximate}. */
    String label();

    /** Returns the mode for a gallery of {@code entries} when none is asked for. */
    static SearchMode byDefault(int entries, int k) {
        return entries <= EXACT_UP_TO_ENTRIES ? new Exact() : new Approximate(Math.max(DEFAULT_NUM_CANDIDATES, k));
    }
}
