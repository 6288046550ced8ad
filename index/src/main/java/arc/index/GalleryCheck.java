package arc.index;

import arc.infer.ArcException;
import arc.infer.model.OnnxModel;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Looks for damage in a gallery: in Lucene's files, in the manifest, in the copy of the model, in every vector, and in the
 * graph, whose answers are compared with exact search. Takes no lock and writes nothing.
 */
public final class GalleryCheck {

    /** Recall below this is no accident: on random vectors, which are the hardest, it is 0.98 and more. */
    static final double LEAST_ANN_RECALL = 0.9;

    private GalleryCheck() {}

    /**
     * Checks a gallery.
     *
     * @param threads to compute with, at least 1
     * @throws ArcException when there is no gallery, or it was written by a newer arc
     */
    public static CheckReport run(Path gallery, int threads) {
        GalleryFolder.requireGallery(gallery);
        List<String> problems = new ArrayList<>();
        try {
            GalleryManifest manifest = GalleryFolder.manifest(gallery);
            problems.addAll(LuceneCheck.problems(gallery, threads));
            checkModel(gallery, manifest, problems);
            List<String> missing = ModelCopy.isMissing(gallery) ? List.of(CheckReport.NO_MODEL) : List.of();
            if (!problems.isEmpty()) {
                problems.addAll(missing);
                return new CheckReport(null, problems, null);
            }
            int entries = checkEntries(gallery, manifest, problems);
            Double recall = problems.isEmpty() ? annRecall(gallery, threads, problems) : null;
            problems.addAll(missing);
            return new CheckReport(entries, problems, recall);
        } catch (DamagedGalleryException e) {
            problems.add(e.reason());
            return new CheckReport(null, problems, null);
        }
    }

    private static int checkEntries(Path gallery, GalleryManifest manifest, List<String> problems) {
        return GalleryErrors.reading(gallery, () -> {
            try (Directory directory = FSDirectory.open(gallery);
                    GalleryReader reader = GalleryReader.open(directory)) {
                problems.addAll(EntryCheck.problems(reader, manifest));
                return reader.entries();
            }
        });
    }

    private static void checkModel(Path gallery, GalleryManifest manifest, List<String> problems) {
        Path file = Gallery.modelFile(gallery);
        if (!Files.exists(file)) {
            return; // That is for later: what else there is works without.
        }
        try {
            OnnxModel model = OnnxModel.inspect(file);
            if (!model.id().equals(manifest.modelId())) {
                problems.add("the copy of the model, or the card beside it, is " + model.id().shortForm()
                        + ", but the entries were embedded by " + manifest.modelText());
            }
        } catch (ArcException e) {
            problems.add("the copy of the model can't be used: " + firstLine(e));
        }
    }

    private static String firstLine(ArcException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static Double annRecall(Path gallery, int threads, List<String> problems) {
        try (GallerySearcher searcher = GallerySearcher.open(gallery, threads)) {
            if (searcher.entries() == 0) {
                return null;
            }
            double recall = AnnRecall.sampled(searcher);
            if (recall < LEAST_ANN_RECALL) {
                problems.add(String.format(Locale.ROOT,
                        "approximate search finds %.4f of the ten nearest entries, and %.1f is the least to expect",
                        recall, LEAST_ANN_RECALL));
            }
            return recall;
        }
    }
}
