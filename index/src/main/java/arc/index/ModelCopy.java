package arc.index;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;
import arc.infer.file.FileErrors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

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
        if (Files.exists(card)) {
            copy(card, gallery.resolve(GalleryFolder.CARD_FILE));
        }
        copy(source, gallery.resolve(GalleryFolder.MODEL_FILE)); // last: where the model is, its card is too
    }

    /** Returns where the card of a foreign ONNX file stands: {@code any.card.json} beside {@code any.onnx}. */
    private static Path cardBeside(Path model) {
        return model.resolveSibling(model.getFileName().toString().replaceFirst("\\.onnx$", "") + ".card.json");
    }

    private static void copy(Path source, Path target) {
        if (Files.exists(target)) {
            return;
        }
        try (InputStream in = Files.newInputStream(source)) {
            AtomicFile.write(target, in::transferTo);
        } catch (IOException e) {
            throw new ArcException("cannot read model " + source + ": " + FileErrors.reason(e), e);
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
