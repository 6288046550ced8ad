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
     * Candidates of an approximate search that does not state them: on 70,000 vectors of 256 dimensions
     * in ten random clusters, which are as hard as vectors get, recall@10 is 0.98 and a search takes a
     * third of an exact one's time. Twice k, where that is more: the last of k are the hardest to find.
     */
    int DEFAULT_NUM_CANDIDATES = 400;

    /** Returns the mode's name in JSON: {@code exact} or {@code approximate}. */
    String label();

    /** Returns the mode for a gallery of {@code entries} when none is asked for. */
    static SearchMode byDefault(int entries, int k) {
        return entries <= EXACT_UP_TO_ENTRIES
                ? new Exact()
                : new Approximate(Math.max(DEFAULT_NUM_CANDIDATES, 2 * Math.min(k, entries)));
    }
}
