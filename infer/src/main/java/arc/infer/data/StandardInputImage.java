package arc.infer.data;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;
import arc.infer.image.ImageDecoder;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Holds the one image that came in on standard input. */
final class StandardInputImage implements LabelledImage {

    private static final String NAME = "-";

    private final ImageContent content;

    private StandardInputImage(ImageContent content) {
        this.content = content;
    }

    /** Reads the stream to its end. */
    static ImageSource read(InputStream in) {
        try {
            byte[] bytes = ImageDecoder.readBytes(in, "standard input");
            return new ListedSource(NAME,
                    List.of(new StandardInputImage(new FileImage.FileContent(bytes, "standard input"))));
        } catch (IOException e) {
            throw new ArcException("cannot read standard input: " + FileErrors.reason(e), e);
        }
    }

    @Override
    public String path() {
        return NAME;
    }

    @Override
    public ImageContent read() {
        return content;
    }

    @Override
    public String toString() {
        return NAME;
    }
}
