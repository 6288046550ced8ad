package arc.index;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Holds which documents a filter lets through, one bit each: found out once, used by every query of a batch. */
final class Matches {

    private static final long SEED = 1;

    private final List<FixedBitSet> bySegment; // live matches, by the segment's ordinal
    private final int[] counts; // of those, by the same
    private final int count;

    private Matches(List<FixedBitSet> bySegment) {
        this.bySegment = bySegment;
        this.counts = bySegment.stream().mapToInt(FixedBitSet::cardinality).toArray();
        this.count = Arrays.stream(counts).sum();
    }

    static Matches of(IndexSearcher searcher, Query filter) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        List<FixedBitSet> bySegment = new ArrayList<>();
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            FixedBitSet matches = new FixedBitSet(leaf.reader().maxDoc());
            Scorer scorer = weight.scorer(leaf);
            if (scorer != null) {
                matches.or(scorer.iterator());
            }
            Bits live = leaf.reader().getLiveDocs();
            if (live != null) {
                live.applyMask(matches, 0);
            }
            bySegment.add(matches);
        }
        return new Matches(bySegment);
    }

    /** Returns the number of entries that match. */
    int count() {
        return count;
    }

    /** Returns the number of matches in a segment. */
    int countIn(LeafReaderContext segment) {
        return counts[segment.ord];
    }

    /** Returns the matching documents of a segment; nobody changes them. */
    FixedBitSet in(LeafReaderContext segment) {
        return bySegment.get(segment.ord);
    }

    /**
     * Returns one random match of a segment out of each {@code every}, in their order: the same at each call.
     */
    int[] sampleIn(LeafReaderContext segment, int every) {
        int matching = countIn(segment);
        long[] words = in(segment).getBits();
        SplittableRandom random = new SplittableRandom(SEED);
        int[] sample = new int[Math.ceilDiv(matching, every)];
        int word = 0;
        int before = 0; // matches in the words before
        for (int i = 0; i < sample.length; i++) {
            int from = i * every;
            int rank = from + random.nextInt(Math.min(every, matching - from));
            for (int here = Long.bitCount(words[word]); rank >= before + here; here = Long.bitCount(words[word])) {
                before += here;
                word++;
            }
            sample[i] = Long.SIZE * word + Long.numberOfTrailingZeros(Long.expand(1L << (rank - before), words[word]));
        }
        return sample;
    }

    /** Returns the matching documents of all segments, ascending. */
    int[] documents(IndexSearcher searcher) {
        int[] documents = new int[count];
        int next = 0;
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            FixedBitSet matches = in(leaf);
            for (int doc = first(matches); doc != DocIdSetIterator.NO_MORE_DOCS; doc = after(matches, doc)) {
                documents[next++] = leaf.docBase + doc;
            }
        }
        return documents;
    }

    private static int first(FixedBitSet bits) {
        return bits.length() == 0 ? DocIdSetIterator.NO_MORE_DOCS : bits.nextSetBit(0);
    }

    private static int after(FixedBitSet bits, int doc) {
        return doc + 1 == bits.length() ? DocIdSetIterator.NO_MORE_DOCS : bits.nextSetBit(doc + 1);
    }

    /** Returns the matches as a query, for Lucene to use as a filter. */
    Query asQuery() {
        return new MatchesQuery(this);
    }

    /** Equal to itself only: the bits belong to one reader. */
    private static final class MatchesQuery extends Query {

        private final Matches matches;

        MatchesQuery(Matches matches) {
            this.matches = matches;
        }

        @Override
        public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
            return new ConstantScoreWeight(this, boost) {
                @Override
                public ScorerSupplier scorerSupplier(LeafReaderContext segment) {
                    FixedBitSet bits = matches.in(segment);
                    return ConstantScoreScorerSupplier.fromIterator(new BitSetIterator(bits, matches.countIn(segment)),
                            score(), scoreMode, segment.reader().maxDoc());
                }

                @Override
                public boolean isCacheable(LeafReaderContext segment) {
                    return false; // it is a bit set already
                }
            };
        }

        @Override
        public void visit(QueryVisitor visitor) {
            visitor.visitLeaf(this);
        }

        @Override
        public String toString(String field) {
            return matches.count + " matches";
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(matches);
        }
    }
}
