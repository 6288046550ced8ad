package arc.cli.option;

import arc.cli.output.ColorMode;
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
