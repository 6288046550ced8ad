package arc.infer.embedding;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes {@code {"path":…,"embedding":[…],"label":…}}, an object a line. */
final class NdjsonWriter implements EmbeddingWriter {

    private static final JsonFactory JSON = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .rootValueSeparator((String) null).build();

    private final JsonGenerator json;

    NdjsonWriter(OutputStream out) {
        this.json = JSON.createGenerator(ObjectWriteContext.empty(), out);
    }

    @Override
    public void write(String path, Optional<String> label, Embedding embedding) throws IOException {
        try {
            writeLine(path, label, embedding);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private void writeLine(String path, Optional<String> label, Embedding embedding) {
        json.writeStartObject();
        json.writeStringProperty("path", path);
        json.writeArrayPropertyStart("embedding");
        for (float value : embedding.toArrayCopy()) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        label.ifPresent(text -> json.writeStringProperty("label", text));
        json.writeEndObject();
        json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
        try {
            json.close();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }
}
