package arc.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Numbers in metadata are equal however they are written; labels are names. */
class NumberFilterTest {

    private static final List<String> VALUES = List.of("2020", "2020.0", "02020", "+2.02E3", "2021", "2020-01", "0",
            "-0.00",
            "12345678901234567890", "12345678901234567891", "1e999999", "1e99999999999", "Köln");

    @TempDir
    static Path folder;

    private static GallerySearcher searcher;

    @BeforeAll
    static void fill() {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(folder, Vectors.model(4))) {
            var vectors = Vectors.random(1, VALUES.size(), 4);
            for (int i = 0; i < VALUES.size(); i++) {
                writer.put(VALUES.get(i), new EntrySource("row/" + i, VALUES.get(i), Map.of("year", VALUES.get(i))),
                        vectors.get(i));
            }
            writer.put("none", Vectors.at("row/none"), vectors.getFirst());
            writer.tidy();
        }
        searcher = GallerySearcher.open(folder);
    }

    @AfterAll
    static void close() {
        searcher.close();
    }

    private static List<String> matches(String filter) {
        return searcher.entries(List.of(Filter.parse(filter))).stream().map(GalleryEntry::id).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"year=2020 | 2020 2020.0 02020 +2.02E3",
            "year=2020.00 | 2020 2020.0 02020 +2.02E3",
            "year=2020,Köln | 2020 2020.0 02020 +2.02E3 Köln", "year=2020-01 | 2020-01", "year=0 | 0 -0.00",
            "year=12345678901234567890 | 12345678901234567890", "year=1e999999 | 1e999999",
            "year=1e99999999999 | 1e99999999999", "label=2020 | 2020", "year~2020 | 2020"})
    void finds(String filter, String expected) {
        assertThat(matches(filter)).containsExactlyInAnyOrder(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"year!=2020,year=2020", "year!=0,year=0", "year!=Köln,year=Köln"})
    void leavesOutWhatTheOppositeFinds(String not, String one) {
        assertThat(matches(not)).hasSize(VALUES.size() + 1 - matches(one).size())
                .doesNotContainAnyElementsOf(matches(one));
    }

    @ParameterizedTest
    @CsvSource({"2020", "0", "2021.0"})
    void agreesWithTheOperatorsOfOrder(String number) {
        List<String> notLess = matches("year>=" + number);
        assertThat(matches("year=" + number))
                .containsExactlyInAnyOrderElementsOf(
                        matches("year<=" + number).stream().filter(notLess::contains).toList());
    }
}
