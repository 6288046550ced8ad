package arc.index;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.hnsw.NeighborQueue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Finds the entries nearest to a query among those that match, and tells when it may have missed some.
 *
 * <p>A random sample of the matches is compared with the query first. Walks begin at the best of one part of it. The rest is
 * for the check: what is better there than the worst that a walk kept must be among those kept. Where it isn't, the graph
 * led past matches, and the caller had better scan them: usual among random vectors, rare among those of a trained model.
 */
final class FilteredWalk {

    /** Sampled matches that are to be among those that a walk keeps, on the mean: each has to be found. */
    private static final int CHECKS = 8;

    /** One in so many of the sample is for walks to begin at. */
    private static final int ONE_TO_BEGIN = 8;

    /** Walks begin at so many places. */
    private static final int BEGINNINGS = 8;

    /** A walk takes as long as comparing so many matches in order, for each that it keeps. */
    private static final int SCANNED_WHILE_KEEPING_ONE = 40;

    private final float[] query;
    private final int width;
    private final Matches matches;

    private FilteredWalk(float[] query, int width, Matches matches) {
        this.query = query;
        this.width = width;
        this.matches = matches;
    }

    /**
     * Returns the nearest matching documents of those that {@link Twins} let into a graph; empty where a walk may have missed some.
     *
     * @param width how many to return of each segment
     */
    static Optional<int[]> nearest(IndexSearcher searcher, float[] query, int width, Matches matches)
            throws IOException {
        FilteredWalk walk = new FilteredWalk(query, width, matches);
        List<Callable<Optional<int[]>>> tasks = new ArrayList<>();
        searcher.getLeafContexts().forEach(segment -> tasks.add(() -> walk.through(segment)));
        List<Optional<int[]>> found = searcher.getTaskExecutor().invokeAll(tasks);
        if (found.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(found.stream().flatMapToInt(documents -> Arrays.stream(documents.orElseThrow())).toArray());
    }

    private Optional<int[]> through(LeafReaderContext leaf) throws IOException {
        SegmentGraph segment = SegmentGraph.open(leaf.reader(), query);
        if (segment == null) {
            return Optional.of(new int[0]);
        }
        if (segment.graph().size() == 0 || matches.countIn(leaf) <= (long) width * SCANNED_WHILE_KEEPING_ONE) {
            return Optional.of(ExactScan.candidatesIn(leaf, query, width, Fields.VECTOR, matches));
        }
        return walk(segment, leaf).map(nodes -> Arrays.stream(nodes)
                .map(node -> leaf.docBase + segment.vectors().ordToDoc(node)).toArray());
    }

    private Optional<int[]> walk(SegmentGraph segment, LeafReaderContext leaf) throws IOException {
        int every = Math.max(1, width * (ONE_TO_BEGIN - 1) / (CHECKS * ONE_TO_BEGIN));
        int[] sample = segment.nodes(matches.sampleIn(leaf, every));
        float[] scores = segment.scores(sample);
        NeighborQueue beginnings = new NeighborQueue(BEGINNINGS, false);
        for (int i = 0; i < sample.length; i += ONE_TO_BEGIN) {
            beginnings.insertWithOverflow(i, scores[i]);
        }
        GraphWalk walk = new GraphWalk(segment, width, segment.vectors().getAcceptOrds(matches.in(leaf)));
        for (int i : beginnings.nodes()) {
            walk.begin(sample[i], scores[i]);
        }
        walk.run();
        for (int i = 0; i < sample.length; i++) {
            if (i % ONE_TO_BEGIN != 0 && walk.missed(sample[i], scores[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(walk.kept());
    }
}
