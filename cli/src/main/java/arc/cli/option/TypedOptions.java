package arc.cli.option;

import arc.infer.ArcException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes the options that decide what a training computes as words, and reads them again: a run keeps them, so that
 * whoever resumes it need not repeat them.
 */
public final class TypedOptions {

    private TypedOptions() {}

    /** Holds these options alone. */
    @Command(name = "train")
    private static final class OptionsOnly {
        @Mixin
        private final TrainOptions options = new TrainOptions();
        @Mixin
        private final DataOptions data = new DataOptions();
    }

    /** Returns those that were typed, such as {@code --width=0.25} and {@code --no-batch-norm}. */
    public static List<String> of(ParseResult parsed) {
        Set<String> ours = parser(new OptionsOnly()).getCommandSpec().optionsMap().keySet();
        List<String> words = new ArrayList<>();
        for (OptionSpec option : parsed.matchedOptions()) {
            if (!ours.contains(option.longestName())) {
                continue;
            }
            if (option.typeInfo().isBoolean()) {
                words.add(Boolean.TRUE.equals(option.getValue())
                        ? option.longestName()
                        : option.longestName().replaceFirst("^--", "--no-"));
            } else {
                option.originalStringValues().forEach(value -> words.add(option.longestName() + "=" + value));
            }
        }
        return words;
    }

    /**
     * Holds what the words say.
     *
     * @param words those that hold: recorded ones that were not typed anew, then the typed ones
     * @param training how to train
     * @param data where data sets are
     */
    public record Read(List<String> words, TrainOptions training, DataOptions data) {}

    /**
     * Reads recorded options, except for those that are typed anew.
     *
     * @param from what the words came from, for the message
     * @throws ArcException when a word is none of these options
     */
    public static Read read(List<String> recorded, List<String> typedNow, String from) {
        Set<String> anew = typedNow.stream().map(TypedOptions::name).collect(Collectors.toSet());
        List<String> words = new ArrayList<>(recorded);
        words.removeIf(word -> anew.contains(name(word)));
        words.addAll(typedNow);
        OptionsOnly command = new OptionsOnly();
        try {
            parser(command).parseArgs(words.toArray(String[]::new));
        } catch (ParameterException e) {
            throw new ArcException(from + " holds options that this arc doesn't know: " + e.getMessage(), e);
        }
        return new Read(List.copyOf(words), command.options, command.data);
    }

    private static String name(String word) {
        return word.replaceFirst("(?s)=.*", "").replaceFirst("^--no-", "--");
    }

    private static CommandLine parser(OptionsOnly command) {
        CommandLine parser = new CommandLine(command);
        Choice.register(parser);
        PathText.register(parser);
        return parser;
    }
}
