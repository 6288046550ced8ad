/**
 * The gallery: one folder with embeddings in Lucene, the model that made them and a manifest. Start from
 * {@link arc.index.GallerySearcher} to search, from {@link arc.index.GalleryIndexer} to fill one.
 */
@NullMarked
package arc.index;

import org.jspecify.annotations.NullMarked;
