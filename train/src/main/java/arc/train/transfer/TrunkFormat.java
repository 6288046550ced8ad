package arc.train.transfer;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Formats that a trunk is read from. */
enum TrunkFormat {
    /** Keras's .h5. */
    HDF5,
    /** ONNX, which has no signature: what isn't the other. */
    ONNX;

    /** The first eight bytes of an HDF5 file (HDF5 file format specification 3.0, II.A). */
    private static final String HDF5_SIGNATURE = "\u0089HDF\r\n\u001a\n";

    private static final String ZIP_SIGNATURE = "PK\u0003\u0004";

    /**
     * Looks at a file's first bytes, and at its name.
     *
     * @throws ArcException when it can't be read, or is neither
     */
    static TrunkFormat of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ArcException("cannot read " + file + ": "
                    + (Files.exists(file) ? "it is not a file" : "no such file or folder"));
        }
        String start = start(file);
        if (start.equals(HDF5_SIGNATURE)) {
            return HDF5;
        }
        if (start.startsWith(ZIP_SIGNATURE)) {
            throw new UnusableTrunk(file.toString(),
                    "it is a zip, as PyTorch's .pt and Keras's .keras are; save it as ONNX, or from Keras as .h5");
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
            throw new UnusableTrunk(file.toString(), "it is no HDF5 file, by its first bytes");
        }
        return ONNX;
    }

    private static String start(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HDF5_SIGNATURE.length()), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new ArcException("cannot read " + file + ": " + FileErrors.reason(e), e);
        }
    }
}
