package arc.cli.report;

import arc.infer.ArcException;
import arc.infer.file.AtomicFile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Writes what there is to see of a training run, from the files in its folder alone. */
public final class RunReport {

    /** The name of the page in a run's folder. */
    public static final String FILE = "report.html";

    private RunReport() {}

    /**
     * Writes the whole report as one HTML page that loads nothing, neither from the run nor from the network.
     *
     * @param run folder of a run, which may go on or have failed
     * @param out the page
     * @throws ArcException when the folder is no run, one of its files is damaged, or the page can't be written
     */
    public static void writePage(Path run, Path out) {
        String page = ReportPage.of(RunFiles.read(run));
        AtomicFile.write(out, file -> file.write(page.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Draws the curves as a PNG picture.
     *
     * @param run folder of a run, which may go on or have failed
     * @param out the picture
     * @throws ArcException as above, and when no epoch is done yet
     */
    public static void writeCurves(Path run, Path out) {
        RunFiles files = RunFiles.read(run);
        if (files.epochs().isEmpty()) {
            throw new ArcException(run + " has no finished epoch yet, and so no curves");
        }
        CurvesPicture.write(Curve.of(files.epochs()), out);
    }
}
