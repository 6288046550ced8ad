package arc.cli.option;

import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Reads a path; one without a character is a script's unset variable, and not the working directory. */
public final class PathText implements ITypeConverter<Path> {

    private PathText() {}

    /** Lets the parser and its commands read paths. */
    public static void register(CommandLine parser) {
        parser.registerConverter(Path.class, new PathText());
    }

    @Override
    public Path convert(String value) {
        if (value.isEmpty()) {
            throw new TypeConversionException("expected a path, got ''");
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("not a path this system can have: " + e.getReason());
        }
    }
}
