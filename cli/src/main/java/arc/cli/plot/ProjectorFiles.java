package arc.cli.plot;

import arc.infer.file.AtomicFile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes the two tables that TensorBoard's projector loads: vectors, without a header, and metadata with one. Both have a
 * line a point, in the same order.
 */
public final class ProjectorFiles {

    private static final String END = ".tsv";

    private ProjectorFiles() {}

    /** Returns where the metadata of {@code X.tsv} goes: {@code X.metadata.tsv}. */
    public static Path metadata(Path vectors) {
        String name = vectors.getFileName().toString();
        return vectors.resolveSibling(name.substring(0, name.length() - END.length()) + ".metadata" + END);
    }

    /** Writes both; {@code vectors} ends in .tsv. */
    public static void write(Scatter scatter, Path vectors) {
        AtomicFile.write(metadata(vectors), out -> writeMetadata(scatter, out));
        AtomicFile.write(vectors, out -> writeVectors(scatter, out));
    }

    private static void writeVectors(Scatter scatter, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        for (int i = 0; i < scatter.projection().size(); i++) {
            for (int dim = 0; dim < scatter.projection().dims(); dim++) {
                text.write((dim == 0 ? "" : "\t") + scatter.projection().at(i, dim));
            }
            text.write('\n');
        }
        text.flush();
    }

    private static void writeMetadata(Scatter scatter, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write("index\tlabel" + (scatter.paths() == null ? "" : "\tpath") + "\n");
        for (int i = 0; i < scatter.projection().size(); i++) {
            text.write(scatter.rows().get(i) + "\t" + oneLine(scatter.classes().label(i)));
            text.write(scatter.paths() == null ? "\n" : "\t" + oneLine(scatter.paths().get(i)) + "\n");
        }
        text.flush();
    }

    /** The projector knows no quotes: a tab or a line's end in a value would shift all that follows. */
    private static String oneLine(String value) {
        return value.replaceAll("[\\t\\r\\n]", " ");
    }
}
