package arc.infer.evaluation;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Orders labels as a person would: as numbers when all are whole numbers, else by their characters. */
public final class LabelOrder {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");
    private static final Comparator<String> NUMERIC = Comparator.<String, BigInteger>comparing(BigInteger::new)
            .thenComparing(Comparator.naturalOrder());

    private LabelOrder() {}

    /** Returns the order for these labels. */
    public static Comparator<String> of(Collection<String> labels) {
        boolean numbers = labels.stream().allMatch(label -> WHOLE_NUMBER.matcher(label).matches());
        return numbers ? NUMERIC : Comparator.naturalOrder();
    }
}
