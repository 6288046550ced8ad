package arc.train.net;

import arc.train.kernel.BlockPasses;
import arc.train.kernel.Workers;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Knows what computes: the device, the threads, and by a fixed rule which code a block runs on. */
public final class Compute {

    private static volatile Workers workers = new Workers(Runtime.getRuntime().availableProcessors());

    private Compute() {}

    /** Sets the threads of networks made from now on, and of the native library. */
    public static void setThreads(int threads) {
        if (workers.threads() != threads) {
            workers = new Workers(threads);
        }
        nativeOps().setOmpNumThreads(threads);
    }

    /** Returns the threads for passes over native memory. */
    public static Workers workers() {
        return workers;
    }

    /**
     * Lets the native matrix products run on the calling thread. Their other threads wait by yielding, which takes
     * a third of a core all the time, and the products left to them, of the dense layers, are small.
     */
    static void quietBlas() {
        if (isCpu()) {
            Nd4j.factory().blas().setMaxThreads(1);
        }
    }

    /** Says whether ND4J computes on the CPU. */
    public static boolean isCpu() {
        return "CPU".equals(Nd4j.getExecutioner().getEnvironmentInformation().getProperty("backend"));
    }

    /** Says whether the native library was built with oneDNN; without it, convolutions are several times slower. */
    public static boolean hasOneDnn() {
        return buildInfo().contains("HAVE_ONEDNN");
    }

    /** Returns what the native library says of its build. */
    public static String buildInfo() {
        return nativeOps().buildInfo().strip();
    }

    /** Loads ND4J first: the holder fails when it is asked before. */
    private static NativeOps nativeOps() {
        Nd4j.getBackend();
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    /** Says whether arrays of this type can be worked on in native memory by the Vector API. */
    public static boolean isFloatOnCpu(DataType dataType) {
        return dataType == DataType.FLOAT && isCpu()
                && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    static BlockMath blockMath(ConvBlock block, DataType dataType) {
        return isFloatOnCpu(dataType) && BlockPasses.supports((int) block.getNOut())
                ? new FusedBlockMath(block, workers)
                : new PortableBlockMath(block);
    }
}
