package arc.cli;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps libraries from writing to standard error on their own; DL4J's logs end in slf4j-nop already. */
final class LibraryLogs {

    /** Held, since java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    private LibraryLogs() {}

    /** Silences what would tell, for one, that a single search goes without SIMD. */
    static void silence() {
        LUCENE.setLevel(Level.OFF);
    }
}
