package arc.infer.gpu;

import java.util.List;
import java.util.Optional;

/**
 * Knows which GPUs a library's kernels run on. Machine code for X.Y runs on X.Z with Z ≥ Y and on nothing else; PTX for
 * X.Y is compiled by the driver for anything from X.Y on (CUDA C++ Programming Guide, "Application Compatibility").
 */
public final class CudaKernels {

    /** What onnxruntime_gpu 1.29.0 was compiled for, read from its library; there is no PTX in it. */
    public static final CudaKernels ONNX_RUNTIME = of("6.0", "7.0", "7.5", "8.0", "8.6", "8.9", "9.0", "12.0");

    private final List<Target> targets;

    private CudaKernels(List<Target> targets) {
        this.targets = targets;
    }

    private record Target(int major, int minor, boolean isPtx) {

        static Target parse(String text) {
            boolean isPtx = text.endsWith("+PTX");
            String[] numbers = text.replace("+PTX", "").split("\\.", 2);
            return new Target(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), isPtx);
        }

        boolean runsOn(Gpu gpu) {
            return gpu.major() == major ? gpu.minor() >= minor : isPtx && gpu.major() > major;
        }
    }

    /**
     * Lists what a library was compiled for.
     *
     * @param targets compute capabilities, such as {@code 7.5}, or {@code 9.0+PTX} where PTX is in it as well
     */
    public static CudaKernels of(String... targets) {
        return new CudaKernels(List.of(targets).stream().map(Target::parse).toList());
    }

    /** Says whether the kernels run on this GPU. */
    public boolean runOn(Gpu gpu) {
        return targets.stream().anyMatch(target -> target.runsOn(gpu));
    }

    /** Returns why they run on none of these GPUs; empty where they run on one, and where no GPU is known. */
    public Optional<String> problem(List<Gpu> gpus) {
        return gpus.isEmpty() || gpus.stream().anyMatch(this::runOn)
                ? Optional.empty()
                : Optional.of("there is no code for " + gpus.getFirst() + ", only for " + this);
    }

    /** Returns such as {@code 5.0, 6.0, 7.0+PTX}. */
    @Override
    public String toString() {
        return String.join(", ", targets.stream()
                .map(target -> target.major + "." + target.minor + (target.isPtx ? "+PTX" : "")).toList());
    }
}
