package arc.train.checkpoint;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds a run between two steps: some facts as text, and float vectors by name. It is written as a safetensors
 * file: a length, a JSON header, raw numbers. Nothing in it is code, a class name or a path, so reading one from a stranger
 * can't do more than fail.
 */
public final class Checkpoint {

    private final SortedMap<String, String> facts;
    private final SortedMap<String, float[]> vectors;

    /**
     * Gathers what is to be kept.
     *
     * @param facts by name
     * @param vectors by name; owned by the checkpoint from now on
     */
    public Checkpoint(Map<String, String> facts, Map<String, float[]> vectors) {
        this.facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        this.vectors = Collections.unmodifiableSortedMap(new TreeMap<>(vectors));
    }

    /** Returns the facts by name, in the order of the names. */
    public SortedMap<String, String> facts() {
        return facts;
    }

    /** Returns the vectors by name, in the order of the names; not copied, and only to be read. */
    public SortedMap<String, float[]> vectors() {
        return vectors;
    }
}
