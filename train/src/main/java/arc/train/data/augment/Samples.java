package arc.train.data.augment;

import arc.infer.image.DecodedImage;

/** Holds a picture's samples while it is changed: one a pixel where it is grey, else three. */
final class Samples {

    private final int width;
    private final int height;
    private final int channels;
    private final byte[] values; // [H, W, channels]

    Samples(int width, int height, int channels, byte[] values) {
        this.width = width;
        this.height = height;
        this.channels = channels;
        this.values = values;
    }

    static Samples of(DecodedImage image) {
        DecodedImage plain = image.isGrey() ? image.toGrey() : image;
        return new Samples(plain.widthPixels(), plain.heightPixels(), plain.channels(), plain.samplesArrayCopy());
    }

    /** Returns the picture, which owns the values from now on. */
    DecodedImage toImage() {
        return channels == 1
                ? DecodedImage.ofGrey(width, height, values)
                : DecodedImage.ofRgb(width, height, values);
    }

    Samples resized(int toWidth, int toHeight) {
        return toWidth == width && toHeight == height ? this : of(toImage().resized(toWidth, toHeight));
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int channels() {
        return channels;
    }

    /** Returns the values themselves, [H, W, channels], to read and to change. */
    byte[] values() {
        return values;
    }
}
