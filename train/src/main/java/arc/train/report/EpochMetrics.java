package arc.train.report;

import de.siegmar.fastcsv.reader.NamedCsvRecord;

import java.nio.file.Path;
import java.util.List;

/**
 * Holds a line of metrics.csv. What the file doesn't tell is NaN; columns that are not named here are passed over.
 *
 * @param epoch from 1
 * @param loss mean over the epoch
 * @param accuracy share of training images nearest to their own class weight, the margin left out
 * @param validationPrecisionAt1 share of validation images whose nearest training image has their label
 * @param learningRate of the last step
 * @param margin of the last step
 * @param imagesPerSecond trained, without the measuring
 * @param seconds since the run started
 */
public record EpochMetrics(int epoch, double loss, double accuracy, double validationPrecisionAt1, double learningRate,
        double margin, double imagesPerSecond, double seconds) {

    /** The name of the file in a run's folder. */
    public static final String FILE = "metrics.csv";

    /** Checks the epoch. */
    public EpochMetrics {
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch must be >= 1, got " + epoch);
        }
    }

    /**
     * Reads the epochs of a run; none where the file is not there yet.
     *
     * @throws arc.infer.ArcException when the file can't be read, or a value is no number; the message names the line
     */
    public static List<EpochMetrics> read(Path run) {
        return Tables.read(run.resolve(FILE), ',', EpochMetrics::of);
    }

    private static EpochMetrics of(NamedCsvRecord line) {
        return new EpochMetrics((int) Tables.number(line, "epoch"), Tables.number(line, "loss"),
                Tables.number(line, "accuracy"), Tables.number(line, "val_precision_at_1"),
                Tables.number(line, "learning_rate"), Tables.number(line, "margin"),
                Tables.number(line, "images_per_second"), Tables.number(line, "seconds"));
    }
}
