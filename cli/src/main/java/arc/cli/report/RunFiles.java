package arc.cli.report;

import arc.train.report.EpochMetrics;
import arc.train.report.ProbePictures;
import arc.train.report.ProbeResult;
import arc.train.report.ProbeTable;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Holds what a run's folder tells, as much of it as there is yet.
 *
 * @param facts of run.json
 * @param epochs of metrics.csv; none where no epoch is done
 * @param probes of validation.tsv; none before the end, and without a validation split
 * @param pictures of the worst probes
 */
record RunFiles(RunFacts facts, List<EpochMetrics> epochs, List<ProbeResult> probes, ProbePictures pictures) {

    /** Copies the lists. */
    RunFiles {
        epochs = List.copyOf(epochs);
        probes = List.copyOf(probes);
    }

    /**
     * Reads a run, also one that goes on or has failed.
     *
     * @throws arc.infer.ArcException when it is no run, or one of its files is damaged
     */
    static RunFiles read(Path run) {
        return new RunFiles(RunFacts.read(run), EpochMetrics.read(run), ProbeTable.read(run), new ProbePictures(run));
    }

    /** Returns the epoch whose weights are kept, or would be now; empty where nothing is measured yet. */
    OptionalInt bestEpoch() {
        Optional<Number> kept = facts.number("result", "best_epoch");
        if (kept.isPresent()) {
            return OptionalInt.of(kept.orElseThrow().intValue());
        }
        return epochs.stream().filter(epoch -> Double.isFinite(epoch.validationPrecisionAt1()))
                .reduce((best, next) -> next.validationPrecisionAt1() < best.validationPrecisionAt1() ? best : next)
                .map(best -> OptionalInt.of(best.epoch())).orElse(OptionalInt.empty());
    }
}
