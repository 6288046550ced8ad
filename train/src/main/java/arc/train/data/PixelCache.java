package arc.train.data;

import arc.infer.ArcException;

import java.nio.file.Path;

/**
 * Says where a run keeps its decoded pictures, and how much of them. What doesn't fit is decoded again each time that it
 * is wanted; the run computes the same either way.
 *
 * @param folder of the file that they are in; it has no name there and vanishes with the process. The first
 *     {@value PixelStore#BUFFER_BYTES} bytes stay in memory, and there is no file where that is enough
 * @param budgetBytes of pictures, 0 for none; half of what is free in the folder where that is less
 * @param forAugmentation whether pictures are kept as augmentation needs them, or only as the network sees them
 */
public record PixelCache(Path folder, long budgetBytes, boolean forAugmentation) {

    /** Holds some 70,000 colour photos for inputs of 112×112 (augmented), or 10 million digits. */
    public static final long DEFAULT_BUDGET_BYTES = 8L << 30;

    /** Checks the values. */
    public PixelCache {
        if (budgetBytes < 0) {
            throw new ArcException(ArcException.Kind.USAGE, "the pixel cache must be >= 0 bytes, got " + budgetBytes);
        }
    }

    /** Returns a cache in Java's folder for temporary files, of {@value #DEFAULT_BUDGET_BYTES} bytes at most. */
    public static PixelCache inTemporaryFolder(boolean forAugmentation) {
        return new PixelCache(Path.of(System.getProperty("java.io.tmpdir")), DEFAULT_BUDGET_BYTES, forAugmentation);
    }
}
