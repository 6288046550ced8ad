package arc.train.net;

import arc.infer.ArcException;
import arc.infer.gpu.CudaKernels;
import arc.infer.gpu.Gpu;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Chooses the device that ND4J computes on; asked before anything else of ND4J's, which keeps the first it starts. */
public final class TrainingDevice {

    /** What nd4j-cuda-11.6 1.0.0-M2.1 was compiled for, read from its library; there is no PTX in it. */
    public static final CudaKernels KERNELS = CudaKernels.of("3.7", "5.0", "5.2", "6.0", "6.1",
            "7.0", "7.5", "8.0", "8.6");

    private static final int NONE = -1;

    private static volatile int cudaDevice = NONE;

    private TrainingDevice() {}

    /** Says whether ND4J's CUDA backend is on the class path; whether it starts is another matter. */
    public static boolean isBuiltForCuda() {
        return TrainingDevice.class.getClassLoader().getResource("nd4j-jcublas.properties") != null;
    }

    /** Keeps ND4J from looking for CUDA. */
    public static void useCpu() {
        ND4JClassLoading.setNd4jClassloader(new CpuBackendLoader(TrainingDevice.class.getClassLoader()));
    }

    /**
     * Lets this thread, and those that make arrays for it, compute on one CUDA device.
     *
     * @param index number of the device, in CUDA's order
     * @throws ArcException when there is no such device, or ND4J has no code for it
     */
    public static void useCuda(int index) {
        int devices = Nd4j.getAffinityManager().getNumberOfDevices();
        if (index >= devices) {
            throw new ArcException("there is no CUDA device " + index + ": found " + devices + ", numbered from 0");
        }
        KERNELS.problem(List.of(gpu(index))).ifPresent(problem -> {
            throw new ArcException(problem);
        });
        cudaDevice = index;
        enter();
    }

    /**
     * The same with the first device that ND4J has code for.
     *
     * @throws ArcException when there is none
     */
    public static void useAnyCuda() {
        List<Gpu> gpus = IntStream.range(0, Nd4j.getAffinityManager().getNumberOfDevices())
                .mapToObj(TrainingDevice::gpu).toList();
        int index = 0;
        while (index < gpus.size() - 1 && !KERNELS.runOn(gpus.get(index))) {
            index++;
        }
        useCuda(index);
    }

    private static Gpu gpu(int index) {
        NativeOps ops = NativeOpsHolder.getInstance().getDeviceNativeOps();
        return new Gpu(ops.getDeviceName(index), ops.getDeviceMajor(index), ops.getDeviceMinor(index));
    }

    /**
     * Makes arrays that another thread will use: on the device in use, and there before this returns. ND4J gives each
     * new thread the next device of the machine, and a stream of its own, which others don't wait for.
     */
    public static <T> T makeForOthers(Supplier<T> arrays) {
        enter();
        T made = arrays.get();
        Nd4j.getExecutioner().commit();
        return made;
    }

    private static void enter() {
        if (cudaDevice != NONE) {
            Nd4j.getAffinityManager().unsafeSetDevice(cudaDevice);
        }
    }
}
