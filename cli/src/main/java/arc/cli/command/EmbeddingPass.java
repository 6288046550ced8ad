package arc.cli.command;

import arc.cli.output.Console;
import arc.cli.output.Progress;
import arc.cli.output.Skipped;
import arc.cli.signal.Stop;
import arc.infer.data.LabelledImage;
import arc.infer.embedding.Embedding;
import arc.infer.image.UnreadableImageException;
import arc.infer.model.ImageEmbedder;
import arc.infer.model.OnnxEmbedder;

import java.util.List;

/**
 * Sends pictures through a model with a progress bar, until all are done or a stop is requested.
 *
 * @param stop ends the pass after the picture at hand
 * @param skipped takes those that can't be read
 */
record EmbeddingPass(Console console, Stop stop, int threads, Skipped skipped) {

    /** Takes an embedding of a picture; id is that of its content. */
    @FunctionalInterface
    interface Taker {
        void take(LabelledImage image, String id, Embedding embedding);
    }

    /** Runs, and shows {@code title} before the bar. */
    void run(String title, List<LabelledImage> images, OnnxEmbedder embedder, Taker taker) {
        try (Progress progress = console.progress(title, images.size())) {
            new ImageEmbedder(embedder, threads).run(images, new ImageEmbedder.Sink() {
                private int done;

                @Override
                public boolean embedded(LabelledImage image, String id, Embedding embedding) {
                    taker.take(image, id, embedding);
                    return goOn();
                }

                @Override
                public boolean skipped(LabelledImage image, UnreadableImageException reason) {
                    skipped.add(String.valueOf(reason.getMessage()));
                    return goOn();
                }

                private boolean goOn() {
                    progress.stepTo(++done);
                    return !stop.requested();
                }
            });
        }
    }
}
