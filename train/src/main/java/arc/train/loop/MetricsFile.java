package arc.train.loop;

import arc.infer.file.AtomicFile;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/** Keeps metrics.csv: one line an epoch, the whole file replaced each time, so that it is never half a line. */
final class MetricsFile {

    private static final String HEADER = "epoch,loss,accuracy,val_precision_at_1,learning_rate,margin,images_per_second,seconds\n";

    private final Path file;
    private final StringBuilder rows = new StringBuilder();

    MetricsFile(Path file) {
        this.file = file;
    }

    /** Goes on with the rows of the epochs before. */
    void resume(String rowsBefore) {
        rows.append(rowsBefore);
        write();
    }

    void add(TrainEvent.Epoch e) {
        String validation = Double.isNaN(e.validationPrecisionAt1())
                ? ""
                : String.format(Locale.ROOT, "%.6f", e.validationPrecisionAt1());
        rows.append(String.format(Locale.ROOT, "%d,%.6f,%.6f,%s,%.6g,%.6g,%.1f,%.1f\n", e.epoch(), e.loss(),
                e.accuracy(), validation, e.learningRate(), e.margin(), e.imagesPerSecond(), e.seconds()));
        write();
    }

    /** Returns the rows, without the header. */
    String rows() {
        return rows.toString();
    }

    private void write() {
        AtomicFile.write(file, out -> out.write((HEADER + rows).getBytes(StandardCharsets.UTF_8)));
    }
}
