package arc.train.data;

import arc.infer.file.Sha256;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** Names the data of a run by its content. */
final class Fingerprint {

    private Fingerprint() {}

    static String of(List<String> classNames, List<Sample> train, List<Sample> validation) {
        MessageDigest digest = Sha256.digest();
        add(digest, classNames.size());
        for (String name : classNames) {
            byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
            add(digest, utf8.length);
            digest.update(utf8);
        }
        for (List<Sample> samples : List.of(train, validation)) {
            add(digest, samples.size());
            for (Sample sample : samples) {
                add(digest, sample.classIndex());
                digest.update(sample.contentHash().getBytes(StandardCharsets.US_ASCII));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, int number) {
        digest.update(ByteBuffer.allocate(4).putInt(number).array());
    }
}
