package arc.index;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps Lucene's remarks about the JVM (vector module, memory mapping) from stderr. Whoever sets a
 * level for {@code org.apache.lucene} in java.util.logging's own configuration gets them.
 */
final class LuceneLog {

    /** Held, because java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private LuceneLog() {}

    /** Must run before the first Lucene class that logs. */
    static void quiet() {
        if (LUCENE.getLevel() == null) {
            LUCENE.setLevel(Level.SEVERE);
        }
    }
}
