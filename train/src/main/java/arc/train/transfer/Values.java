package arc.train.transfer;

/** Checks the numbers of a file. */
final class Values {

    private Values() {}

    /**
     * Returns {@code values} when all are finite.
     *
     * @param tensor the name that messages give them
     */
    static float[] requireFinite(String file, String tensor, float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new UnusableTrunk(file, "value " + i + " of '" + tensor + "' is " + values[i]
                        + "; the file is damaged, or its training diverged");
            }
        }
        return values;
    }

    /** Narrows to float32. */
    static float[] narrowed(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }
}
