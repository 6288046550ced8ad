package arc.cli.command;

import arc.cli.output.Console;
import arc.infer.ArcException;
import arc.infer.gpu.NvidiaSmi;
import arc.infer.model.Device;
import arc.train.net.Compute;
import arc.train.net.TrainingDevice;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Starts what training computes with. */
final class TrainingBackend {

    private static final String CUDA_BUILD = "mvn -Pcuda -Dquick -DskipTests package";

    private TrainingBackend() {}

    /**
     * Starts DL4J's backend, and tells when it is not on CUDA though arc was built for that and the device is left to it.
     *
     * @throws ArcException when CUDA is wanted and can't be used
     */
    static void start(Console console, Device wanted) {
        start(wanted).ifPresent(problem -> console.note("training on the CPU, for CUDA can't be used: " + problem));
    }

    /**
     * Starts DL4J's backend.
     *
     * @return why CUDA is not used; empty where it is, where the CPU was asked for, and where arc was built without CUDA
     * @throws ArcException when CUDA is wanted and can't be used
     */
    static Optional<String> start(Device wanted) {
        return switch (wanted) {
            case Device.Cpu _ -> {
                TrainingDevice.useCpu();
                yield Optional.empty();
            }
            case Device.Auto _ -> TrainingDevice.isBuiltForCuda()
                    ? startCuda(TrainingDevice::useAnyCuda)
                    : Optional.empty();
            case Device.Cuda cuda -> {
                if (!TrainingDevice.isBuiltForCuda()) {
                    throw new ArcException("--device " + cuda + " can't be used: this build trains on the CPU only;\n"
                            + "use --device auto, or build with CUDA: " + CUDA_BUILD);
                }
                startCuda(() -> TrainingDevice.useCuda(cuda.index())).ifPresent(problem -> {
                    throw new ArcException("--device " + cuda + " can't be used: " + problem
                            + ";\nuse --device auto, or see what is missing: arc doctor");
                });
                yield Optional.empty();
            }
        };
    }

    /** Starts CUDA, or else the CPU, and returns why. */
    private static Optional<String> startCuda(Runnable choice) {
        Optional<String> noCode = TrainingDevice.KERNELS.problem(NvidiaSmi.gpus());
        if (noCode.isPresent()) {
            TrainingDevice.useCpu();
            return noCode;
        }
        String printed = startSilently();
        if (Compute.isCpu()) {
            return Optional.of(reason(printed));
        }
        choice.run();
        return Optional.empty();
    }

    /** Returns the message of a printed stack trace, less the exception's name and the file that wanted another. */
    static String reason(String stackTrace) {
        String line = stackTrace.lines().findFirst().orElse("").strip();
        String message = line.replaceFirst("^(?:[A-Za-z_$]\\w*\\.)+[A-Z]\\w*: ", "").replaceFirst("^/\\S+: (?=\\S)",
                "");
        return message.isEmpty() ? "ND4J does not start it" : message;
    }

    /** Starts the backend, which prints a stack trace where CUDA is missing, and goes on on the CPU. */
    private static String startSilently() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            Compute.buildInfo();
        } finally {
            System.setErr(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
