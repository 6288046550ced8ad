package arc.cli.command;

import arc.cli.output.Console;
import arc.cli.output.Skipped;
import arc.cli.signal.Stop;
import arc.index.GallerySearcher;
import arc.infer.ArcException;
import arc.infer.data.LabelledImage;
import arc.infer.embedding.ContentOrder;
import arc.infer.embedding.EmbeddingSet;
import arc.infer.embedding.LeftOut;
import arc.infer.model.Device;
import arc.infer.model.OnnxEmbedder;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares pictures with a gallery; each leaves out the entry of its own content. */
final class GalleryEvaluation {

    private final Path gallery;
    private final Console console;
    private final Stop stop;
    private final int threads;
    private final Skipped skipped;
    private int images;
    private int entries;

    GalleryEvaluation(Path gallery, Console console, Stop stop, int threads) {
        this.gallery = gallery;
        this.console = console;
        this.stop = stop;
        this.threads = threads;
        this.skipped = new Skipped(console);
    }

    /** Returns the exit code: whether some probes were skipped. */
    int exitCode() {
        return skipped.exitCode(images);
    }

    /** Returns the number of the gallery's entries, with a label or without, as of {@link #compare}. */
    int entries() {
        return entries;
    }

    /** Embeds the probes by the gallery's model, and reads the entries that have a label. */
    Comparison compare(List<LabelledImage> probes, @Nullable Path model, Device device) {
        return compare(probes, model, device, false);
    }

    /** Compares with all entries, those without a label, too. */
    Comparison compareWithAll(List<LabelledImage> probes, @Nullable Path model, Device device) {
        return compare(probes, model, device, true);
    }

    private Comparison compare(List<LabelledImage> probes, @Nullable Path model, Device device, boolean all) {
        images = probes.size();
        try (GallerySearcher searcher = GallerySearcher.open(gallery, threads);
                OnnxEmbedder embedder = Models.openFor(gallery, model, device, threads, console)) {
            searcher.requireModel(embedder.modelId());
            entries = searcher.entries();
            if (entries == 0) {
                throw new ArcException("gallery " + gallery + " is empty; fill it with: arc index DATA -g " + gallery);
            }
            EmbeddedProbes embedded = embed(probes, embedder);
            Entries compared = entries(searcher, all);
            return new Comparison(embedded.set.build(), compared.embeddings, probe -> compared.rowById
                    .getOrDefault(embedded.ids.get(probe), LeftOut.NONE), false);
        }
    }

    private static final class EmbeddedProbes {
        private final EmbeddedSet set;
        private final List<String> ids = new ArrayList<>();

        EmbeddedProbes(EmbeddedSet set) {
            this.set = set;
        }
    }

    private EmbeddedProbes embed(List<LabelledImage> probes, OnnxEmbedder embedder) {
        EmbeddedProbes embedded = new EmbeddedProbes(new EmbeddedSet(embedder.card().dimension(), probes.size()));
        new EmbeddingPass(console, stop, threads, skipped).run("embedding probes", probes, embedder,
                (image, id, embedding) -> {
                    if (image.label().isEmpty()) {
                        skipped.add(image.path() + ": it has no label");
                    } else {
                        embedded.set.add(image, embedding);
                        embedded.ids.add(id);
                    }
                });
        stop.throwIfRequested("stopped");
        if (embedded.ids.isEmpty()) {
            skipped.exitCode(images);
        }
        return embedded;
    }

    /**
     * Holds the rows of a gallery, in {@link ContentOrder}: which of equal cosines comes first doesn't depend on
     * ids, which are another container's pictures' other hashes.
     *
     * @param rowById where each content stands
     */
    private record Entries(EmbeddingSet embeddings, Map<String, Integer> rowById) {}

    private Entries entries(GallerySearcher searcher, boolean all) {
        EmbeddingSet.Builder rows = new EmbeddingSet.Builder(searcher.manifest().dimension(), searcher.entries());
        List<@Nullable String> labels = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        searcher.forEach((entry, embedding) -> {
            if (all || entry.label() != null) {
                ids.add(entry.id());
                labels.add(entry.label());
                rows.add(embedding);
            }
        });
        long labelled = labels.stream().filter(Objects::nonNull).count();
        if (labelled == 0) {
            throw new ArcException(
                    "no entry of gallery " + gallery + " has a label, so there is nothing to compare with");
        }
        if (labelled < searcher.entries()) {
            console.warn((searcher.entries() - labelled) + " gallery entries without a label "
                    + (all ? "count as entries of other labels than the probes'" : "are left out"));
        }
        EmbeddingSet byId = rows.build().withLabels(labels);
        int[] order = ContentOrder.of(byId);
        Map<String, Integer> rowById = new HashMap<>();
        for (int row = 0; row < order.length; row++) {
            rowById.put(ids.get(order[row]), row);
        }
        return new Entries(byId.select(order), rowById);
    }
}
