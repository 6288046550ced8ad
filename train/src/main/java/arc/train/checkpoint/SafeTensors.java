package arc.train.checkpoint;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes a {@link Checkpoint} as the safetensors format has it: the header's length (8 bytes,
 * little-endian), the header (JSON), the vectors one behind the other (float32, little-endian). The header's
 * {@code __metadata__} holds the facts, and the SHA-256 of all content.
 */
final class SafeTensors {

    /** A header has a line a vector and the facts: a few kilobytes, and some more for many classes. */
    static final int MAX_HEADER_BYTES = 16 << 20;

    private static final String METADATA = "__metadata__";
    private static final String DIGEST = "sha256";
    private static final int FLOATS_AT_ONCE = 1 << 16;

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private SafeTensors() {}

    static void write(Checkpoint checkpoint, OutputStream out) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode metadata = header.putObject(METADATA);
        checkpoint.facts().forEach(metadata::put);
        metadata.put(DIGEST, CheckpointDigest.of(checkpoint));
        long at = 0;
        for (Map.Entry<String, float[]> vector : checkpoint.vectors().entrySet()) {
            long end = at + (long) vector.getValue().length * Float.BYTES;
            ObjectNode entry = header.putObject(vector.getKey());
            entry.put("dtype", "F32");
            entry.putArray("shape").add(vector.getValue().length);
            entry.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        byte[] json = JSON.writeValueAsBytes(header);
        out.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
        out.write(json);
        ByteBuffer buffer = ByteBuffer.allocate(FLOATS_AT_ONCE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] values : checkpoint.vectors().values()) {
            for (int from = 0; from < values.length; from += FLOATS_AT_ONCE) {
                int count = Math.min(FLOATS_AT_ONCE, values.length - from);
                buffer.clear().asFloatBuffer().put(values, from, count);
                out.write(buffer.array(), 0, count * Float.BYTES);
            }
        }
    }

    /**
     * Reads what {@link #write} wrote, and nothing else.
     *
     * @param fileBytes bytes that {@code in} has: nothing is allocated on the word of a header that claims more
     * @throws DamagedCheckpointException when a byte is missing, too many, or another one
     */
    static Checkpoint read(InputStream in, long fileBytes) throws IOException, DamagedCheckpointException {
        DataInputStream data = new DataInputStream(in);
        long headerBytes = fileBytes < Long.BYTES ? -1 : Long.reverseBytes(data.readLong());
        if (headerBytes < 2 || headerBytes > Math.min(MAX_HEADER_BYTES, fileBytes - Long.BYTES)) {
            throw new DamagedCheckpointException("its header should have 2 to " + MAX_HEADER_BYTES
                    + " bytes and lie within the file's " + fileBytes + ", but has " + headerBytes);
        }
        byte[] json = new byte[(int) headerBytes];
        data.readFully(json);
        JsonNode header = parse(json);
        Map<String, String> facts = facts(header.get(METADATA));
        String digest = facts.remove(DIGEST);
        List<Vector> vectors = vectors(header);
        long stated = Long.BYTES + headerBytes + (vectors.isEmpty() ? 0 : vectors.getLast().end());
        if (stated != fileBytes) {
            throw new DamagedCheckpointException("it should have " + stated + " bytes, but has " + fileBytes);
        }
        Map<String, float[]> values = new HashMap<>();
        for (Vector vector : vectors) {
            values.put(vector.name(), floats(data, vector.length()));
        }
        Checkpoint checkpoint = new Checkpoint(facts, values);
        if (!CheckpointDigest.of(checkpoint).equals(digest)) {
            throw new DamagedCheckpointException("its content doesn't match its SHA-256");
        }
        return checkpoint;
    }

    /** Where one vector lies, in bytes from the end of the header. */
    private record Vector(String name, int length, long from) {
        long end() {
            return from + (long) length * Float.BYTES;
        }
    }

    /** Returns the vectors as they lie in the file, one behind the other. */
    private static List<Vector> vectors(JsonNode header) throws DamagedCheckpointException {
        List<Vector> vectors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : header.properties()) {
            if (!entry.getKey().equals(METADATA)) {
                vectors.add(vector(entry.getKey(), entry.getValue()));
            }
        }
        vectors.sort(Comparator.comparingLong(Vector::from).thenComparingInt(Vector::length));
        long at = 0;
        for (Vector vector : vectors) {
            if (vector.from() != at) {
                throw new DamagedCheckpointException("its vectors don't lie one behind the other");
            }
            at = vector.end();
        }
        return vectors;
    }

    private static JsonNode parse(byte[] json) throws DamagedCheckpointException {
        try {
            JsonNode header = JSON.readTree(new String(json, StandardCharsets.UTF_8));
            if (header.isObject()) {
                return header;
            }
            throw new DamagedCheckpointException("its header is not a JSON object");
        } catch (JacksonException e) {
            throw new DamagedCheckpointException("its header is not JSON", e);
        }
    }

    private static Map<String, String> facts(@Nullable JsonNode metadata) throws DamagedCheckpointException {
        if (metadata == null || !metadata.isObject()) {
            throw new DamagedCheckpointException("its header has no " + METADATA);
        }
        Map<String, String> facts = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : metadata.properties()) {
            if (!entry.getValue().isString()) {
                throw new DamagedCheckpointException("its fact " + entry.getKey() + " is not text");
            }
            facts.put(entry.getKey(), entry.getValue().stringValue());
        }
        return facts;
    }

    private static Vector vector(String name, JsonNode entry) throws DamagedCheckpointException {
        JsonNode type = entry.get("dtype");
        JsonNode shape = entry.get("shape");
        JsonNode offsets = entry.get("data_offsets");
        boolean stated = type != null && type.isString() && type.stringValue().equals("F32") //
                && shape != null && shape.isArray() && shape.size() == 1 && shape.get(0).isIntegralNumber()
                && shape.get(0).canConvertToInt() && shape.get(0).intValue() >= 0 //
                && offsets != null && offsets.isArray() && offsets.size() == 2 && offsets.get(0).canConvertToLong()
                && offsets.get(1).canConvertToLong() && offsets.get(1).longValue()
                        - offsets.get(0).longValue() == (long) shape.get(0).intValue() * Float.BYTES;
        if (!stated) {
            throw new DamagedCheckpointException("its vector " + name + " is not stated as expected");
        }
        return new Vector(name, shape.get(0).intValue(), offsets.get(0).longValue());
    }

    private static float[] floats(DataInputStream data, int count) throws IOException {
        float[] values = new float[count];
        byte[] bytes = new byte[Math.min(count, FLOATS_AT_ONCE) * Float.BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < count; from += FLOATS_AT_ONCE) {
            int part = Math.min(FLOATS_AT_ONCE, count - from);
            data.readFully(bytes, 0, part * Float.BYTES);
            buffer.asFloatBuffer().get(values, from, part);
        }
        return values;
    }
}
