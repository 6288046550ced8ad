package arc.train.report;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;
import arc.infer.file.FileErrors;
import arc.infer.image.DecodedImage;
import arc.infer.image.PngWriter;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps the folder probes/: PNG pictures of the worst validation images and of their neighbours, at most
 * {@value #MOST_PIXELS} pixels wide and high, so that a report needs no other file than the run's.
 */
public final class ProbePictures {

    /** The name of the folder in a run's folder. */
    public static final String FOLDER = "probes";

    /** Enough to tell what it is. */
    public static final int MOST_PIXELS = 96;

    /** Which of the two pictures of a probe. */
    public enum Side {
        /** The validation image. */
        PROBE,
        /** The training image nearest to it. */
        NEAREST;

        private String fileName(int row) {
            return String.format(Locale.ROOT, "%05d-%s.png", row, name().toLowerCase(Locale.ROOT));
        }
    }

    private final Path folder;

    /** Names the pictures of a run. */
    public ProbePictures(Path run) {
        folder = run.resolve(FOLDER);
    }

    /** Removes what an earlier measurement left. */
    public void clear() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> pictures = Files.newDirectoryStream(folder, "*-{probe,nearest}.png")) {
            for (Path picture : pictures) {
                Files.delete(picture);
            }
        } catch (IOException e) {
            throw AtomicFile.notWritable(folder, e);
        }
    }

    /**
     * Writes a picture.
     *
     * @param row of the probe in validation.tsv, from 0
     * @param picture at most {@link #MOST_PIXELS} wide and high
     */
    public void write(int row, Side side, DecodedImage picture) {
        if (Math.max(picture.widthPixels(), picture.heightPixels()) > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "a picture must be at most " + MOST_PIXELS + " pixels wide and high, got "
                            + picture.widthPixels() + "x" + picture.heightPixels());
        }
        AtomicFile.write(folder.resolve(side.fileName(row)), out -> PngWriter.write(picture, out));
    }

    /** Returns the PNG bytes of a picture; empty where the run has none. */
    public Optional<byte[]> read(int row, Side side) {
        Path file = folder.resolve(side.fileName(row));
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ArcException("cannot read " + file + ": " + FileErrors.reason(e), e);
        }
    }
}
