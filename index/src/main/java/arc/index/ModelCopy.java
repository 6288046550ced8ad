package arc.index;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;
import arc.infer.file.FileErrors;
import arc.infer.file.Sha256;
import arc.infer.model.CardBeside;
import arc.infer.model.ModelId;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a copy of the model in the gallery, and of the card beside it where the model's id covers one, so that pictures can
 * be searched for without naming the model again.
 */
final class ModelCopy {

    /** Stands in the commit's data of a gallery that has, or had, a copy. */
    private static final String KEY = "arc.gallery.modelCopy";

    private ModelCopy() {}

    /** Returns a commit's data of a gallery that has a copy. */
    static Map<String, String> in(Map<String, String> commitData) {
        Map<String, String> data = new HashMap<>(commitData);
        data.put(KEY, GalleryFolder.MODEL_FILE);
        return data;
    }

    /** Says whether a gallery had a copy, which is gone. Those filled with ready embeddings may never have had one. */
    static boolean isMissing(Path gallery) {
        return GalleryFolder.commitData(gallery).containsKey(KEY)
                && Files.notExists(gallery.resolve(GalleryFolder.MODEL_FILE));
    }

    /** Says whether a gallery has a copy that its last commit, with this data, doesn't speak of. */
    static boolean isNews(Path gallery, Map<String, String> commitData) {
        return !commitData.containsKey(KEY) && Files.exists(gallery.resolve(GalleryFolder.MODEL_FILE));
    }

    /**
     * Copies what the gallery lacks: the model, or a card other than the one it has. The lock must be held.
     *
     * @throws ArcException when model and card are not those of the id any more
     */
    static void make(Path gallery, GalleryModel model) throws IOException {
        Path source = model.file();
        removeLeftOvers(gallery);
        Path target = gallery.resolve(GalleryFolder.MODEL_FILE);
        boolean copied = Files.exists(target);
        if (source == null || (copied && (Files.isSameFile(source, target) || !hasOtherCard(gallery, source)))) {
            return;
        }
        try (InputStream in = Files.newInputStream(source)) {
            if (copied) {
                copy(in, OutputStream.nullOutputStream(), gallery, model.id(), source);
            } else {
                // The card first: where the model is, its card is too.
                AtomicFile.write(target, out -> copy(in, out, gallery, model.id(), source));
            }
        } catch (IOException e) {
            throw new ArcException("cannot read model " + source + ": " + FileErrors.reason(e), e);
        }
    }

    private static void copy(InputStream in, OutputStream out, Path gallery, ModelId expected, Path source)
            throws IOException {
        MessageDigest alone = Sha256.digest();
        MessageDigest withCard = Sha256.digest();
        new DigestInputStream(new DigestInputStream(in, alone), withCard).transferTo(out);
        String found = HexFormat.of().formatHex(alone.digest());
        if (found.equals(expected.sha256())) {
            return; // its card, if any, is inside
        }
        Optional<byte[]> card = bytes(CardBeside.of(source));
        if (card.isPresent()) {
            found = HexFormat.of().formatHex(withCard.digest(card.get()));
        }
        if (!found.equals(expected.sha256())) {
            throw new ArcException("model " + source + " has changed since it was opened: expected "
                    + expected.shortForm() + ", found " + found.substring(0, 12)
                    + "\nrun the same command again with the model that the gallery is to have");
        }
        card.ifPresent(bytes -> AtomicFile.write(gallery.resolve(GalleryFolder.CARD_FILE), file -> file.write(bytes)));
    }

    private static boolean hasOtherCard(Path gallery, Path source) throws IOException {
        Optional<byte[]> card = bytes(CardBeside.of(source));
        return card.isPresent() && !bytes(gallery.resolve(GalleryFolder.CARD_FILE))
                .filter(own -> Arrays.equals(own, card.get())).isPresent();
    }

    /** Reads a card, where there is a file that may be one. */
    private static Optional<byte[]> bytes(Path card) throws IOException {
        return Files.isRegularFile(card) && Files.size(card) <= CardBeside.MAX_BYTES
                ? Optional.of(Files.readAllBytes(card))
                : Optional.empty();
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
