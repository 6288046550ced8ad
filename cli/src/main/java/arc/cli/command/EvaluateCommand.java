package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.option.DeviceOption;
import arc.cli.option.IdleOptions;
import arc.cli.option.JsonOption;
import arc.cli.option.LimitOptions;
import arc.cli.output.ExitCode;
import arc.cli.signal.Stop;
import arc.infer.ArcException;
import arc.infer.embedding.EmbeddingFiles;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;
import arc.infer.evaluation.Evaluation;
import arc.infer.evaluation.OpenSet;
import arc.infer.evaluation.OpenSetMetrics;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Measures how well pictures find their own kind. */
@Command(name = "evaluate", header = "Measures how well labelled pictures find their label.", footer = {
        "  arc evaluate -g digits.arc mnist:test", "  arc evaluate -g digits.arc mnist:test --open-set 7,8,9",
        "  arc evaluate --embeddings test.npy --labels test.tsv --json",
        "  arc evaluate --embeddings q.npy --labels q.tsv --gallery-embeddings g.npy --gallery-labels g.tsv"}, description = "Probes search the gallery, or each other, and leave themselves out. Probes whose label the"
                + " gallery lacks are left out of what is about ranks, such as precision@1.")
final class EvaluateCommand extends BaseCommand {

    /** What may stand beside --embeddings. */
    private static final Set<String> OF_FILES = Set.of("--embeddings", "--labels", "--gallery-embeddings",
            "--gallery-labels", "--open-set", "--json");

    @Parameters(paramLabel = "PROBES", arity = "0..*", description = "Labelled pictures that search the gallery; a data set's name means its test split.")
    private List<String> probes = List.of();

    @Option(names = {"-g",
            "--gallery"}, paramLabel = "GALLERY", description = "The gallery to search (default: none; the probes are then ready embeddings).")
    private @Nullable Path gallery;

    @Option(names = "--embeddings", paramLabel = "X.npy", description = "Probes as ready embeddings (default: none).")
    private @Nullable Path embeddings;

    @Option(names = "--labels", paramLabel = "X.tsv", description = "Their labels: index, tab, label (default: none).")
    private @Nullable Path labels;

    @Option(names = "--gallery-embeddings", paramLabel = "Y.npy", description = "The gallery as ready embeddings (default: the probes themselves).")
    private @Nullable Path galleryEmbeddings;

    @Option(names = "--gallery-labels", paramLabel = "Y.tsv", description = "Their labels (default: none).")
    private @Nullable Path galleryLabels;

    @Option(names = {"-m",
            "--model"}, paramLabel = "MODEL", description = "The model, for a gallery without a copy of it (default: the gallery's).")
    private @Nullable Path model;

    @Option(names = "--open-set", paramLabel = "LABELS", description = "Labels, such as 7,8,9 (\\, is a comma in one), of classes that the model was not trained on: how their probes find each other"
            + " among their own entries, and how they are told from the known classes (default: none).")
    private @Nullable String openLabels;

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final LimitOptions limit = new LimitOptions();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    private @Nullable CommandSpec spec;

    EvaluateCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        if ((gallery == null) == (embeddings == null)) {
            throw usage("evaluate either a gallery (-g GALLERY PROBES) or files (--embeddings X.npy --labels X.tsv)");
        }
        OpenSet open = openLabels == null ? OpenSet.NONE : OpenSet.parse(openLabels);
        return gallery != null ? evaluateGallery(gallery, open) : evaluateFiles(open);
    }

    private int evaluateFiles(OpenSet open) {
        if (!probes.isEmpty() || model != null) {
            throw usage("with --embeddings there are no pictures: leave out "
                    + (model != null ? "-m" : "'" + probes.getFirst() + "'"));
        }
        limit.refuseBeside("--embeddings");
        IdleOptions.refuse(Objects.requireNonNull(spec), OF_FILES::contains, "pictures",
                "--embeddings names what is embedded");
        EmbeddingSet set = read("--embeddings", embeddings, "--labels", labels);
        boolean own = galleryEmbeddings == null && galleryLabels == null;
        Comparison comparison = own
                ? Comparison.within(set)
                : new Comparison(set,
                        read("--gallery-embeddings", galleryEmbeddings, "--gallery-labels", galleryLabels),
                        LeftOut.nothing(), false);
        warnOfSameFile(set.size());
        show(comparison, open);
        return ExitCode.OK;
    }

    private void warnOfSameFile(int probesInIt) {
        if (embeddings != null && galleryEmbeddings != null && OutputFiles.isSame(embeddings, galleryEmbeddings)) {
            console().warn("each of the " + probesInIt + " probes finds itself, since --gallery-embeddings is the file"
                    + " of --embeddings; without the --gallery options each leaves itself out");
        }
    }

    private static EmbeddingSet read(String matrixOption, @Nullable Path matrix, String labelOption,
            @Nullable Path labelFile) {
        if (matrix == null || labelFile == null) {
            throw usage(matrixOption + " and " + labelOption + " belong together, and one is missing");
        }
        return EmbeddingFiles.read(matrix, labelFile);
    }

    private int evaluateGallery(Path folder, OpenSet open) {
        if (labels != null || galleryEmbeddings != null || galleryLabels != null) {
            throw usage("with -g the labels come from the pictures: leave out --labels and --gallery-...");
        }
        if (probes.isEmpty()) {
            throw usage("name the probes: arc evaluate -g " + folder + " PROBES");
        }
        try (Stop.Scope _ = stop().scope()) {
            GalleryEvaluation evaluation = new GalleryEvaluation(folder, console(), stop(), global().threads());
            Inputs inputs = Inputs.openOnce(probes, data, console());
            show(evaluation.compare(limit.of(inputs.images()), model, device.device()), open);
            return evaluation.exitCode();
        }
    }

    private void show(Comparison comparison, OpenSet openSet) {
        comparison.requireMeasurable(openSet);
        OpenSetMetrics open = openSet.isEmpty() ? null : comparison.openSet(openSet, global().threads());
        Evaluation evaluation = comparison.evaluate(global().threads());
        if (json.json()) {
            Map<String, Object> facts = EvaluationFacts.of(evaluation);
            if (open != null) {
                facts.put("open_set", EvaluationFacts.of(open));
            }
            console().json(facts);
        } else {
            EvaluationReport.print(evaluation, console());
            if (open != null) {
                EvaluationReport.print(open, console());
            }
        }
    }

    private static ArcException usage(String message) {
        return new ArcException(ArcException.Kind.USAGE, message);
    }
}
