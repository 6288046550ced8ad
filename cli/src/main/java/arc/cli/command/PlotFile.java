package arc.cli.command;

import arc.cli.output.Console;
import arc.cli.output.Progress;
import arc.cli.plot.ProjectorFiles;
import arc.cli.plot.Scatter;
import arc.cli.plot.ScatterPage;
import arc.cli.plot.ScatterPicture;
import arc.cli.plot.Sheet;
import arc.cli.plot.Thumbnails;
import arc.cli.signal.Stop;
import arc.infer.ArcException;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names what a plot can be written as, by the end of the file's name. */
enum PlotFile {
    /** A page to turn, zoom and point at. */
    HTML,
    /** A picture. */
    PNG,
    /** Tables for TensorBoard's projector. */
    TSV;

    static PlotFile of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        for (PlotFile one : values()) {
            if (name.endsWith("." + one.name().toLowerCase(Locale.ROOT))) {
                return one;
            }
        }
        throw new ArcException(ArcException.Kind.USAGE, "-o ends in .html, .png or .tsv, got " + file);
    }

    /** Returns the files that {@link #write} writes. */
    List<Path> files(Path file) {
        return this == TSV ? List.of(file, ProjectorFiles.metadata(file)) : List.of(file);
    }

    void write(Scatter scatter, PlotSource source, boolean pictures, Path file, Console console, Stop stop,
            int threads) {
        int dims = scatter.projection().dims();
        if (this != TSV && dims != 2 && dims != 3) {
            throw new ArcException(ArcException.Kind.MISMATCH, "embeddings of " + dims
                    + " dimensions can't be drawn as they are; use: --method pca or tsne, or -o plot.tsv");
        }
        switch (this) {
            case HTML -> ScatterPage.write(scatter, pictures ? sheet(source, console, stop, threads) : null, file);
            case PNG -> ScatterPicture.write(scatter, file);
            case TSV -> ProjectorFiles.write(scatter, file);
        }
    }

    private static @Nullable Sheet sheet(PlotSource source, Console console, Stop stop,
            int threads) {
        if (source.paths() == null) {
            console.note("the labels have no column path, so the page has no pictures");
            return null;
        }
        int size = source.points().size();
        Optional<Sheet> sheet;
        try (Progress progress = console.progress("pictures", size)) {
            sheet = Thumbnails.of(size, source::picture, threads, done -> {
                progress.stepTo(done);
                stop.throwIfRequested("stopped; nothing was written");
            });
        }
        int missing = sheet.map(found -> found.missing().size()).orElse(size);
        if (missing > 0) {
            console.warn(missing == size
                    ? "none of the pictures could be shown: the page has none"
                    : missing + " of " + size + " pictures could not be read, and are not shown");
        }
        return sheet.orElse(null);
    }
}
