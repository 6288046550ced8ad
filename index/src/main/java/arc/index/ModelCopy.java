package arc.index;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;
import arc.infer.file.FileErrors;
import arc.infer.model.ModelId;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Keeps a copy of the model in the gallery, so that pictures can be searched for without naming the model again. */
final class ModelCopy {

    private ModelCopy() {}

    /** Copies the model, and the card beside it where there is one, unless the gallery has them. The lock must be held. */
    static void make(Path gallery, GalleryModel model) throws IOException {
        Path source = model.file();
        removeLeftOvers(gallery);
        if (source == null) {
            return;
        }
        Path card = cardBeside(source);
        boolean hasCard = Files.exists(card);
        if (hasCard) {
            copy(card, gallery.resolve(GalleryFolder.CARD_FILE), null);
        }
        // Last: where the model is, its card is too. With a card beside it, the id is not that of the file alone.
        copy(source, gallery.resolve(GalleryFolder.MODEL_FILE), hasCard ? null : model.id());
    }

    /** Returns where the card of a foreign ONNX file stands: {@code any.card.json} beside {@code any.onnx}. */
    private static Path cardBeside(Path model) {
        return model.resolveSibling(model.getFileName().toString().replaceFirst("\\.onnx$", "") + ".card.json");
    }

    private static void copy(Path source, Path target, @Nullable ModelId expected) {
        if (Files.exists(target)) {
            return;
        }
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(source), digest)) {
            AtomicFile.write(target, out -> {
                in.transferTo(out);
                String found = HexFormat.of().formatHex(digest.digest());
                if (expected != null && !found.equals(expected.sha256())) {
                    throw new ArcException("model " + source + " has changed since it was opened: expected "
                            + expected.shortForm() + ", found " + found.substring(0, 12)
                            + "\nrun the same command again with the model that the gallery is to have");
                }
            });
        } catch (IOException e) {
            throw new ArcException("cannot read model " + source + ": " + FileErrors.reason(e), e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Removes what a copy that was killed on the way left behind. */
    private static void removeLeftOvers(Path gallery) throws IOException {
        for (String name : new String[]{GalleryFolder.MODEL_FILE, GalleryFolder.CARD_FILE}) {
            try (DirectoryStream<Path> leftOvers = Files.newDirectoryStream(gallery, "." + name + "*.tmp")) {
                for (Path leftOver : leftOvers) {
                    Files.delete(leftOver);
                }
            }
        }
    }
}
