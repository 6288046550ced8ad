package arc.infer.image;

import java.util.Arrays;

/** Holds the pixels of one picture: sRGB, 8 bits a sample, upright, alpha composited over white. */
public final class DecodedImage {

    private final int widthPixels;
    private final int heightPixels;
    private final byte[] rgb; // [H, W, 3]

    private DecodedImage(int widthPixels, int heightPixels, byte[] rgb) {
        this.widthPixels = widthPixels;
        this.heightPixels = heightPixels;
        this.rgb = rgb;
    }

    /**
     * Wraps interleaved RGB samples.
     *
     * @param rgb [H, W, 3]; owned by the image from now on
     */
    public static DecodedImage ofRgb(int widthPixels, int heightPixels, byte[] rgb) {
        requireSamples(widthPixels, heightPixels, 3, rgb.length);
        return new DecodedImage(widthPixels, heightPixels, rgb);
    }

    /**
     * Spreads grey samples over the three channels.
     *
     * @param grey [H, W], copied
     */
    public static DecodedImage ofGrey(int widthPixels, int heightPixels, byte[] grey) {
        requireSamples(widthPixels, heightPixels, 1, grey.length);
        byte[] rgb = new byte[Math.multiplyExact(3, grey.length)];
        for (int i = 0; i < grey.length; i++) {
            Arrays.fill(rgb, 3 * i, 3 * i + 3, grey[i]);
        }
        return new DecodedImage(widthPixels, heightPixels, rgb);
    }

    /** Returns the width in pixels, at least 1. */
    public int widthPixels() {
        return widthPixels;
    }

    /** Returns the height in pixels, at least 1. */
    public int heightPixels() {
        return heightPixels;
    }

    /** Returns one sample, 0 to 255; {@code channel} is 0 for red, 1 for green, 2 for blue. */
    public int sample(int x, int y, int channel) {
        return rgb[(y * widthPixels + x) * 3 + channel] & 0xff;
    }

    /** Returns the samples, [H, W, 3]. */
    public byte[] rgbArrayCopy() {
        return rgb.clone();
    }

    /** Returns the samples without a copy, [H, W, 3]; callers in this package only read them. */
    byte[] rgb() {
        return rgb;
    }

    /** Returns the picture at (left, top) of a white screen that it fits on; itself where it fills it. */
    DecodedImage onWhite(int screenWidth, int screenHeight, int left, int top) {
        if (screenWidth == widthPixels && screenHeight == heightPixels) {
            return this;
        }
        byte[] screen = new byte[Math.multiplyExact(3 * screenWidth, screenHeight)];
        Arrays.fill(screen, (byte) 255);
        for (int y = 0; y < heightPixels; y++) {
            System.arraycopy(rgb, 3 * y * widthPixels, screen, 3 * ((top + y) * screenWidth + left), 3 * widthPixels);
        }
        return new DecodedImage(screenWidth, screenHeight, screen);
    }

    private static void requireSamples(int width, int height, int channels, int samples) {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("an image has at least one pixel, got " + width + "x" + height);
        }
        if ((long) width * height * channels != samples) {
            throw new IllegalArgumentException("a " + width + "x" + height + " image with " + channels
                    + " channels has " + (long) width * height * channels + " samples, got " + samples);
        }
    }
}
