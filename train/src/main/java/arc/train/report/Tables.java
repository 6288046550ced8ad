package arc.train.report;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Reads a run's tables, which have a header line; a table that is not there has no rows. */
final class Tables {

    private Tables() {}

    /** Reads the rows of a table; those of {@code row} that throw IllegalArgumentException are reported with their line. */
    static <T> List<T> read(Path file, char separator, Function<NamedCsvRecord, T> row) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (BufferedReader text = Files.newBufferedReader(file); // it refuses what is not UTF-8
                CsvReader<NamedCsvRecord> reader = CsvReader.builder().fieldSeparator(separator)
                        .ofNamedCsvRecord(text)) {
            return reader.stream().map(line -> read(file, line, row)).toList();
        } catch (CsvParseException e) {
            throw new ArcException(file + " is not a table that arc can read: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw cannotRead(file, e.getCause());
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }

    private static <T> T read(Path file, NamedCsvRecord line, Function<NamedCsvRecord, T> row) {
        try {
            return row.apply(line);
        } catch (IllegalArgumentException e) {
            throw new ArcException(file + " line " + line.getStartingLineNumber() + ": " + e.getMessage(), e);
        }
    }

    /** Returns a column that every row must have. */
    static String text(NamedCsvRecord line, String column) {
        return line.findField(column).orElseThrow(() -> new IllegalArgumentException("there is no column " + column));
    }

    /** Returns a number; NaN where the column or the number is missing. */
    static double number(NamedCsvRecord line, String column) {
        String text = line.findField(column).orElse("");
        try {
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " should be a number, found '" + text + "'", e);
        }
    }

    private static ArcException cannotRead(Path file, IOException e) {
        return new ArcException("cannot read " + file + ": "
                + (e instanceof CharacterCodingException ? "it is not UTF-8" : FileErrors.reason(e)), e);
    }
}
