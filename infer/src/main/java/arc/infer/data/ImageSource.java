package arc.infer.data;

import java.util.List;

/** Lists images, in a fixed order, without reading their pixels. */
public interface ImageSource {

    /** Returns the name under which results speak of it, such as {@code mnist:train} or a folder. */
    String name();

    /** Returns the images, at least one. */
    List<LabelledImage> images();
}
