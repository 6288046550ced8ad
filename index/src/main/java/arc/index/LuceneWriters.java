package arc.index;

import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;

/** Configures Lucene for galleries: few big segments, no compound files. */
final class LuceneWriters {

    /** Holds the vectors of a commit twice over; Lucene's 16 MB would make dozens of tiny segments of them. */
    private static final double RAM_BUFFER_MEGABYTES = 256;

    /** A merged segment's vectors stay below the 16 GiB that one memory mapping holds, for the fast scorer's sake. */
    static final long MAX_SEGMENT_BYTES = 12L << 30;

    private LuceneWriters() {}

    static IndexWriterConfig config(IndexWriterConfig.OpenMode mode, int mergeThreads) {
        TieredMergePolicy merges = new TieredMergePolicy();
        merges.setMaxMergedSegmentMB(MAX_SEGMENT_BYTES >> 20);
        merges.setNoCFSRatio(0); // Vectors in a compound file are not aligned as the vector unit wants them.
        IndexWriterConfig config = new IndexWriterConfig();
        config.setOpenMode(mode);
        config.setCodec(new GalleryCodec(mergeThreads));
        config.setRAMBufferSizeMB(RAM_BUFFER_MEGABYTES);
        config.setMergePolicy(merges);
        config.setMergeScheduler(new QuietMerges());
        config.setUseCompoundFile(false);
        config.setCommitOnClose(false);
        return config;
    }

    /** Leaves a failed merge to the writer, which keeps it as its tragic exception; Lucene's own also prints it. */
    private static final class QuietMerges extends ConcurrentMergeScheduler {
        @Override
        protected void handleMergeException(Throwable failure) {
            // The next call of the writer throws it.
        }
    }
}
