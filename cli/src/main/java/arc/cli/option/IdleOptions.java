package arc.cli.option;

import arc.infer.ArcException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import java.util.function.Predicate;

/** Refuses options that were typed and would be passed over. */
public final class IdleOptions {

    private IdleOptions() {}

    /**
     * Refuses a command's options that have nothing to do, those of all commands aside.
     *
     * @param command that was parsed
     * @param hasUse says of an option's longest name whether it has something to do
     * @param purpose what the others are for, such as "embeddings"
     * @param instead what is done, such as "--run shows a training"
     * @throws ArcException of kind USAGE that names the first such option
     */
    public static void refuse(CommandSpec command, Predicate<String> hasUse, String purpose, String instead) {
        for (OptionSpec option : command.commandLine().getParseResult().matchedOptions()) {
            if (command.options().contains(option) && !option.inherited() && !hasUse.test(option.longestName())) {
                throw new ArcException(ArcException.Kind.USAGE, option.longestName() + " is for " + purpose + ", and "
                        + instead + ": leave out one of them");
            }
        }
    }
}
