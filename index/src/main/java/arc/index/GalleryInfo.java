package arc.index;

import java.nio.file.Path;

/**
 * Sums up a gallery.
 *
 * @param gallery its folder
 * @param manifest what it was made with
 * @param entries number of distinct contents
 * @param labels number of distinct labels
 * @param segments number of Lucene segments
 * @param bytes size of its files
 * @param hasModel whether it holds a copy of its model
 */
public record GalleryInfo(Path gallery, GalleryManifest manifest, int entries, int labels, int segments, long bytes,
        boolean hasModel) {}
