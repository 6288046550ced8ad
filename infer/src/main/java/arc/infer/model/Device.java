package arc.infer.model;

import arc.infer.ArcException;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says where a model runs. {@code toString} gives the form that {@link #parse} reads. */
public sealed interface Device {

    /** CUDA where it works, else the CPU, with a note of the reason. */
    record Auto() implements Device {
        @Override
        public String toString() {
            return "auto";
        }
    }

    /** The CPU. */
    record Cpu() implements Device {
        @Override
        public String toString() {
            return "cpu";
        }
    }

    /**
     * One CUDA device, or failure.
     *
     * @param index number of the device, from 0
     */
    record Cuda(int index) implements Device {

        /** Up to three digits: more devices than a machine has, and no overflow. */
        private static final Pattern SPELLING = Pattern.compile("cuda(?::([0-9]{1,3}))?");

        /** Checks the number. */
        public Cuda {
            if (index < 0) {
                throw new IllegalArgumentException("a CUDA device has a number >= 0, got " + index);
            }
        }

        @Override
        public String toString() {
            return "cuda:" + index;
        }
    }

    /**
     * Reads {@code auto}, {@code cpu}, {@code cuda} (device 0) or {@code cuda:N}.
     *
     * @throws ArcException of kind USAGE for anything else
     */
    static Device parse(String text) {
        if (text.equals("auto")) {
            return new Auto();
        }
        if (text.equals("cpu")) {
            return new Cpu();
        }
        Matcher cuda = Cuda.SPELLING.matcher(text);
        if (!cuda.matches()) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "unknown device '" + text + "': use auto, cpu, cuda or cuda:N");
        }
        String index = cuda.group(1);
        return new Cuda(index == null ? 0 : Integer.parseInt(index));
    }
}
