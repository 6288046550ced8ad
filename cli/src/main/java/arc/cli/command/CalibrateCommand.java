package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.option.DeviceOption;
import arc.cli.option.IdleOptions;
import arc.cli.option.JsonOption;
import arc.cli.option.RateText;
import arc.cli.output.ExitCode;
import arc.cli.output.Json;
import arc.cli.output.Table;
import arc.cli.signal.Stop;
import arc.index.Calibration;
import arc.index.GalleryWriter;
import arc.infer.ArcException;
import arc.infer.evaluation.AcceptanceThreshold;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds the cosine below which a gallery doesn't know a picture. */
@Command(name = "calibrate", header = "Finds from which cosine on a gallery knows a picture.", footer = {
        "  arc calibrate -g digits.arc mnist:test --far 0.001",
        "  arc calibrate -g digits.arc --clear"}, description = {
                "Each labelled picture plays a stranger once: it searches the entries of other labels, and",
                "those without a label. The threshold accepts at most the share --far of them. It is kept in the gallery,",
                "and search then answers \"unknown\" where no entry reaches it."})
final class CalibrateCommand extends BaseCommand {

    /** What may stand beside --clear. */
    private static final Set<String> OF_CLEARING = Set.of("--gallery", "--clear", "--json");

    /** With fewer false accepts than these to count, the rate that was measured may be off by half. */
    private static final int FIRM = 10;

    @Parameters(paramLabel = "PROBES", arity = "0..*", description = "Labelled pictures such as searches will be made with, and that the model was not trained on; a data"
            + " set's name means its test split.")
    private List<String> probes = List.of();

    @Option(names = {"-g",
            "--gallery"}, required = true, paramLabel = "GALLERY", description = "The gallery to calibrate (required).")
    private Path gallery = Path.of("");

    @Option(names = "--far", paramLabel = "RATE", defaultValue = "0.001", converter = RateText.class, description = "Share of strangers that may be taken for known; it takes 1/RATE probes at least, and 10/RATE to be"
            + " firm (default: ${DEFAULT-VALUE}).")
    private BigDecimal far = BigDecimal.ZERO;

    @Option(names = "--clear", description = "Forget the gallery's threshold.")
    private boolean clear;

    @Option(names = {"-m",
            "--model"}, paramLabel = "MODEL", description = "The model, for a gallery without a copy of it (default: the gallery's).")
    private @Nullable Path model;

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    CalibrateCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        if (clear == !probes.isEmpty()) {
            throw new ArcException(ArcException.Kind.USAGE, clear
                    ? "--clear needs no pictures: leave out '" + probes.getFirst() + "'"
                    : "name the probes: arc calibrate -g " + gallery + " PROBES");
        }
        return clear ? clear() : calibrate();
    }

    private int clear() {
        IdleOptions.refuse(Objects.requireNonNull(spec), OF_CLEARING::contains, "calibrating",
                "--clear forgets the threshold");
        try (GalleryWriter writer = GalleryWriter.open(gallery)) {
            writer.clearCalibration();
        }
        if (json.json()) {
            Map<String, Object> facts = begin();
            facts.put("threshold", null);
            console().json(facts);
        } else {
            console().line("gallery " + gallery + " has no threshold any more");
        }
        return ExitCode.OK;
    }

    private int calibrate() {
        AcceptanceThreshold.requireRate(far);
        try (Stop.Scope _ = stop().scope()) {
            GalleryEvaluation evaluation = new GalleryEvaluation(gallery, console(), stop(), global().threads());
            Inputs inputs = Inputs.openOnce(probes, data, console());
            Comparison comparison = evaluation.compareWithAll(inputs.images(), model, device.device());
            AcceptanceThreshold found = AcceptanceThreshold.choose(comparison.probes(), comparison.gallery(),
                    comparison.leftOut(), far, global().threads());
            stop().throwIfRequested("stopped; the gallery is as it was");
            Calibration calibration = new Calibration(found.threshold(), far.doubleValue(), found.impostors(),
                    found.falseAccepts(), evaluation.entries());
            try (GalleryWriter writer = GalleryWriter.open(gallery)) {
                writer.calibrate(calibration);
            }
            warnIfUncertain(found);
            show(found, evaluation.entries());
            return evaluation.exitCode();
        }
    }

    private void warnIfUncertain(AcceptanceThreshold found) {
        BigDecimal expected = far.multiply(BigDecimal.valueOf(found.impostors()));
        if (expected.compareTo(BigDecimal.valueOf(FIRM)) < 0) {
            console().warn(String.format(Locale.ROOT, "%,d probes let a rate of %s be told by %d false accepts only;"
                    + " more probes make it firmer", found.impostors(), far.toPlainString(), expected.intValue()));
        }
    }

    private void show(AcceptanceThreshold found, int entries) {
        double farReached = (double) found.falseAccepts() / found.impostors();
        double identified = (double) found.identified() / found.genuine();
        if (json.json()) {
            Map<String, Object> facts = begin();
            facts.put("threshold", found.threshold());
            facts.put("far", far);
            facts.put("n_impostors", found.impostors());
            facts.put("false_accepts", found.falseAccepts());
            facts.put("far_reached", farReached);
            facts.put("n_genuine", found.genuine());
            facts.put("dir", Json.finite(identified));
            facts.put("entries", entries);
            console().json(facts);
            return;
        }
        Table table = new Table("calibration", " value");
        table.row("threshold", String.format(Locale.ROOT, "%.6f", found.threshold())).row("entries", entries)
                .row("strangers", found.impostors()).row("accepted", found.falseAccepts())
                .row("false accept rate", String.format(Locale.ROOT, "%.5f", farReached))
                .row("probes with an entry to find", found.genuine())
                .row("accepted and right", EvaluationReport.fraction(identified));
        console().table(table);
    }

    private Map<String, Object> begin() {
        Map<String, Object> facts = Json.object();
        facts.put("gallery", gallery.toAbsolutePath().normalize().toString());
        return facts;
    }
}
