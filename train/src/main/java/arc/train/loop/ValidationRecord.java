package arc.train.loop;

import arc.infer.image.DecodedImage;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessor;
import arc.infer.image.TensorPicture;
import arc.infer.image.UnreadableImageException;
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
    private final Preprocessing preprocessing;

    ValidationRecord(TrainingData data, Preprocessing preprocessing) {
        this.data = data;
        this.preprocessing = preprocessing;
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
            pictures.write(row, ProbePictures.Side.PROBE, picture(data.validationInput(probe.index())));
            pictures.write(row, ProbePictures.Side.NEAREST, picture(data.trainInput(probe.nearest())));
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

    /** Returns what the network sees, small enough. */
    private DecodedImage picture(InputTensor input) {
        DecodedImage square = TensorPicture.of(List.of(input), preprocessing);
        if (square.widthPixels() <= ProbePictures.MOST_PIXELS) {
            return square;
        }
        Preprocessing smaller = new Preprocessing(ProbePictures.MOST_PIXELS, Preprocessing.Channels.RGB,
                Preprocessing.Fit.RESIZE, List.of(0.0), List.of(1.0));
        try {
            return TensorPicture.of(List.of(new Preprocessor(smaller).apply(square)), smaller);
        } catch (UnreadableImageException e) {
            throw new IllegalStateException("every picture can be resized", e);
        }
    }
}
