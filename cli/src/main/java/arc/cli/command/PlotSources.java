package arc.cli.command;

import arc.cli.output.Console;
import arc.cli.output.Skipped;
import arc.cli.signal.Stop;
import arc.index.GalleryEmbeddings;
import arc.index.GallerySearcher;
import arc.infer.data.LabelledImage;
import arc.infer.data.StratifiedLimit;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LabelFile;
import arc.infer.model.Device;
import arc.infer.model.OnnxEmbedder;
import arc.infer.projection.Points;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Gets points to plot: from files, out of a gallery, or by embedding pictures. */
final class PlotSources {

    private final Console console;
    private final Stop stop;
    private final int threads;
    private final Skipped skipped;
    private int inputs = 1;

    PlotSources(Console console, Stop stop, int threads) {
        this.console = console;
        this.stop = stop;
        this.threads = threads;
        this.skipped = new Skipped(console);
    }

    /** Returns the exit code: whether some pictures were skipped. */
    int exitCode() {
        return skipped.exitCode(inputs);
    }

    /** Reads embeddings as they are, rows of any length. */
    PlotSource files(Path npy, Path labelFile, List<Path> dataFolders) {
        Points points = Points.read(npy);
        List<@Nullable String> labels = LabelFile.readWhereKnown(labelFile, points.size());
        List<String> paths = LabelFile.readPaths(labelFile, points.size()).orElse(null);
        return new PlotSource(String.valueOf(npy.getFileName()), points, labels, paths, all(points.size()),
                points.size(), new PicturesByPath(dataFolders));
    }

    /** Takes every entry of a gallery. */
    PlotSource gallery(Path folder, List<Path> dataFolders) {
        try (GallerySearcher searcher = GallerySearcher.open(folder, threads)) {
            GalleryEmbeddings embeddings = searcher.embeddings();
            EmbeddingSet set = embeddings.embeddings();
            return of(folder.toAbsolutePath().normalize().getFileName() + "", set, all(set.size()), set.size(),
                    new PicturesByPath(dataFolders));
        }
    }

    /** Embeds at most that many pictures, each label its share. */
    PlotSource pictures(String name, List<LabelledImage> images, Path model, Device device, int limit, long seed) {
        int[] taken = StratifiedLimit.rows(images.stream().map(image -> image.label().orElse(null)).toList(), limit,
                seed);
        List<LabelledImage> chosen = Arrays.stream(taken).mapToObj(images::get).toList();
        inputs = chosen.size();
        IdentityHashMap<LabelledImage, Integer> rowOf = new IdentityHashMap<>();
        for (int i = 0; i < taken.length; i++) {
            rowOf.put(chosen.get(i), taken[i]);
        }
        Map<String, LabelledImage> byPath = new HashMap<>();
        List<Integer> rows = new ArrayList<>();
        try (OnnxEmbedder embedder = Models.open(model, device, threads, console)) {
            EmbeddedSet set = new EmbeddedSet(embedder.card().dimension(), chosen.size());
            new EmbeddingPass(console, stop, threads, skipped).run("embedding", chosen, embedder,
                    (image, _, embedding) -> {
                        set.add(image, embedding);
                        byPath.put(image.path(), image);
                        rows.add(Objects.requireNonNull(rowOf.get(image)));
                    });
            stop.throwIfRequested("stopped; nothing was written");
            if (rows.isEmpty()) {
                skipped.exitCode(inputs);
            }
            return of(name, set.build(), rows, images.size(), path -> Optional.ofNullable(byPath.get(path)));
        }
    }

    private static PlotSource of(String name, EmbeddingSet set, List<Integer> rows, int all,
            Function<String, Optional<LabelledImage>> pictures) {
        List<@Nullable String> labels = new ArrayList<>(set.size());
        List<String> paths = new ArrayList<>(set.size());
        for (int row = 0; row < set.size(); row++) {
            labels.add(set.label(row).orElse(null));
            paths.add(set.path(row).orElseThrow());
        }
        return new PlotSource(name, Points.of(set), labels, paths, rows, all, pictures);
    }

    private static List<Integer> all(int size) {
        return IntStream.range(0, size).boxed().toList();
    }
}
