package arc.infer.image.webp;

/** Turns pixels that were made easier to code back into what they were (WebP Lossless, 4). */
sealed interface Transform permits GreenTransform, PredictTransform, ColourTransform, IndexTransform {

    /**
     * Undoes the transform.
     *
     * @param argb changed, or replaced
     * @return the pixels before the transform
     */
    int[] undo(int[] argb);
}
