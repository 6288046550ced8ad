package arc.infer.data;

import arc.infer.ArcException;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the rows of a table whose fields are separated by a comma or a tab, and quoted where they need to be. */
final class DelimitedRows {

    private DelimitedRows() {}

    static void read(Path file, Reader in, char separator, Manifest.Rows rows) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE).allowUnclosedQuote(false).ofCsvRecord(in)) {
            Iterator<CsvRecord> records = reader.iterator();
            if (!records.hasNext()) {
                throw new ArcException(file + " is empty: expected a header line with a column " + Manifest.PATH);
            }
            CsvRecord first = records.next();
            List<String> header = header(file, first);
            long line = first.getStartingLineNumber();
            while (records.hasNext()) {
                CsvRecord row = records.next();
                line = row.getStartingLineNumber();
                rows.row(line, fields(file, header, row));
            }
        } catch (CsvParseException e) {
            throw new ArcException(file + ": not a table that arc can read: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<String> header(Path file, CsvRecord first) {
        Set<String> seen = new HashSet<>();
        for (String column : first.getFields()) {
            if (column.isEmpty()) {
                throw Manifest.mistake(file, first.getStartingLineNumber(), "a column has no name");
            }
            if (!seen.add(column)) {
                throw Manifest.mistake(file, first.getStartingLineNumber(), "two columns are named " + column);
            }
        }
        if (!seen.contains(Manifest.PATH)) {
            throw Manifest.mistake(file, first.getStartingLineNumber(),
                    "expected a column " + Manifest.PATH + ", found " + String.join(", ", first.getFields()));
        }
        return first.getFields();
    }

    private static Map<String, String> fields(Path file, List<String> header, CsvRecord row) {
        if (row.getFieldCount() != header.size()) {
            throw Manifest.mistake(file, row.getStartingLineNumber(),
                    "expected " + header.size() + " fields, found " + row.getFieldCount());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            fields.put(header.get(i), row.getField(i));
        }
        return fields;
    }
}
