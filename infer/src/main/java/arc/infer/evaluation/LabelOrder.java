package arc.infer.evaluation;

import java.math.BigInteger;
import java.util.Collection;
import java.util.Comparator;
import java.util.regex.Pattern;

/** Orders labels as a person would: as numbers when all are whole numbers, else by their characters. */
public final class LabelOrder {

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?[0-9]+");
    private static final Comparator<String> NUMERIC = Comparator.comparing(LabelOrder::isNumber).reversed()
            .thenComparing((a, b) -> isNumber(a) && isNumber(b) ? new BigInteger(a).compareTo(new BigInteger(b)) : 0)
            .thenComparing(Comparator.naturalOrder());

    private LabelOrder() {}

    /** Returns the order for these labels. It takes others as well, which come last among numbers. */
    public static Comparator<String> of(Collection<String> labels) {
        return labels.stream().allMatch(LabelOrder::isNumber) ? NUMERIC : Comparator.naturalOrder();
    }

    private static boolean isNumber(String label) {
        return WHOLE_NUMBER.matcher(label).matches();
    }
}
