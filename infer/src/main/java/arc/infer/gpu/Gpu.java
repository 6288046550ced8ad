package arc.infer.gpu;

/**
 * Names an NVIDIA GPU.
 *
 * @param name such as {@code NVIDIA GeForce RTX 3090}
 * @param major first number of its compute capability, the version of its instruction set
 * @param minor second number
 */
public record Gpu(String name, int major, int minor) {

    /** Checks the numbers. */
    public Gpu {
        if (major < 1 || minor < 0) {
            throw new IllegalArgumentException(
                    "a compute capability is 1.0 or higher, got " + major + "." + minor + " of " + name);
        }
    }

    /** Returns such as {@code 8.6}. */
    public String computeCapability() {
        return major + "." + minor;
    }

    /** Returns such as {@code NVIDIA GeForce RTX 3090 (compute capability 8.6)}. */
    @Override
    public String toString() {
        return name + " (compute capability " + computeCapability() + ")";
    }
}
