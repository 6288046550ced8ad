package arc.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import arc.infer.ArcException;
import arc.infer.embedding.Embedding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

class FilteredSearchTest {

    private static final int DIMENSION = 12;
    private static final int ENTRIES = 12_000; // more than the largest segment without a graph

    /** So few candidates that a filter which keeps a fifth or more is walked for, not scanned. */
    private static final int WIDTH = 50;

    @TempDir
    static Path folder;

    private static final List<Embedding> VECTORS = Vectors.random(11, ENTRIES, DIMENSION);
    private static GallerySearcher searcher;

    /** Label 0 to 9, but none for each 13th; year 2000 to 2024; city for each third; a path with its number. */
    private static EntrySource source(int i) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("year", Integer.toString(year(i)));
        if (i % 3 == 0) {
            metadata.put("city", city(i));
        }
        return new EntrySource("/pictures/" + i % 7 + "/é" + i + ".png", label(i), metadata);
    }

    private static @Nullable String label(int i) {
        return i % 13 == 0 ? null : Integer.toString(i % 10);
    }

    private static int year(int i) {
        return 2000 + i % 25;
    }

    private static String city(int i) {
        return i % 2 == 0 ? "Köln" : "Aachen, Burtscheid";
    }

    @BeforeAll
    static void fill() {
        try (GalleryWriter writer = GalleryWriter.openOrCreate(folder, Vectors.model(DIMENSION))) {
            for (int i = 0; i < ENTRIES; i++) {
                writer.put(Vectors.id(i), source(i), VECTORS.get(i));
            }
            for (int i = 0; i < ENTRIES; i += 1000) {
                writer.remove(Vectors.id(i));
            }
            writer.tidy();
            // And some that were removed after the merge, so that there are deleted documents to respect.
            for (int i = 1; i < ENTRIES; i += 1000) {
                writer.remove(Vectors.id(i));
            }
            writer.commit();
        }
        searcher = GallerySearcher.open(folder, 2);
    }

    @AfterAll
    static void close() {
        searcher.close();
    }

    private static boolean exists(int i) {
        return i % 1000 > 1;
    }

    private static void assertMatches(String filter, IntPredicate expected) {
        List<String> ids = IntStream.range(0, ENTRIES).filter(FilteredSearchTest::exists).filter(expected)
                .mapToObj(Vectors::id).sorted().toList();
        assertThat(searcher.matching(List.of(Filter.parse(filter)))).as(filter).isEqualTo(ids);
    }

    @Test
    void matchesLabels() {
        assertMatches("label=7", i -> "7".equals(label(i)));
        assertMatches("label=7,8", i -> "7".equals(label(i)) || "8".equals(label(i)));
        assertMatches("label!=7,8", i -> !"7".equals(label(i)) && !"8".equals(label(i)));
        assertMatches("label=", i -> label(i) == null);
        assertMatches("label!=", i -> label(i) != null);
        assertMatches("label=,7", i -> label(i) == null || "7".equals(label(i)));
        assertMatches("label<3", i -> label(i) != null && Integer.parseInt(label(i)) < 3);
        assertMatches("label=absent", i -> false);
    }

    @Test
    void comparesNumbersAsNumbersAndTextAsText() {
        assertMatches("year<2003", i -> year(i) < 2003);
        assertMatches("year<=2003", i -> year(i) <= 2003);
        assertMatches("year>2.02e3", i -> year(i) > 2020);
        assertMatches("year>=2020.0", i -> year(i) >= 2020);
        assertMatches("year>9", i -> true); // as text, "2000" comes before "9"
        assertMatches("city>B", i -> i % 3 == 0 && i % 2 == 0);
        assertMatches("city<=Aachen\\, Burtscheid", i -> i % 3 == 0 && i % 2 == 1);
        assertMatches("city>5", i -> false); // no city is a number
    }

    @Test
    void matchesMetadataAndGlobs() {
        assertMatches("city=Aachen\\, Burtscheid", i -> i % 3 == 0 && i % 2 == 1);
        assertMatches("city=Aachen", i -> false);
        assertMatches("city~A*d", i -> i % 3 == 0 && i % 2 == 1);
        assertMatches("city~K?ln", i -> i % 3 == 0 && i % 2 == 0);
        assertMatches("city=", i -> i % 3 != 0);
        assertMatches("path~*/3/*", i -> i % 7 == 3);
        assertMatches("path~*é11??.png", i -> i / 100 == 11);
        assertMatches("path~é11??.png", i -> false); // the whole path counts
    }

    @Test
    void matchesAPathHoweverItIsWritten() {
        assertMatches("path=/pictures/2/é9.png", i -> i == 9);
        assertMatches("path=/pictures/./2/../2/é9.png", i -> i == 9);
        assertMatches("path!=/pictures/2/é9.png", i -> i != 9);
    }

    @Test
    void wantsAllOfSeveralFilters() {
        List<Filter> filters = List.of(Filter.parse("label=7"), Filter.parse("year>=2010"), Filter.parse("year<2015"));
        List<String> expected = IntStream.range(0, ENTRIES)
                .filter(i -> exists(i) && "7".equals(label(i)) && year(i) >= 2010 && year(i) < 2015)
                .mapToObj(Vectors::id).sorted().toList();
        assertThat(expected).isNotEmpty();
        assertThat(searcher.matching(filters)).isEqualTo(expected);
    }

    @Test
    void refusesAColumnThatNoEntryHas() {
        assertThatThrownBy(() -> searcher.matching(List.of(Filter.parse("colour=red"))))
                .isInstanceOfSatisfying(ArcException.class,
                        e -> assertThat(e.kind()).isEqualTo(ArcException.Kind.USAGE))
                .hasMessage("no entry has 'colour': the gallery has the keys label, path and metadata columns city, "
                        + "year");
    }

    /** A filter in text, and what it means. */
    private record Case(String filter, IntPredicate expected) {}

    private static Case randomCase(Random random) {
        int label = random.nextInt(10);
        int year = 2000 + random.nextInt(26);
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("label=" + label, i -> Integer.toString(label).equals(label(i))));
        cases.add(new Case("label!=" + label, i -> !Integer.toString(label).equals(label(i))));
        cases.add(new Case("year<" + year, i -> year(i) < year));
        cases.add(new Case("year=" + year, i -> year(i) == year));
        cases.add(new Case("path~*" + year + "*", i -> source(i).path().contains("" + year)));
        cases.add(new Case("city~K*", i -> i % 6 == 0));
        return cases.get(random.nextInt(cases.size()));
    }

    @Test
    void findsAllMatchesUpToKAndTheNearestOnes() {
        long seed = 12;
        Random random = new Random(seed);
        int found = 0;
        int expectedInAll = 0;
        for (int n = 0; n < 200; n++) {
            Case one = randomCase(random);
            Case other = randomCase(random);
            List<Filter> filters = List.of(Filter.parse(one.filter()), Filter.parse(other.filter()));
            int k = 1 + random.nextInt(40);
            Embedding query = Vectors.random(random, DIMENSION);
            List<String> expected = Vectors.nearest(VECTORS, query, k,
                    i -> exists(i) && one.expected().test(i) && other.expected().test(i));
            String what = "seed " + seed + " case " + n + ": " + one.filter() + " and " + other.filter();

            SearchRequest request = SearchRequest.top(k).among(filters);
            assertThat(ids(searcher.search(query, request.in(new SearchMode.Exact())))).as(what).isEqualTo(expected);
            List<String> approximate = ids(searcher.search(query, request.in(new SearchMode.Approximate(WIDTH))));
            assertThat(approximate).as(what).hasSameSizeAs(expected);
            found += (int) approximate.stream().filter(expected::contains).count();
            expectedInAll += expected.size();
        }
        assertThat((double) found / expectedInAll).as("annRecall").isGreaterThan(0.98);
    }

    private static List<String> ids(SearchResult result) {
        return result.hits().stream().map(Hit::id).toList();
    }
}
