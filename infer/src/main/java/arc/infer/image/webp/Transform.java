package arc.infer.image.webp;

/** Turns pixels that were made easier to code back into what they were (WebP Lossless, 4). */
sealed interface Transform {

    /**
     * Undoes the transform.
     *
     * @param argb changed, or replaced
     * @return the pixels before the transform
     */
    int[] undo(int[] argb);

    /** Adds green to red and blue. */
    record SubtractGreen() implements Transform {
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

    /** Adds to each pixel what its neighbours predict, by the mode of its part. */
    @SuppressWarnings("ArrayRecordComponent") // lives as long as one picture is decoded, and is never compared
    record Predict(int width, int bits, int[] modes) implements Transform {
        @Override
        public int[] undo(int[] argb) {
            int columns = CodedImage.parts(width, bits);
            for (int at = 0, x = 0, y = 0; at < argb.length; at++) {
                int mode = (modes[(y >> bits) * columns + (x >> bits)] >> 8) & 15;
                int predicted = y == 0 || x == 0
                        ? atEdge(argb, at, x)
                        : PixelPrediction.predict(mode, argb[at - 1], argb[at - width], argb[at - width + 1],
                                argb[at - width - 1]);
                argb[at] = PixelPrediction.add(argb[at], predicted);
                x++;
                if (x == width) {
                    x = 0;
                    y++;
                }
            }
            return argb;
        }

        private int atEdge(int[] argb, int at, int x) {
            if (at == 0) {
                return PixelPrediction.BLACK;
            }
            return x == 0 ? argb[at - width] : argb[at - 1];
        }
    }

    /** Adds to red what green tells of it, and to blue what green and red do, by the factors of its part. */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record Colour(int width, int bits, int[] factors) implements Transform {
        @Override
        public int[] undo(int[] argb) {
            int columns = CodedImage.parts(width, bits);
            for (int at = 0, x = 0, y = 0; at < argb.length; at++) {
                int factor = factors[(y >> bits) * columns + (x >> bits)];
                int green = argb[at] >> 8;
                int red = (argb[at] >> 16) + share(factor, green);
                int blue = argb[at] + share(factor >> 8, green) + share(factor >> 16, red);
                argb[at] = (argb[at] & 0xff00ff00) | ((red & 0xff) << 16) | (blue & 0xff);
                x++;
                if (x == width) {
                    x = 0;
                    y++;
                }
            }
            return argb;
        }

        private static int share(int factor, int colour) {
            return ((byte) factor * (byte) colour) >> 5;
        }
    }

    /** Replaces indexes, several of which may share a pixel, by the colours of a table. */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record Index(int width, int height, int bits, int[] colours) implements Transform {
        @Override
        public int[] undo(int[] packed) {
            int packedWidth = CodedImage.parts(width, bits);
            int indexBits = 8 >> bits;
            int[] argb = bits == 0 ? packed : new int[width * height];
            for (int y = 0, at = 0; y < height; y++) {
                for (int x = 0; x < width; x++, at++) {
                    int green = (packed[y * packedWidth + (x >> bits)] >> 8) & 0xff;
                    int place = x & ((1 << bits) - 1);
                    int index = (green >> (place * indexBits)) & ((1 << indexBits) - 1);
                    argb[at] = index < colours.length ? colours[index] : 0;
                }
            }
            return argb;
        }
    }
}
