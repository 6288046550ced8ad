package arc.cli.report;

import arc.infer.image.DecodedImage;
import arc.infer.image.PngWriter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;

/** Makes small pictures that stand in a page itself, until the page is large enough. */
final class Thumbnails {

    /** Twice what is shown, for screens of many pixels. */
    static final int MOST_PIXELS = 224;

    /** A page beyond is no pleasure to open. */
    static final int MOST_CHARACTERS = 32 << 20;

    private final int mostCharacters;
    private int characters;

    Thumbnails() {
        this(MOST_CHARACTERS);
    }

    Thumbnails(int mostCharacters) {
        this.mostCharacters = mostCharacters;
    }

    /** Says whether no more pictures go into the page. */
    boolean isFull() {
        return characters >= mostCharacters;
    }

    /** Returns a picture, made smaller where it is large, as the source of an image element; empty when the page is full. */
    Optional<String> of(DecodedImage picture) {
        if (isFull()) {
            return Optional.empty();
        }
        double share = Math.min(1,
                (double) MOST_PIXELS / Math.max(picture.widthPixels(), picture.heightPixels()));
        DecodedImage small = picture.resized(side(picture.widthPixels(), share), side(picture.heightPixels(), share));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            PngWriter.write(small, png);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // writing into memory does not fail
        }
        String source = "data:image/png;base64," + Base64.getEncoder().encodeToString(png.toByteArray());
        characters += source.length();
        return Optional.of(source);
    }

    private static int side(int pixels, double share) {
        return (int) Math.max(1, Math.round(pixels * share));
    }
}
