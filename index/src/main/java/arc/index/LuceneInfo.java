package arc.index;

import org.apache.lucene.util.Version;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;

/**
 * Describes the Lucene at hand.
 *
 * @param version such as {@code 10.6.0}
 * @param vectorProvider name of the class that computes with vectors, where Lucene tells
 */
public record LuceneInfo(String version, @Nullable String vectorProvider) {

    private static final String SCALAR = "DefaultVectorizationProvider";

    /** Looks; a Lucene that hides its provider is described without it. */
    public static LuceneInfo read() {
        LuceneLog.quiet();
        return new LuceneInfo(Version.LATEST.toString(), lookUpProvider());
    }

    /** Says whether vectors are compared by SIMD; false, too, where Lucene does not tell. */
    public boolean hasSimd() {
        return vectorProvider != null && !vectorProvider.equals(SCALAR);
    }

    /** Lucene says it only to its own classes, and in a line of its log at the first use. */
    private static @Nullable String lookUpProvider() {
        try {
            Class<?> providers = Class.forName("org.apache.lucene.internal.vectorization.VectorizationProvider");
            Method lookup = providers.getDeclaredMethod("lookup", boolean.class);
            lookup.setAccessible(true);
            return lookup.invoke(null, false).getClass().getSimpleName();
        } catch (ReflectiveOperationException | RuntimeException e) {
            System.getLogger(LuceneInfo.class.getName()).log(System.Logger.Level.DEBUG, "no vector provider seen", e);
            return null;
        }
    }
}
