package arc.infer.embedding;

/** Says which gallery row a probe must not find: itself. */
@FunctionalInterface
public interface LeftOut {

    /** Stands for no row. */
    int NONE = -1;

    /** Returns the gallery row that {@code probe} leaves out, or {@value #NONE}. */
    int galleryRow(int probe);

    /** Leaves out nothing: the gallery is another set than the probes. */
    static LeftOut nothing() {
        return probe -> NONE;
    }

    /** Leaves out the probe's own row: the probes are the gallery. */
    static LeftOut itself() {
        return probe -> probe;
    }
}
