package arc.infer.data;

import arc.infer.ArcException;
import arc.infer.file.JsonErrors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads rows from lines that hold a JSON object each; values are text, numbers, true and false, or null for none. */
final class JsonRows {

    private static final JsonMapper MAPPER = JsonMapper
            .builder(JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build()).build();

    private JsonRows() {}

    static void read(Path file, BufferedReader in, Manifest.Rows rows) throws IOException {
        long line = 0;
        for (String text = in.readLine(); text != null; text = in.readLine()) {
            line++;
            if (!text.isBlank()) {
                rows.row(line, fields(file, line, text));
            }
        }
        if (line == 0) {
            throw new ArcException(file + " is empty: expected a JSON object a line, with a field " + Manifest.PATH);
        }
    }

    private static Map<String, String> fields(Path file, long line, String text) {
        JsonNode object;
        try {
            object = MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw new ArcException(file + ", line " + line + ": not JSON: " + JsonErrors.inLine(e), e);
        }
        if (!object.isObject()) {
            throw Manifest.mistake(file, line, "expected a JSON object");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> property : object.properties()) {
            JsonNode value = property.getValue();
            if (value.isContainer()) {
                throw Manifest.mistake(file, line,
                        property.getKey() + " is a list or an object; expected text, a number, true, false or null");
            }
            if (!value.isNull()) {
                fields.put(property.getKey(), value.asString());
            }
        }
        return fields;
    }
}
