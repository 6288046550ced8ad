package arc.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.util.Objects;

/** Groups the commands about data sets. */
@Command(name = "data", header = "Tells about data sets, and writes them as pictures.", synopsisSubcommandLabel = "COMMAND", footer = {
        "  arc data list", "  arc data export mnist --png digits", "  ARC_DATA=~/data arc data list --json"})
final class DataCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "a command is missing after 'data'");
    }
}
