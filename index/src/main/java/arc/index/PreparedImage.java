package arc.index;

import arc.infer.data.FileStamp;
import arc.infer.data.ImageContent;
import arc.infer.data.LabelledImage;
import arc.infer.image.InputTensor;
import arc.infer.image.Preprocessor;
import arc.infer.image.UnreadableImageException;

import org.jspecify.annotations.Nullable;

/** One picture on its way into a gallery. */
sealed interface PreparedImage {

    /**
     * Could not be read.
     *
     * @param noPicture whether its bytes were read, and are not a picture that can be indexed
     */
    record Failed(SkippedImage skipped, boolean noPicture) implements PreparedImage {

        static Failed because(LabelledImage image, String message, String group, boolean noPicture) {
            String path = image.path();
            String reason = message.startsWith(path + ": ") ? message.substring(path.length() + 2) : message;
            return new Failed(new SkippedImage(path, reason, group), noPicture);
        }
    }

    /**
     * Was read.
     *
     * @param image where it came from, to read it again if need be
     * @param stamp of its file, from before it was read; null where there is none
     * @param tensor what the model sees; null where the content was known when it was read
     * @param unchangedAfter as in {@link KnownFile}
     */
    record Read(LabelledImage image, String id, EntrySource source, @Nullable FileStamp stamp,
            @Nullable InputTensor tensor, long unchangedAfter)
            implements
                PreparedImage {}

    /**
     * Reads a picture, and decodes it as well unless the target knows its content.
     *
     * @param rehash whether to read it even if its stamp says that the target knows its content
     */
    static PreparedImage prepare(LabelledImage image, Preprocessor preprocessor, IndexTarget target, boolean rehash) {
        EntrySource source;
        try {
            source = new EntrySource(image.path(), image.label().orElse(null), image.metadata());
        } catch (IllegalArgumentException e) {
            return Failed.because(image, String.valueOf(e.getMessage()), "name, label or metadata too long", false);
        }
        FileStamp stamp = image.stamp().orElse(null);
        KnownFile known = stamp == null || rehash ? null : target.known(source, stamp);
        if (known != null) {
            return new Read(image, known.id(), source, stamp, null, known.unchangedAfter());
        }
        try {
            ImageContent content = image.read();
            InputTensor tensor = target.knows(content.id(), image.path()) ? null : tensor(image, content, preprocessor);
            return new Read(image, content.id(), source, stamp, tensor, KnownFile.NEVER);
        } catch (UnreadableImageException e) {
            return Failed.because(image, String.valueOf(e.getMessage()), e.reason().words(),
                    e.reason() != UnreadableImageException.Reason.NOT_ACCESSIBLE);
        }
    }

    private static InputTensor tensor(LabelledImage image, ImageContent content, Preprocessor preprocessor)
            throws UnreadableImageException {
        return preprocessor.apply(content.decode(), image.path());
    }
}
