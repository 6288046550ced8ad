package arc.cli.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Divides an axis at round values: 1, 2 or 5 times a power of ten apart, the first at or below the smallest value and
 * the last at or above the largest.
 */
public final class Ticks {

    private static final List<BigDecimal> STEPS = List.of(BigDecimal.ONE, BigDecimal.TWO, BigDecimal.valueOf(5),
            BigDecimal.TEN);

    private final BigDecimal step;
    private final long first;
    private final long last;

    private Ticks(BigDecimal step, double least, double most) {
        this.step = step;
        this.first = BigDecimal.valueOf(least).divide(step, 0, RoundingMode.FLOOR).longValueExact();
        this.last = Math.max(first + 1,
                BigDecimal.valueOf(most).divide(step, 0, RoundingMode.CEILING).longValueExact());
    }

    /**
     * Divides the range of some values.
     *
     * @param least the smallest value, finite
     * @param most the largest value, finite
     * @param parts about how many
     */
    public static Ticks around(double least, double most, int parts) {
        double range = most - least;
        double alike = most == 0 ? 1 : Math.abs(most); // the range to show when all values are the same
        double wanted = (range > 0 ? range : alike) / parts;
        BigDecimal power = BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(wanted)));
        BigDecimal step = STEPS.stream().map(power::multiply).filter(one -> one.doubleValue() >= wanted * 0.999)
                .findFirst().orElseThrow();
        return new Ticks(step, least, most);
    }

    /** Divides a range of whole numbers, at whole numbers within it. */
    static List<Integer> within(int least, int most, int parts) {
        int step = Ticks.around(least, Math.max(most, least + 1), parts).step.max(BigDecimal.ONE)
                .setScale(0, RoundingMode.CEILING).intValueExact();
        return LongStream.rangeClosed(Math.ceilDiv(least, step), Math.floorDiv(most, step))
                .mapToObj(i -> Math.toIntExact(i * step)).toList();
    }

    /** Returns the values, rising. */
    public List<BigDecimal> values() {
        return LongStream.rangeClosed(first, last).mapToObj(i -> step.multiply(BigDecimal.valueOf(i))).toList();
    }

    /** Returns where a value stands between the first (0) and the last (1). */
    public double share(double value) {
        double low = step.doubleValue() * first;
        return (value - low) / (step.doubleValue() * last - low);
    }

    /** Writes a value of the axis, all with the same number of decimals. */
    public String text(BigDecimal value) {
        return value.setScale(Math.max(0, step.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY).toPlainString();
    }
}
