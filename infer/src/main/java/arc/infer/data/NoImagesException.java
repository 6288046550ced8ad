package arc.infer.data;

import arc.infer.ArcException;

import java.io.Serial;

/** Reports a folder, a table or a data set without a single image. */
public final class NoImagesException extends ArcException {

    @Serial
    private static final long serialVersionUID = 1L;

    NoImagesException(String source) {
        super(source + " holds no images (arc reads PNG, JPEG, BMP, GIF, WebP and TIFF)");
    }
}
