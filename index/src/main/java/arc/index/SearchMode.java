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

    /** Galleries of up to so many entries are searched exactly unless asked otherwise: it takes milliseconds. */
    int EXACT_UP_TO_ENTRIES = 10_000;

    /** In larger ones, up to so many entries that filters let through: a walk among fewer is hardly faster than a scan. */
    int EXACT_UP_TO_MATCHES = 5_000;

    /**
     * Candidates of an approximate search of all entries that does not state them. Recall@10 is 0.995 there on 60,000
     * Fashion-MNIST pictures, and 0.98 on 70,000 vectors of 256 dimensions in ten random clusters, which are as hard as
     * vectors get.
     */
    int DEFAULT_NUM_CANDIDATES = 400;

    /** Candidates that even the narrowest filtered search keeps. */
    int LEAST_DEFAULT_NUM_CANDIDATES = 50;

    /** Returns the mode's name in JSON: {@code exact} or {@code approximate}. */
    String label();

    /**
     * Returns the mode when none is asked for. The candidates shrink with the share that counts, as the entries do that a
     * walk among all would pass for each; and they are at least twice k, whose last are the hardest to find.
     *
     * @param counting entries that the filters let through
     * @param entries all entries, at least as many
     */
    static SearchMode byDefault(int counting, int entries, int k) {
        if (entries <= EXACT_UP_TO_ENTRIES || counting <= EXACT_UP_TO_MATCHES) {
            return new Exact();
        }
        int byShare = (int) Math.ceilDiv((long) DEFAULT_NUM_CANDIDATES * counting, entries);
        return new Approximate(Math.max(Math.max(byShare, LEAST_DEFAULT_NUM_CANDIDATES), 2 * Math.min(k, counting)));
    }
}
