package arc.train.data;

import arc.infer.data.ImageContent;
import arc.infer.data.ImageSource;
import arc.infer.data.LabelledImage;
import arc.infer.image.DecodedImage;
import arc.infer.image.UnreadableImageException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Small pictures made on the spot: each class has a bright square in a place of its own, with noise.
 *
 * @param name of the source
 * @param images in their order
 */
public record FakeSource(String name, List<LabelledImage> images) implements ImageSource {

    private static final int SIZE = 28;

    /** Makes {@code perClass} pictures of each of {@code classes} classes. */
    public static FakeSource digits(int classes, int perClass, long seed) {
        Random random = new Random(seed);
        return new FakeSource("fake", IntStream.range(0, classes * perClass).<LabelledImage>mapToObj(i -> {
            int label = i % classes;
            byte[] grey = new byte[SIZE * SIZE];
            random.nextBytes(grey);
            for (int p = 0; p < grey.length; p++) {
                grey[p] = (byte) ((grey[p] & 0xff) / 4);
            }
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 8; x++) {
                    grey[(y + 9 * (label / 3)) * SIZE + x + 9 * (label % 3)] = (byte) 255;
                }
            }
            return image("fake/" + i, Integer.toString(label), DecodedImage.ofGrey(SIZE, SIZE, grey));
        }).toList());
    }

    /** Makes one image; null for a label or a picture that isn't there. */
    public static LabelledImage image(String path, @Nullable String label, @Nullable DecodedImage picture) {
        return new Image(path, Optional.ofNullable(label), Map.of(), picture);
    }

    private record Image(String path, Optional<String> label, Map<String, String> metadata,
            @Nullable DecodedImage picture) implements LabelledImage {

        @Override
        public ImageContent read() throws UnreadableImageException {
            return new ImageContent() {
                @Override
                public String id() {
                    return path;
                }

                @Override
                public DecodedImage decode() throws UnreadableImageException {
                    if (picture == null) {
                        throw new UnreadableImageException(path + ": broken");
                    }
                    return picture;
                }
            };
        }
    }
}
