package arc.train.data;

import arc.infer.ArcException;
import arc.infer.data.LabelledImage;
import arc.infer.file.Sha256;
import arc.infer.image.DecodedImage;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessor;
import arc.infer.image.TensorPicture;
import arc.infer.image.UnreadableImageException;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Decodes the pictures of a run once and keeps them in a {@link PixelStore}, in two forms:
 *
 * <ul>
 * <li><i>seen</i>: the square that the network sees, as a picture. Preprocessed again it gives, bit for bit, what the
 * original gives, which is checked when it is kept; so training without augmentation, validation, embedding and search
 * agree.
 * <li><i>source</i>: what augmentation begins with. The original in the network's channels; one whose shorter side is
 * more than {@value #SOURCE_SHARE} times the input is reduced to that, which leaves enough for a crop.
 * </ul>
 *
 * Where the network pads, both are the picture itself. What the store doesn't hold is decoded again from where it came,
 * which gives the same. Safe for several threads.
 */
final class Pictures {

    static final double SOURCE_SHARE = 1.5;

    private final Preprocessing preprocessing;
    private final Preprocessor preprocessor;
    private final boolean forAugmentation;
    private final PixelStore store;

    Pictures(Preprocessing preprocessing, PixelCache cache) {
        this.preprocessing = preprocessing;
        preprocessor = new Preprocessor(preprocessing);
        forAugmentation = cache.forAugmentation();
        store = new PixelStore(cache);
    }

    /**
     * Decodes a picture and keeps what fits.
     *
     * @throws UnreadableImageException when it can't be decoded, or the network can't take it
     */
    Sample read(LabelledImage image, int classIndex) throws UnreadableImageException {
        DecodedImage decoded = image.decode();
        String hash = hash(decoded);
        DecodedImage source = source(decoded);
        InputTensor input = preprocessor.apply(decoded, image.path());
        if (isSeenItself(source)) {
            Optional<PixelStore.Slot> slot = store.keep(source);
            return new Sample(classIndex, hash, image, slot, slot);
        }
        Optional<PixelStore.Slot> kept = forAugmentation ? store.keep(source) : Optional.empty();
        return new Sample(classIndex, hash, image, seen(input).flatMap(store::keep), kept);
    }

    /** Ends reading; pictures can be had from now on. */
    void seal() {
        store.seal();
    }

    /** Returns what the network sees of a picture. */
    InputTensor input(Sample sample) {
        return apply(sample.seen().map(store::read).orElseGet(() -> decodeAgain(sample)), sample.image());
    }

    /** Returns what the network sees of a changed picture. */
    InputTensor input(DecodedImage changed, Sample sample) {
        return apply(changed, sample.image());
    }

    /** Returns the picture that augmentation begins with. */
    DecodedImage source(Sample sample) {
        return sample.source().map(store::read).orElseGet(() -> source(decodeAgain(sample)));
    }

    /** Returns a small picture to look at: of the original, or where that can't be read any more, of what is seen. */
    DecodedImage thumbnail(Sample sample, int sidePixels) {
        DecodedImage picture;
        try {
            picture = sample.image().decode();
        } catch (UnreadableImageException e) {
            picture = sample.seen().map(store::read).orElseThrow(() -> goneSince(sample, e));
        }
        double share = Math.min(1, (double) sidePixels / Math.max(picture.widthPixels(), picture.heightPixels()));
        return picture.resized(side(picture.widthPixels(), share), side(picture.heightPixels(), share));
    }

    private InputTensor apply(DecodedImage picture, LabelledImage image) {
        try {
            return preprocessor.apply(picture, image.path());
        } catch (UnreadableImageException e) {
            throw new IllegalStateException("a picture that fitted doesn't any more: " + e.getMessage(), e);
        }
    }

    private boolean isSeenItself(DecodedImage source) {
        int size = preprocessing.sizePixels();
        return preprocessing.fit() == Preprocessing.Fit.PAD
                || (source.widthPixels() == size && source.heightPixels() == size);
    }

    /** Returns the square that the network sees, or nothing where rounding keeps it from giving the same input. */
    private Optional<DecodedImage> seen(InputTensor input) throws UnreadableImageException {
        DecodedImage square = compact(TensorPicture.of(List.of(input), preprocessing));
        return Arrays.equals(preprocessor.apply(square).toArrayCopy(), input.toArrayCopy())
                ? Optional.of(square)
                : Optional.empty();
    }

    private DecodedImage source(DecodedImage decoded) {
        DecodedImage picture = preprocessing.channels() == Preprocessing.Channels.GREY
                ? decoded.toGrey()
                : compact(decoded);
        int width = picture.widthPixels();
        int height = picture.heightPixels();
        double share = SOURCE_SHARE * preprocessing.sizePixels() / Math.min(width, height);
        return share >= 1 ? picture : picture.resized(side(width, share), side(height, share));
    }

    private static int side(int pixels, double share) {
        return (int) Math.max(1, Math.round(pixels * share));
    }

    private static DecodedImage compact(DecodedImage image) {
        return image.isGrey() ? image.toGrey() : image;
    }

    private DecodedImage decodeAgain(Sample sample) {
        DecodedImage decoded;
        try {
            decoded = sample.image().decode();
        } catch (UnreadableImageException e) {
            throw goneSince(sample, e);
        }
        if (!hash(decoded).equals(sample.contentHash())) {
            throw new ArcException(sample.image().path()
                    + " has changed since the run began: pictures must stay as they are while arc trains on them");
        }
        return decoded;
    }

    private static ArcException goneSince(Sample sample, UnreadableImageException cause) {
        return new ArcException(sample.image().path() + " could be read when the run began and can't be now: pictures"
                + " must stay as they are while arc trains on them\n" + cause.getMessage(), cause);
    }

    private static String hash(DecodedImage image) {
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(8).putInt(image.heightPixels()).putInt(image.widthPixels()).array());
        return HexFormat.of().formatHex(digest.digest(image.rgbArrayCopy()));
    }
}
