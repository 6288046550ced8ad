package arc.infer.embedding;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes path, label and the values, a line an embedding, after a header line. Quotes where it must. */
final class SeparatedWriter implements EmbeddingWriter {

    private final OutputStream out;
    private final CsvWriter csv;
    private boolean started;

    SeparatedWriter(OutputStream out, char separator) {
        this.out = out;
        this.csv = CsvWriter.builder().fieldSeparator(separator).lineDelimiter(LineDelimiter.LF)
                .build(new Unclosed(out));
    }

    @Override
    public void write(String path, Optional<String> label, Embedding embedding) throws IOException {
        float[] values = embedding.toArrayCopy();
        List<String> fields = new ArrayList<>(2 + values.length);
        try {
            if (!started) {
                started = true;
                fields.addAll(List.of("path", "label"));
                for (int column = 0; column < values.length; column++) {
                    fields.add("e" + column);
                }
                csv.writeRecord(fields);
                fields.clear();
            }
            fields.addAll(List.of(path, label.orElse("")));
            for (float value : values) {
                fields.add(Float.toString(value));
            }
            csv.writeRecord(fields);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() throws IOException {
        csv.close();
        out.flush();
    }

    /** Keeps the writer's end from being the stream's. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
