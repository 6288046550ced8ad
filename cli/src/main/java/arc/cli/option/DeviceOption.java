package arc.cli.option;

import arc.infer.model.Device;

import picocli.CommandLine.Option;

/** Holds where the model runs. */
public final class DeviceOption {

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "auto", description = "Where the model runs: auto, cpu, cuda or cuda:N (default: ${DEFAULT-VALUE}).")
    private String device = "auto";

    /** Returns the device. */
    public Device device() {
        return Device.parse(device);
    }
}
