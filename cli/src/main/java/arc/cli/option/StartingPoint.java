package arc.cli.option;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;
import arc.infer.file.Sha256;
import arc.train.transfer.PretrainedTrunk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Holds what a training starts from.
 *
 * @param trunk its weights
 * @param sha256 of the file, in hexadecimal
 */
public record StartingPoint(PretrainedTrunk trunk, String sha256) {

    /**
     * Reads a file.
     *
     * @throws ArcException when it can't be read, is damaged, or holds no VGG
     */
    public static StartingPoint read(Path file) {
        PretrainedTrunk trunk = PretrainedTrunk.read(file);
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = Sha256.digest();
            new DigestInputStream(in, digest).transferTo(java.io.OutputStream.nullOutputStream());
            return new StartingPoint(trunk, HexFormat.of().formatHex(digest.digest()));
        } catch (IOException e) {
            throw new ArcException("cannot read " + file + ": " + FileErrors.reason(e), e);
        }
    }
}
