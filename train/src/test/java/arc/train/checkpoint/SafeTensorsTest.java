package arc.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

class SafeTensorsTest {

    private static final Checkpoint SOME = new Checkpoint(Map.of("format", "x", "position", "{\"step\":3}"),
            Map.of("parameters", new float[]{1, -2.5f, Float.MIN_VALUE, Float.NaN}, "empty", new float[0],
                    "velocity", new float[]{7}));

    @Test
    void readsWhatItWrote() throws IOException, DamagedCheckpointException {
        Checkpoint read = read(bytes(SOME));
        assertThat(read.facts()).isEqualTo(SOME.facts());
        assertThat(read.vectors()).containsOnlyKeys("parameters", "empty", "velocity");
        assertThat(read.vectors().get("parameters")).containsExactly(1, -2.5f, Float.MIN_VALUE, Float.NaN);
        assertThat(read.vectors().get("velocity")).containsExactly(7);
    }

    @Test
    void crossesTheBoundsOfItsBuffer() throws IOException, DamagedCheckpointException {
        float[] values = new float[(1 << 16) + 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Checkpoint large = new Checkpoint(Map.of(), Map.of("v", values));
        assertThat(read(bytes(large)).vectors().get("v")).isEqualTo(values);
    }

    @Test
    void noticesAnyByteThatIsMissing() throws IOException {
        byte[] whole = bytes(SOME);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(DamagedCheckpointException.class);
        }
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(DamagedCheckpointException.class)
                .hasMessage("it should have " + whole.length + " bytes, but has " + (whole.length + 1));
    }

    @Test
    void noticesAnyBitThatIsAnother() throws IOException, DamagedCheckpointException {
        byte[] whole = bytes(SOME);
        long seed = 99;
        Random random = new Random(seed);
        for (int n = 0; n < 500; n++) {
            byte[] flipped = whole.clone();
            int at = random.nextInt(flipped.length);
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            try {
                // A flipped bit may leave the meaning of the header's JSON as it is, such as in 1 for I; nothing else passes.
                assertThat(read(flipped).facts()).as("byte " + at + ", seed " + seed).isEqualTo(SOME.facts());
            } catch (DamagedCheckpointException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"__metadata__\":{},\"v\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,4]}} | its vector v is not stated as expected",
            "{\"__metadata__\":{},\"v\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,-4]}} | its vector v is not stated as expected",
            "{\"__metadata__\":{},\"v\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}} | its vector v is not stated as expected",
            "{\"__metadata__\":{},\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | its vectors don't lie one behind the other",
            "{\"__metadata__\":{},\"v\":{\"dtype\":\"F32\",\"shape\":[2000000000],\"data_offsets\":[0,8000000000]}} | it should have 8000000098 bytes, but has 102",
            "{\"v\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}} | its header has no __metadata__",
            "{\"__metadata__\":{\"a\":1}} | its fact a is not text", "[] | its header is not a JSON object",
            "{]] | its header is not JSON", "{\"a\":1,\"a\":2} | its header is not JSON"})
    void refusesHeadersThatLie(String header, String problem) {
        byte[] json = header.strip().getBytes(StandardCharsets.UTF_8);
        byte[] file = ByteBuffer.allocate(8 + json.length + 4).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length)
                .put(json).array();
        assertThatThrownBy(() -> read(file)).isInstanceOf(DamagedCheckpointException.class).hasMessage(problem);
    }

    @Test
    void neverMakesObjectsOfAForeignClass() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new HashMap<>(Map.of("a", 1)));
        }
        assertThatThrownBy(() -> read(bytes.toByteArray())).isInstanceOf(DamagedCheckpointException.class)
                .hasMessageStartingWith("its header should have 2 to 16777216 bytes");
    }

    private static byte[] bytes(Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafeTensors.write(checkpoint, out);
        return out.toByteArray();
    }

    private static Checkpoint read(byte[] bytes) throws IOException, DamagedCheckpointException {
        return SafeTensors.read(new ByteArrayInputStream(bytes), bytes.length);
    }
}
