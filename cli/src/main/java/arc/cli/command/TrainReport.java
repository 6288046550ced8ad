package arc.cli.command;

import arc.cli.output.Console;
import arc.cli.output.Durations;
import arc.cli.output.Json;
import arc.cli.output.Progress;
import arc.train.loop.TrainEvent;

import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Shows a training run while it goes on: a line an epoch, a bar within it, or JSON. */
final class TrainReport implements Consumer<TrainEvent>, AutoCloseable {

    private final Console console;
    private final boolean json;
    private Progress progress;
    private int stepsPerEpoch = 1;
    private int epochs = 1;

    TrainReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
        this.progress = console.progress("", 0);
        progress.close();
    }

    @Override
    public void accept(TrainEvent event) {
        switch (event) {
            case TrainEvent.Started started -> started(started);
            case TrainEvent.Resumed resumed -> {
                progress.close();
                if (resumed.epoch() <= epochs) {
                    console.note("going on in epoch " + resumed.epoch() + ", after step " + resumed.step());
                    openBar(resumed.epoch());
                } else {
                    console.note("all " + epochs + " epochs are done; exporting the model");
                }
            }
            case TrainEvent.Warning warning -> console.note(warning.message());
            case TrainEvent.Step step -> progress.stepTo(step.step() - (long) (step.epoch() - 1) * stepsPerEpoch);
            case TrainEvent.Epoch epoch -> {
                progress.close();
                epoch(epoch);
                if (epoch.epoch() < epochs) {
                    openBar(epoch.epoch() + 1);
                }
            }
            case TrainEvent.End _ -> progress.close(); // the command tells of the end
        }
    }

    private void started(TrainEvent.Started started) {
        stepsPerEpoch = started.stepsPerEpoch();
        epochs = started.epochs();
        console.note(String.format(Locale.ROOT, "training on %,d images of %,d classes, %,d more to measure by;"
                + " %,d parameters", started.trainImages(), started.classes(), started.validationImages(),
                started.parameters()));
        openBar(1);
    }

    private void openBar(int epoch) {
        progress = console.progress("epoch " + epoch + "/" + epochs, stepsPerEpoch);
    }

    private void epoch(TrainEvent.Epoch epoch) {
        if (json) {
            console.json(facts(epoch));
            return;
        }
        String precision = Double.isFinite(epoch.validationPrecisionAt1())
                ? String.format(Locale.ROOT, "%.4f", epoch.validationPrecisionAt1())
                : "-";
        console.note(String.format(Locale.ROOT,
                "epoch %d/%d  loss %.4f  accuracy %.4f  val precision@1 %s  %.0f images/s  %s left", epoch.epoch(),
                epochs, epoch.loss(), epoch.accuracy(), precision, epoch.imagesPerSecond(),
                Durations.text(epoch.secondsLeft())));
    }

    private static Map<String, Object> facts(TrainEvent.Epoch epoch) {
        Map<String, Object> facts = Json.object();
        facts.put("event", "epoch");
        facts.put("epoch", epoch.epoch());
        facts.put("loss", Json.finite(epoch.loss()));
        facts.put("accuracy", Json.finite(epoch.accuracy()));
        facts.put("val_precision_at_1", Json.finite(epoch.validationPrecisionAt1()));
        facts.put("images_per_second", Json.finite(epoch.imagesPerSecond()));
        facts.put("learning_rate", epoch.learningRate());
        facts.put("margin", epoch.margin());
        facts.put("seconds", epoch.seconds());
        return facts;
    }

    @Override
    public void close() {
        progress.close();
    }
}
