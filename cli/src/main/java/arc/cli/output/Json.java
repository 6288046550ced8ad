package arc.cli.output;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.Map;

/** Writes JSON for scripts: one object a line, keys in the order given, numbers unrounded. */
public final class Json {

    /** Version of the JSON that commands print; it grows when a field changes its meaning or goes. */
    public static final int SCHEMA = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** Begins an object that carries the schema version. */
    public static Map<String, Object> object() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", SCHEMA);
        return object;
    }

    /** Returns the number, or null where JSON has none for it (NaN and the infinities). */
    public static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Reads an object, to be part of another one. */
    public static Map<String, Object> read(String json) {
        return MAPPER.readValue(json, new TypeReference<LinkedHashMap<String, Object>>() {
        });
    }

    /** Writes an object on one line. */
    public static String write(Map<String, ?> object) {
        return MAPPER.writeValueAsString(object);
    }
}
