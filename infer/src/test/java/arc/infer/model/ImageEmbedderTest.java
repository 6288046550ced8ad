package arc.infer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.data.ImageContent;
import arc.infer.data.LabelledImage;
import arc.infer.embedding.Embedding;
import arc.infer.image.DecodedImage;
import arc.infer.image.InputTensor;
import arc.infer.image.UnreadableImageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class ImageEmbedderTest {

    /**
     * Is a grey 2×2 picture whose first pixel says its number, or no picture.
     *
     * @param number names it
     * @param opened counts how many were opened
     */
    private record Numbered(int number, AtomicInteger opened) implements LabelledImage {

        @Override
        public String path() {
            return "image " + number;
        }

        @Override
        public Optional<String> label() {
            return Optional.empty();
        }

        @Override
        public Map<String, String> metadata() {
            return Map.of();
        }

        @Override
        public ImageContent read() throws UnreadableImageException {
            opened.incrementAndGet();
            if (number % 10 == 7) {
                throw new UnreadableImageException(path() + ": broken");
            }
            return new ImageContent() {
                @Override
                public String id() {
                    return "id " + number;
                }

                @Override
                public DecodedImage decode() {
                    return DecodedImage.ofGrey(2, 2, new byte[]{(byte) number, (byte) (number >> 8), 0, (byte) 255});
                }
            };
        }
    }

    /** Returns the inputs as embeddings. */
    private static final class Identity implements Embedder {

        @Override
        public ModelId modelId() {
            return new ModelId("0".repeat(64));
        }

        @Override
        public ModelCard card() {
            return TinyOnnx.card(2, 4);
        }

        @Override
        public List<Embedding> embed(List<InputTensor> inputs) {
            return inputs.stream().map(input -> Embedding.normalised(input.toArrayCopy())).toList();
        }

        @Override
        public void close() {
            // nothing to release
        }
    }

    private static final class Log implements ImageEmbedder.Sink {

        private final List<String> lines = new ArrayList<>();
        private final List<Embedding> embeddings = new ArrayList<>();
        private final int enough;

        Log(int enough) {
            this.enough = enough;
        }

        @Override
        public boolean embedded(LabelledImage image, String id, Embedding embedding) {
            embeddings.add(embedding);
            lines.add(image.path() + " " + id);
            return lines.size() < enough;
        }

        @Override
        public boolean skipped(LabelledImage image, UnreadableImageException reason) {
            lines.add(String.valueOf(reason.getMessage()));
            return lines.size() < enough;
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "128, 2", "129, 2", "1000, 4"})
    void keepsTheOrderAndReportsTheUnreadableInTheirPlace(int count, int threads) {
        Log log = new Log(Integer.MAX_VALUE);
        new ImageEmbedder(new Identity(), threads).run(images(count, new AtomicInteger()), log);
        assertThat(log.lines).isEqualTo(IntStream.range(0, count)
                .mapToObj(i -> "image " + i + (i % 10 == 7 ? ": broken" : " id " + i)).toList());
    }

    @Test
    void givesEachImageItsOwnEmbedding() {
        Log log = new Log(Integer.MAX_VALUE);
        new ImageEmbedder(new Identity(), 2).run(images(300, new AtomicInteger()), log);
        assertThat(log.embeddings).hasSize(270).doesNotHaveDuplicates();
    }

    @Test
    void stopsWhenTheSinkHasEnoughAndHasNotReadEverything() {
        AtomicInteger opened = new AtomicInteger();
        Log log = new Log(5);
        new ImageEmbedder(new Identity(), 2).run(images(100_000, opened), log);
        assertThat(log.lines).hasSize(5);
        assertThat(opened.get()).isLessThan(1000);
    }

    @Test
    void handsOnWhatGoesWrongWhileDecoding() {
        LabelledImage faulty = new LabelledImage() {
            @Override
            public String path() {
                return "x";
            }

            @Override
            public Optional<String> label() {
                return Optional.empty();
            }

            @Override
            public Map<String, String> metadata() {
                return Map.of();
            }

            @Override
            public ImageContent read() {
                throw new IllegalStateException("a mistake");
            }
        };
        ImageEmbedder embedder = new ImageEmbedder(new Identity(), 2);
        assertThatThrownBy(() -> embedder.run(List.of(faulty), new Log(9))).isInstanceOf(IllegalStateException.class)
                .hasMessage("a mistake");
        assertThatThrownBy(() -> new ImageEmbedder(new Identity(), 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be >= 1, got 0");
    }

    private static List<LabelledImage> images(int count, AtomicInteger opened) {
        return IntStream.range(0, count).<LabelledImage>mapToObj(i -> new Numbered(i, opened)).toList();
    }
}
