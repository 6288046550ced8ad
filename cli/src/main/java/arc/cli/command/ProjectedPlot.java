package arc.cli.command;

import arc.cli.option.Choice;
import arc.cli.option.ProjectionOptions;
import arc.cli.output.Console;
import arc.cli.output.Json;
import arc.cli.output.Progress;
import arc.cli.plot.PointClasses;
import arc.cli.plot.Scatter;
import arc.cli.signal.Stop;
import arc.infer.ArcException;
import arc.infer.projection.Pca;
import arc.infer.projection.Points;
import arc.infer.projection.Projection;
import arc.infer.projection.Trustworthiness;
import arc.infer.projection.Tsne;
import arc.infer.projection.TsneOptions;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Projects points, and says what came of it. */
final class ProjectedPlot {

    /** Neighbours whose keeping is measured, as scikit-learn's fixtures do. */
    private static final int NEIGHBOURS = 10;

    /** Measuring compares all points with all: more would take longer than drawing them. */
    private static final int MOST_MEASURED = 10_000;

    private final PlotSource source;
    private final ProjectionOptions options;
    private final Console console;
    private final Stop stop;
    private final int threads;
    private final Map<String, Object> facts = Json.object();

    ProjectedPlot(PlotSource source, ProjectionOptions options, Console console, Stop stop, int threads) {
        this.source = source;
        this.options = options;
        this.console = console;
        this.stop = stop;
        this.threads = threads;
    }

    /** Returns what a script may want to know; complete once the plot was made. */
    Map<String, Object> facts() {
        return facts;
    }

    Scatter project() {
        Points points = source.points();
        int dims = options.method() == ProjectionOptions.Method.NONE ? points.dimension() : options.dims();
        facts.put("method", Choice.word(options.method()));
        facts.put("dims", dims);
        facts.put("points", points.size());
        facts.put("of", source.all());
        facts.put("dimension", points.dimension());
        long start = System.nanoTime();
        Scatter scatter = switch (options.method()) {
            case PCA -> pca(points, dims);
            case TSNE -> tsne(points, dims);
            case NONE -> asIs(points);
        };
        facts.put("seconds", (System.nanoTime() - start) / 1e9);
        return scatter;
    }

    private Scatter pca(Points points, int dims) {
        Pca pca = Pca.fit(points, dims, threads);
        Projection projection = pca.project(points);
        double[] ratios = pca.explainedVarianceRatio();
        facts.put("explained_variance_ratio", list(ratios));
        facts.put("singular_values", list(pca.singularValues()));
        Scatter.Sphere sphere = points.areUnitVectors() && (dims == 3 || points.dimension() == dims)
                ? new Scatter.Sphere(list(pca.origin()), points.dimension() == dims)
                : null;
        return scatter(projection, String.format(Locale.ROOT, "by PCA, which shows %.1f %% of their variance",
                100 * Arrays.stream(ratios).sum()),
                IntStream.range(0, dims).mapToObj(
                        i -> String.format(Locale.ROOT, "PC %d (%.1f %% of the variance)", i + 1, 100 * ratios[i]))
                        .toList(),
                true, sphere);
    }

    private Scatter tsne(Points points, int dims) {
        TsneOptions settings = options.tsne(points.size());
        try (Progress progress = console.progress("t-SNE", settings.iterations())) {
            Tsne.Result result = Tsne.run(points, settings, threads, done -> {
                progress.stepTo(done);
                stop.throwIfRequested("stopped; nothing was written");
            });
            facts.put("perplexity", settings.perplexity());
            facts.put("iterations", settings.iterations());
            facts.put("seed", settings.seed());
            facts.put("kl_divergence", result.klDivergence());
            return scatter(result.projection(), String.format(Locale.ROOT,
                    "by t-SNE with perplexity %s: near points are alike, far ones say little",
                    number(settings.perplexity())),
                    IntStream.rangeClosed(1, dims).mapToObj(i -> "t-SNE " + i).toList(), false, null);
        }
    }

    private Scatter asIs(Points points) {
        int dims = points.dimension();
        boolean drawn = dims == 2 || dims == 3;
        if (options.namesDims() && options.dims() != dims) {
            throw new ArcException(ArcException.Kind.MISMATCH, "--method none shows embeddings as they are: they have "
                    + dims + " dimensions, not " + options.dims());
        }
        return scatter(Projection.asIs(points), "as they are",
                IntStream.rangeClosed(1, dims).mapToObj(i -> "dimension " + i).toList(), true,
                drawn && points.areUnitVectors()
                        ? new Scatter.Sphere(IntStream.range(0, dims).mapToObj(_ -> 0.0).toList(), true)
                        : null);
    }

    private Scatter scatter(Projection projection, String how, List<String> axes, boolean measured,
            Scatter.@Nullable Sphere sphere) {
        int size = source.points().size();
        String trust = "";
        if (options.method() != ProjectionOptions.Method.NONE && 2 * NEIGHBOURS < size && size <= MOST_MEASURED) {
            double value = Trustworthiness.of(source.points(), projection, NEIGHBOURS, threads);
            facts.put("trustworthiness", value);
            trust = String.format(Locale.ROOT, "; trustworthiness %.3f", value);
        }
        String count = source.all() == size
                ? String.format(Locale.ROOT, "%,d", size)
                : String.format(Locale.ROOT, "%,d of %,d", size, source.all());
        return new Scatter("Embeddings of " + source.name(),
                String.format(Locale.ROOT, "%s points of %,d dimensions, %s%s.",
                        count, source.points().dimension(), how, trust),
                projection, axes, measured,
                PointClasses.of(source.labels()), source.paths(), source.rows(), sphere);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    private static List<Double> list(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
