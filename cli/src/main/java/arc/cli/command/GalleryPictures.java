package arc.cli.command;

import arc.infer.data.ImageContent;
import arc.infer.data.LabelledImage;
import arc.infer.image.DecodedImage;
import arc.infer.image.UnreadableImageException;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks up the pictures of a gallery's entries where they were when they were indexed. Where an id is that of a content,
 * only exactly that content counts: a file that has changed since is not what was found.
 */
final class GalleryPictures {

    private static final Pattern CONTENT_ID = Pattern.compile("[0-9a-f]{64}");

    private final PicturesByPath pictures;

    GalleryPictures(PicturesByPath pictures) {
        this.pictures = pictures;
    }

    /** Returns the picture at the first path that still has it. */
    Optional<DecodedImage> find(String id, List<String> paths) {
        for (String path : paths) {
            Optional<DecodedImage> picture = pictures.apply(path).flatMap(image -> decode(id, image));
            if (picture.isPresent()) {
                return picture;
            }
        }
        return Optional.empty();
    }

    /** Returns a picture to look at; empty where it can't be decoded. */
    static Optional<DecodedImage> decode(LabelledImage image) {
        try {
            return Optional.of(image.decode());
        } catch (UnreadableImageException e) {
            return Optional.empty(); // A sheet shows its absence.
        }
    }

    private static Optional<DecodedImage> decode(String id, LabelledImage image) {
        try {
            ImageContent content = image.read();
            boolean other = CONTENT_ID.matcher(id).matches() && !content.id().equals(id);
            return other ? Optional.empty() : Optional.of(content.decode());
        } catch (UnreadableImageException e) {
            return Optional.empty(); // A sheet shows its absence.
        }
    }
}
