package arc.infer.image.webp;

/** Adds green to red and blue (WebP Lossless, 4.3). */
record GreenTransform() implements Transform {

    @Override
    public int[] undo(int[] argb) {
        for (int i = 0; i < argb.length; i++) {
            int green = (argb[i] >> 8) & 0xff;
            int redBlue = (argb[i] & 0xff00ff) + ((green << 16) | green);
            argb[i] = (argb[i] & 0xff00ff00) | (redBlue & 0xff00ff);
        }
        return argb;
    }
}
