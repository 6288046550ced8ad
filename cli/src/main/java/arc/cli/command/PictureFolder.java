package arc.cli.command;

import arc.infer.ArcException;
import arc.infer.data.LabelledImage;
import arc.infer.file.AtomicFile;
import arc.infer.image.DecodedImage;
import arc.infer.image.PngWriter;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a folder of pictures beside its place, and moves it there when it is whole. */
final class PictureFolder implements AutoCloseable {

    /** A row of an IDX file, such as mnist:test/00017. */
    private static final Pattern ROW = Pattern.compile(".*:(train|test)/(\\d+)", Pattern.DOTALL);

    private final FolderBeside beside;

    private PictureFolder(FolderBeside beside) {
        this.beside = beside;
    }

    /**
     * Begins to fill a folder.
     *
     * @throws ArcException when there is something in it already; of kind NOT_WRITABLE when it can't be made
     */
    static PictureFolder begin(Path target) {
        try {
            if (Files.exists(target) && !FolderBeside.isEmptyFolder(target)) {
                throw new ArcException(target + " is not an empty folder, and is left as it is;\nchoose another one");
            }
            return new PictureFolder(FolderBeside.begin(target));
        } catch (IOException e) {
            throw AtomicFile.notWritable(target, e);
        }
    }

    /**
     * Returns where a picture belongs: LABEL/ROW.png.
     *
     * @param withSplit whether the split's folder comes first
     */
    static Path place(LabelledImage image, boolean withSplit) {
        Matcher row = ROW.matcher(image.path());
        if (!row.matches()) {
            throw new ArcException(ArcException.Kind.USAGE, image.path()
                    + " is a picture of its own already: only data sets of IDX files are exported");
        }
        Path file = Path.of(image.label().orElseThrow(), row.group(2) + ".png");
        return withSplit ? Path.of(row.group(1)).resolve(file) : file;
    }

    void write(Path place, DecodedImage picture) {
        Path file = beside.folder().resolve(place);
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                PngWriter.write(picture, out);
            }
        } catch (IOException e) {
            throw AtomicFile.notWritable(beside.target(), e);
        }
    }

    /** Puts the folder in its place. */
    void finish() {
        try {
            beside.moveIntoPlace();
        } catch (IOException e) {
            throw AtomicFile.notWritable(beside.target(), e);
        }
    }

    /** Removes what was not finished. */
    @Override
    public void close() {
        beside.close();
    }
}
