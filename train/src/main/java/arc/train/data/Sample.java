package arc.train.data;

import arc.infer.data.LabelledImage;

import java.util.Optional;

/**
 * One image of a run, with where its pixels are kept.
 *
 * @param classIndex column of its class
 * @param contentHash SHA-256 of its size and pixels, in hexadecimal: the same for the same picture in any
 *     container
 * @param image where it comes from
 * @param seen what the network sees of it, where that is kept
 * @param source what augmentation begins with, where that is kept
 */
record Sample(int classIndex, String contentHash, LabelledImage image, Optional<PixelStore.Slot> seen,
        Optional<PixelStore.Slot> source) {}
