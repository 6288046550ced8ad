package arc.index;

import arc.infer.embedding.Embedding;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.Bits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Checks that every entry has a vector as the manifest says, an id and paths of its own. */
final class EntryCheck {

    private final GalleryReader reader;
    private final int dimension;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> paths = new HashSet<>();
    private final Finding vectors = new Finding("vectors");
    private final Finding idTwins = new Finding("ids");
    private final Finding pathTwins = new Finding("paths");

    private EntryCheck(GalleryReader reader, int dimension) {
        this.reader = reader;
        this.dimension = dimension;
    }

    /** Counts what is wrong in one way, and keeps one example. */
    private static final class Finding {
        private final String what;
        private int count;
        private String example = "";

        Finding(String what) {
            this.what = what;
        }

        void add(String newExample) {
            example = count == 0 ? newExample : example;
            count++;
        }

        void tell(String problem, List<String> problems) {
            if (count > 0) {
                problems.add(count + " " + what + " " + problem + ", such as " + example);
            }
        }
    }

    /** Returns what is wrong. */
    static List<String> problems(GalleryReader reader, GalleryManifest manifest) throws IOException {
        EntryCheck check = new EntryCheck(reader, manifest.dimension());
        for (LeafReaderContext leaf : reader.lucene().leaves()) {
            check.segment(leaf);
        }
        List<String> problems = new ArrayList<>();
        check.vectors.tell("don't have " + manifest.dimension() + " dimensions and norm 1", problems);
        check.idTwins.tell("are those of several entries", problems);
        check.pathTwins.tell("belong to several entries", problems);
        return problems;
    }

    private void segment(LeafReaderContext leaf) throws IOException {
        VectorCursor cursor = new VectorCursor(leaf.reader());
        Bits live = leaf.reader().getLiveDocs();
        for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
            if (live == null || live.get(doc)) {
                GalleryEntry entry = reader.entry(leaf.docBase + doc);
                if (!ids.add(entry.id())) {
                    idTwins.add(entry.id());
                }
                for (String path : entry.paths()) {
                    if (!paths.add(path)) {
                        pathTwins.add(path);
                    }
                }
                checkVector(entry.id(), cursor.at(doc));
            }
        }
    }

    private void checkVector(String id, float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double norm = Math.sqrt(squares);
        if (vector.length != dimension || !(Math.abs(norm - 1) <= Embedding.NORM_TOLERANCE)) {
            vectors.add(String.format(Locale.ROOT, "that of %s: %d dimensions, norm %.4f", id, vector.length, norm));
        }
    }
}
