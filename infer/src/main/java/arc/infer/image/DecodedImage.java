package arc.infer.image;

import java.util.Arrays;

/**
 * Holds the pixels of one picture: sRGB, 8 bits a sample, upright, alpha composited over white. A picture that is known
 * to be grey may hold one sample a pixel; it shows, and is to every reader, the same as one with three equal samples.
 */
public final class DecodedImage {

    private final int widthPixels;
    private final int heightPixels;
    private final int channels; // 1 or 3
    private final byte[] samples; // [H, W, channels]

    private DecodedImage(int widthPixels, int heightPixels, int channels, byte[] samples) {
        if (widthPixels < 1 || heightPixels < 1) {
            throw new IllegalArgumentException(
                    "an image has at least one pixel, got " + widthPixels + "x" + heightPixels);
        }
        if ((long) widthPixels * heightPixels * channels != samples.length) {
            throw new IllegalArgumentException("a " + widthPixels + "x" + heightPixels + " image with " + channels
                    + " channels has " + (long) widthPixels * heightPixels * channels + " samples, got "
                    + samples.length);
        }
        this.widthPixels = widthPixels;
        this.heightPixels = heightPixels;
        this.channels = channels;
        this.samples = samples;
    }

    /**
     * Wraps interleaved RGB samples.
     *
     * @param rgb [H, W, 3]; owned by the image from now on
     */
    public static DecodedImage ofRgb(int widthPixels, int heightPixels, byte[] rgb) {
        return new DecodedImage(widthPixels, heightPixels, 3, rgb);
    }

    /**
     * Wraps grey samples.
     *
     * @param grey [H, W]; owned by the image from now on
     */
    public static DecodedImage ofGrey(int widthPixels, int heightPixels, byte[] grey) {
        return new DecodedImage(widthPixels, heightPixels, 1, grey);
    }

    /** Returns the width in pixels, at least 1. */
    public int widthPixels() {
        return widthPixels;
    }

    /** Returns the height in pixels, at least 1. */
    public int heightPixels() {
        return heightPixels;
    }

    /** Returns the number of samples a pixel that the picture holds: 3, or 1 where it was made grey. */
    public int channels() {
        return channels;
    }

    /** Returns one sample, 0 to 255; {@code channel} is 0 for red, 1 for green, 2 for blue. */
    public int sample(int x, int y, int channel) {
        return samples[(y * widthPixels + x) * channels + (channels == 1 ? 0 : channel)] & 0xff;
    }

    /** Returns the samples, [H, W, 3]. */
    public byte[] rgbArrayCopy() {
        return channels == 3 ? samples.clone() : rgb();
    }

    /** Returns the samples as they are held, [H, W, {@link #channels()}]. */
    public byte[] samplesArrayCopy() {
        return samples.clone();
    }

    /** Says whether red, green and blue are the same at every pixel. */
    public boolean isGrey() {
        for (int i = 0; channels == 3 && i < samples.length; i += 3) {
            if (samples[i] != samples[i + 1] || samples[i] != samples[i + 2]) {
                return false;
            }
        }
        return true;
    }

    /** Returns the picture in grey (luma), with one sample a pixel; a picture that is grey shows the same. */
    public DecodedImage toGrey() {
        return channels == 1 ? this : ofGrey(widthPixels, heightPixels, Luma.of(samples));
    }

    /** Returns the picture at another size, bilinear and antialiased; itself where nothing changes. */
    public DecodedImage resized(int width, int height) {
        return width == widthPixels && height == heightPixels
                ? this
                : new DecodedImage(width, height, channels,
                        Resampling.to(Interpolation.BILINEAR, width, height).apply(samples, widthPixels, heightPixels,
                                channels));
    }

    /** Returns the samples, [H, W, 3], without a copy where there are three a pixel; callers in this package only read. */
    byte[] rgb() {
        if (channels == 3) {
            return samples;
        }
        byte[] rgb = new byte[Math.multiplyExact(3, samples.length)];
        for (int i = 0, j = 0; i < samples.length; i++, j += 3) {
            rgb[j] = samples[i];
            rgb[j + 1] = samples[i];
            rgb[j + 2] = samples[i];
        }
        return rgb;
    }

    /** Returns the luma, [H, W], without a copy where the picture is grey; callers in this package only read. */
    byte[] luma() {
        return channels == 1 ? samples : Luma.of(samples);
    }

    /** Returns the picture at (left, top) of a white screen that it fits on; itself where it fills it. */
    DecodedImage onWhite(int screenWidth, int screenHeight, int left, int top) {
        if (screenWidth == widthPixels && screenHeight == heightPixels) {
            return this;
        }
        byte[] screen = new byte[Math.multiplyExact(channels * screenWidth, screenHeight)];
        Arrays.fill(screen, (byte) 255);
        int row = channels * widthPixels;
        for (int y = 0; y < heightPixels; y++) {
            System.arraycopy(samples, y * row, screen, channels * ((top + y) * screenWidth + left), row);
        }
        return new DecodedImage(screenWidth, screenHeight, channels, screen);
    }
}
