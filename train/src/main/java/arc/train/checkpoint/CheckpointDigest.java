package arc.train.checkpoint;

import arc.infer.file.Sha256;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Computes the SHA-256 of a checkpoint's content: each fact, then each vector, with their names, in order. */
final class CheckpointDigest {

    private static final int FLOATS_AT_ONCE = 1 << 16;

    private final MessageDigest digest = Sha256.digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(FLOATS_AT_ONCE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private CheckpointDigest() {}

    static String of(Checkpoint checkpoint) {
        CheckpointDigest content = new CheckpointDigest();
        checkpoint.facts().forEach((name, value) -> {
            content.add(name);
            content.add(value);
        });
        checkpoint.vectors().forEach((name, values) -> {
            content.add(name);
            content.add(values);
        });
        return HexFormat.of().formatHex(content.digest.digest());
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        digest.update(bytes);
    }

    private void add(float[] values) {
        for (int from = 0; from < values.length; from += FLOATS_AT_ONCE) {
            int count = Math.min(FLOATS_AT_ONCE, values.length - from);
            buffer.clear().asFloatBuffer().put(values, from, count);
            digest.update(buffer.limit(count * Float.BYTES));
        }
    }
}
