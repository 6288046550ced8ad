package arc.index;

import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NoLockFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lets Lucene check its own files, without the lock that it would take: a writer may go on meanwhile. */
final class LuceneCheck {

    /** A commit may remove files while they are checked; then the new commit is checked instead. */
    private static final int TRIES = 5;

    private LuceneCheck() {}

    /** Returns what is wrong. */
    static List<String> problems(Path gallery, int threads) {
        return GalleryErrors.reading(gallery, () -> {
            try (Directory directory = FSDirectory.open(gallery)) {
                List<String> problems = List.of();
                for (int n = 0; n < TRIES; n++) {
                    long before = SegmentInfos.getLastCommitGeneration(directory);
                    problems = check(directory, threads);
                    if (problems.isEmpty() || SegmentInfos.getLastCommitGeneration(directory) == before) {
                        return problems;
                    }
                }
                return problems;
            }
        });
    }

    private static List<String> check(Directory directory, int threads) throws IOException {
        try (CheckIndex check = new CheckIndex(directory,
                NoLockFactory.INSTANCE.obtainLock(directory, "arc-check"))) {
            check.setThreadCount(threads);
            CheckIndex.Status status = check.checkIndex();
            List<String> problems = new ArrayList<>();
            for (CheckIndex.Status.SegmentInfoStatus segment : status.segmentInfos) {
                if (segment.error != null) {
                    problems.add("segment " + segment.name + ": " + reason(segment.error));
                }
            }
            if (problems.isEmpty() && !status.clean) {
                problems.add(status.missingSegments
                        ? "the list of segments can't be read"
                        : "Lucene's CheckIndex is not content with " + status.segmentsFileName);
            }
            return problems;
        }
    }

    private static String reason(Throwable error) {
        return error instanceof IOException e ? GalleryErrors.reason(e) : String.valueOf(error.getMessage());
    }
}
