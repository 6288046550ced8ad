package arc.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.math.BigDecimal;

/** Reads a rate as the decimal number that was typed; its range is checked by whoever uses it. */
public final class RateText implements ITypeConverter<BigDecimal> {

    @Override
    public BigDecimal convert(String value) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("expected a number such as 0.001, got '" + value + "'");
        }
    }
}
