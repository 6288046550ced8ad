package arc.infer.image;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Reads the pictures of golden/images.json and what is expected of them. */
final class GoldenImages {

    private GoldenImages() {}

    /** One picture. */
    record Golden(String id, JsonNode row) {

        byte[] bytes() {
            return resource(row.get("file").asString());
        }

        boolean expects(String kind) {
            return row.get("expected").has(kind);
        }

        /** Returns an expected array, flat, as doubles. */
        double[] expected(String kind) {
            return npy(resource(row.get("expected").get(kind).get("file").asString()));
        }

        byte[] expectedBytes(String kind) {
            double[] values = expected(kind);
            byte[] bytes = new byte[values.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (int) values[i];
            }
            return bytes;
        }

        /** Returns the picture that a perfect decoder gives. */
        DecodedImage perfectlyDecoded() {
            return DecodedImage.ofRgb(row.get("width").asInt(), row.get("height").asInt(), expectedBytes("rgb"));
        }

        @Override
        public String toString() {
            return id;
        }
    }

    static List<Golden> all() {
        JsonNode images = JsonMapper.shared().readTree(resource("images.json")).get("images");
        return StreamSupport.stream(images.spliterator(), false)
                .map(row -> new Golden(row.get("id").asString(), row)).toList();
    }

    static List<Golden> expecting(String kind) {
        return all().stream().filter(golden -> golden.expects(kind)).toList();
    }

    static List<String> lines(String name) {
        return new String(resource(name), StandardCharsets.UTF_8).lines().toList();
    }

    static double maxAbsDifference(double[] expected, float[] actual) {
        if (expected.length != actual.length) {
            throw new AssertionError("expected " + expected.length + " values, got " + actual.length);
        }
        double max = 0;
        for (int i = 0; i < expected.length; i++) {
            max = Math.max(max, Math.abs(expected[i] - actual[i]));
        }
        return max;
    }

    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(GoldenImages.class.getResourceAsStream("/golden/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a NumPy file of format 1.0 in C order: bytes or little-endian float32. */
    static double[] npy(byte[] file) {
        ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = buffer.getShort(8);
        String header = new String(file, 10, headerLength, StandardCharsets.US_ASCII);
        Matcher type = Pattern.compile("'descr': '([^']+)'").matcher(header);
        if (!type.find() || !header.contains("'fortran_order': False")) {
            throw new AssertionError("unexpected npy header " + header);
        }
        buffer.position(10 + headerLength);
        return switch (type.group(1)) {
            case "|u1" -> {
                double[] values = new double[buffer.remaining()];
                Arrays.setAll(values, _ -> buffer.get() & 0xff);
                yield values;
            }
            case "<f4" -> {
                double[] values = new double[buffer.remaining() / 4];
                Arrays.setAll(values, _ -> buffer.getFloat());
                yield values;
            }
            default -> throw new AssertionError("unexpected npy type " + type.group(1));
        };
    }
}
