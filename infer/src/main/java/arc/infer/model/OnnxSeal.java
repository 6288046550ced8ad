package arc.infer.model;

import arc.infer.ArcException;
import arc.infer.file.Sha256;
import com.google.protobuf.CodedOutputStream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Closes an ONNX file with a checksum, so that a damaged copy is told from a good one: the file's last
 * field is a metadata entry, {@value #METADATA_KEY}, that holds the SHA-256 of all bytes before it.
 * Other tools see one more metadata entry. A weight that flips one bit would otherwise give other
 * embeddings without a word.
 */
public final class OnnxSeal {

    /** The metadata key of the checksum. */
    public static final String METADATA_KEY = "arc.sha256";

    /** {@code ModelProto.metadata_props} of onnx.proto. */
    private static final int METADATA_FIELD = 14;

    private OnnxSeal() {}

    /**
     * Returns the file with its checksum appended.
     *
     * @param onnx a whole ONNX file without a seal
     */
    public static byte[] seal(byte[] onnx) {
        byte[] entry = entry(Sha256.hex(onnx));
        byte[] sealed = Arrays.copyOf(onnx, Math.addExact(onnx.length, entry.length));
        System.arraycopy(entry, 0, sealed, onnx.length, entry.length);
        return sealed;
    }

    /** Refuses a sealed file whose bytes are not those that were sealed; one without a seal passes. */
    static void check(ModelFile file, OnnxOutline outline) {
        String stated = outline.metadata().get(METADATA_KEY);
        if (stated == null) {
            return;
        }
        byte[] entry = entry(stated);
        if (!Arrays.equals(file.lastBytes(entry.length), entry)
                || !file.sha256UpTo(file.size() - entry.length).equals(stated)) {
            throw new ArcException(file.name() + " is damaged, or was changed after arc wrote it: its checksum "
                    + METADATA_KEY + " doesn't fit its content; copy or export it again");
        }
    }

    private static byte[] entry(String sha256) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            int length = CodedOutputStream.computeStringSize(1, METADATA_KEY)
                    + CodedOutputStream.computeStringSize(2, sha256);
            out.writeTag(METADATA_FIELD, 2);
            out.writeUInt32NoTag(length);
            out.writeString(1, METADATA_KEY);
            out.writeString(2, sha256);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("memory is always writable", e);
        }
        return bytes.toByteArray();
    }
}
