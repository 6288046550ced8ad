package arc.index;

import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraph;
import org.apache.lucene.util.hnsw.NeighborQueue;
import org.apache.lucene.util.hnsw.RandomVectorScorer;

import java.io.IOException;

/**
 * Walks along the lowest layer of an HNSW graph (Malkov and Yashunin 2016, algorithm 2) from match to match. Where a
 * neighbour doesn't match, those behind it count as neighbours, as in ACORN (Patel et al. 2024): so entries that don't
 * match are never compared with the query, however near to it they are.
 */
final class GraphWalk {

    /** Neighbours of a node on the lowest layer, at most. */
    private static final int DEGREE = 2 * GalleryCodec.MAX_CONN;

    /** So many new matches around one node are enough not to look behind more of its neighbours. */
    private static final int ENOUGH = DEGREE;

    private final HnswGraph graph;
    private final RandomVectorScorer scorer;
    private final Bits matching;
    private final NeighborQueue open; // whose neighbours were not looked at; the best on top
    private final NeighborQueue kept; // the worst on top
    private final int width;
    private final FixedBitSet seen; // matches that were scored, and others that were looked behind

    private final int[] passed = new int[DEGREE];
    private final int[] found = new int[DEGREE + DEGREE * DEGREE];
    private final float[] scores = new float[found.length];

    /**
     * Prepares a walk.
     *
     * @param width matches to keep
     * @param matching which nodes match
     */
    GraphWalk(SegmentGraph segment, int width, Bits matching) {
        this.graph = segment.graph();
        this.scorer = segment.scorer();
        this.matching = matching;
        this.width = width;
        this.open = new NeighborQueue(width, true);
        this.kept = new NeighborQueue(width, false);
        this.seen = new FixedBitSet(graph.maxNodeId() + 1);
    }

    /** Begins at a match, too. */
    void begin(int node, float score) {
        seen.set(node);
        take(node, score);
    }

    /** Walks until no open node is better than the worst that is kept. */
    void run() throws IOException {
        while (open.size() > 0 && open.topScore() >= leastScore()) {
            int count = look(open.pop());
            scorer.bulkScore(found, scores, count);
            for (int i = 0; i < count; i++) {
                take(found[i], scores[i]);
            }
        }
    }

    /** Returns the nodes that are kept, in no particular order. */
    int[] kept() {
        return kept.nodes();
    }

    /** Says whether the walk passed by a match that belongs to those kept. */
    boolean missed(int node, float score) {
        return score > leastScore() && !seen.get(node);
    }

    private float leastScore() {
        return kept.size() < width ? Float.NEGATIVE_INFINITY : kept.topScore();
    }

    private void take(int node, float score) {
        if (kept.insertWithOverflow(node, score)) {
            open.add(node, score);
        }
    }

    /** Finds matches around a node that were not seen yet; returns how many. */
    private int look(int node) throws IOException {
        graph.seek(0, node);
        int count = 0;
        int behind = 0;
        for (int next = graph.nextNeighbor(); next != DocIdSetIterator.NO_MORE_DOCS; next = graph.nextNeighbor()) {
            if (seen.get(next)) {
                continue;
            }
            if (matching.get(next)) {
                seen.set(next);
                found[count++] = next;
            } else {
                passed[behind++] = next;
            }
        }
        for (int i = 0; i < behind && count < ENOUGH; i++) {
            seen.set(passed[i]);
            count = lookBehind(passed[i], count);
        }
        return count;
    }

    private int lookBehind(int node, int before) throws IOException {
        graph.seek(0, node);
        int count = before;
        for (int next = graph.nextNeighbor(); next != DocIdSetIterator.NO_MORE_DOCS; next = graph.nextNeighbor()) {
            if (!seen.get(next) && matching.get(next)) {
                seen.set(next);
                found[count++] = next;
            }
        }
        return count;
    }
}
