/** Measurements that are run by hand; start from {@link arc.index.bench.FilteredSearchSpeed}. */
@NullMarked
package arc.index.bench;

import org.jspecify.annotations.NullMarked;
