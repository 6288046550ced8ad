package arc.train.loop;

import arc.train.data.TrainingData;
import arc.train.report.ProbePictures;
import arc.train.report.ProbeResult;
import arc.train.report.ProbeTable;
import arc.train.report.WorstProbes;

import java.nio.file.Path;
import java.util.List;

/** Writes validation.tsv and the pictures of its worst rows, so that a run can be looked at without its data. */
final class ValidationRecord {

    private final TrainingData data;

    ValidationRecord(TrainingData data) {
        this.data = data;
    }

    /**
     * Replaces what the run has.
     *
     * @param run its folder
     * @param probes in the order of the table; a run without a validation split has none
     */
    void write(Path run, List<Validation.Probe> probes) {
        ProbePictures pictures = new ProbePictures(run);
        pictures.clear();
        List<ProbeResult> results = probes.stream().map(this::result).toList();
        ProbeTable.write(run, results);
        for (int row : WorstProbes.rows(results)) {
            Validation.Probe probe = probes.get(row);
            pictures.write(row, ProbePictures.Side.PROBE,
                    data.validationThumbnail(probe.index(), ProbePictures.MOST_PIXELS));
            pictures.write(row, ProbePictures.Side.NEAREST,
                    data.trainThumbnail(probe.nearest(), ProbePictures.MOST_PIXELS));
        }
    }

    private ProbeResult result(Validation.Probe probe) {
        return new ProbeResult(data.validationPath(probe.index()), label(data.validationClass(probe.index())),
                data.trainPath(probe.nearest()), label(data.trainClass(probe.nearest())), probe.cosine(),
                probe.sameLabelCosine());
    }

    private String label(int classIndex) {
        return data.classNames().get(classIndex);
    }
}
