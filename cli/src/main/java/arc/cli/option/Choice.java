package arc.cli.option;

import arc.cli.output.ColorMode;
import arc.infer.image.Interpolation;
import arc.infer.image.Preprocessing;
import arc.train.data.augment.Augmentation;
import arc.train.loop.OptimizerKind;
import arc.train.loop.Schedule;
import arc.train.net.Vgg;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads one of a fixed set of words: an enum's constants in lower case, with {@code -} for {@code _}.
 *
 * @param <E> the enum
 */
public final class Choice<E extends Enum<E>> implements ITypeConverter<E> {

    private final Class<E> type;

    private Choice(Class<E> type) {
        this.type = type;
    }

    /** Lets the parser and its commands read these words. */
    public static void register(CommandLine parser) {
        parser.registerConverter(ColorMode.class, new Choice<>(ColorMode.class));
        parser.registerConverter(Preprocessing.Channels.class, new Choice<>(Preprocessing.Channels.class));
        parser.registerConverter(Preprocessing.Fit.class, new Choice<>(Preprocessing.Fit.class));
        parser.registerConverter(Augmentation.class, new Choice<>(Augmentation.class));
        parser.registerConverter(Interpolation.class, new Choice<>(Interpolation.class));
        parser.registerConverter(Vgg.class, new Choice<>(Vgg.class));
        parser.registerConverter(OptimizerKind.class, new Choice<>(OptimizerKind.class));
        parser.registerConverter(FreezeUntil.class, new Choice<>(FreezeUntil.class));
        parser.registerConverter(ProjectionOptions.Method.class, new Choice<>(ProjectionOptions.Method.class));
        parser.registerConverter(Schedule.class, new Choice<>(Schedule.class));
    }

    /** Looks for {@code --color} ahead of parsing: the help and what is wrong with the request have color, too. */
    public static ColorMode colorMode(String[] args) {
        String joined = "\n" + String.join("\n", args) + "\n";
        for (ColorMode mode : ColorMode.values()) {
            if (joined.contains("\n--color=" + word(mode) + "\n")
                    || joined.contains("\n--color\n" + word(mode) + "\n")) {
                return mode;
            }
        }
        return ColorMode.AUTO;
    }

    /** Returns the word that stands for a constant. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public E convert(String value) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(value)) {
                return constant;
            }
        }
        List<String> words = Arrays.stream(type.getEnumConstants()).map(Choice::word).toList();
        int last = words.size() - 1;
        throw new TypeConversionException("expected " + String.join(", ", words.subList(0, last)) + " or "
                + words.get(last) + ", got '" + value + "'");
    }
}
