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

    /** Embeds the probes by the gallery's model, and reads the gallery. */
    Comparison compare(List<LabelledImage> probes, @Nullable Path model, Device device) {
        images = probes.size();
        try (GallerySearcher searcher = GallerySearcher.open(gallery, threads);
                OnnxEmbedder embedder = Models.openFor(gallery, model, device, threads, console)) {
            searcher.requireModel(embedder.modelId());
            entries = searcher.entries();
            if (entries == 0) {
                throw new ArcException("gallery " + gallery + " is empty; fill it with: arc index DATA -g " + gallery);
            }
            EmbeddedProbes embedded = embed(probes, embedder);
            Labelled labelled = labelled(searcher);
            return new Comparison(embedded.set.build(), labelled.embeddings, probe -> labelled.rowById
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
     * Holds the rows of a gallery that have labels, in {@link ContentOrder}: which of equal cosines comes first doesn't depend on
     * ids, which are another container's pictures' other hashes.
     *
     * @param rowById where each content stands
     */
    private record Labelled(EmbeddingSet embeddings, Map<String, Integer> rowById) {}

    private Labelled labelled(GallerySearcher searcher) {
        EmbeddingSet.Builder rows = new EmbeddingSet.Builder(searcher.manifest().dimension(), searcher.entries());
        List<String> labels = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        searcher.forEach((entry, embedding) -> {
            String label = entry.label();
            if (label != null) {
                ids.add(entry.id());
                labels.add(label);
                rows.add(embedding);
            }
        });
        if (labels.isEmpty()) {
            throw new ArcException(
                    "no entry of gallery " + gallery + " has a label, so there is nothing to compare with");
        }
        if (labels.size() < searcher.entries()) {
            console.warn((searcher.entries() - labels.size()) + " gallery entries without a label are left out");
        }
        EmbeddingSet byId = rows.build().withLabels(labels);
        int[] order = ContentOrder.of(byId);
        Map<String, Integer> rowById = new HashMap<>();
        for (int row = 0; row < order.length; row++) {
            rowById.put(ids.get(order[row]), row);
        }
        return new Labelled(byId.select(order), rowById);
    }
}
