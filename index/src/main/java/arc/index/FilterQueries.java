package arc.index;

import arc.infer.ArcException;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Turns filters into Lucene queries over the terms of {@link Fields}. */
final class FilterQueries {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

    /** A number that fits into a BigDecimal, to be compared to the last digit: long ids must not be taken for each other. */
    private static final Pattern EXACT_NUMBER = Pattern
            .compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,6})?");

    private FilterQueries() {}

    /**
     * Returns a query for the entries that match all of {@code filters}, at least one.
     *
     * @throws ArcException of kind USAGE when entries exist, but none has a filter's key
     */
    static Query allOf(List<Filter> filters, IndexReader reader) throws IOException {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (Filter filter : filters) {
            requireKnownKey(filter, reader);
            all.add(query(filter), BooleanClause.Occur.FILTER);
        }
        return all.build();
    }

    private static void requireKnownKey(Filter filter, IndexReader reader) throws IOException {
        String field = Fields.ofKey(filter.key());
        String column = Fields.columnOf(field);
        if (column == null || reader.numDocs() == 0 || reader.getDocCount(field) > 0) {
            return;
        }
        TreeSet<String> known = new TreeSet<>();
        for (FieldInfo info : FieldInfos.getMergedFieldInfos(reader)) {
            String name = Fields.columnOf(info.name);
            if (name != null && reader.getDocCount(info.name) > 0) {
                known.add(name);
            }
        }
        String columns = known.isEmpty() ? "no metadata columns" : "metadata columns " + String.join(", ", known);
        throw new ArcException(ArcException.Kind.USAGE,
                "no entry has '" + column + "': the gallery has the keys label, path and " + columns);
    }

    private static Query query(Filter filter) {
        String field = Fields.ofKey(filter.key());
        return switch (filter) {
            case Filter.OneOf oneOf -> oneOf.negated() ? not(oneOf(oneOf, field)) : oneOf(oneOf, field);
            case Filter.Compared compared -> new ValueQuery(field, compared.toString(), accepting(compared));
            case Filter.Like like -> wildcard(like, field);
        };
    }

    private static Query oneOf(Filter.OneOf filter, String field) {
        TreeSet<BytesRef> terms = new TreeSet<>();
        boolean orNone = false;
        for (String value : filter.values()) {
            terms.add(new BytesRef(value));
            if (value.isEmpty()) {
                orNone = true;
            } else if (filter.key().equals(Filter.PATH)) {
                terms.add(new BytesRef(absolute(value)));
            }
        }
        BooleanQuery.Builder either = new BooleanQuery.Builder().add(new TermInSetQuery(field, terms),
                BooleanClause.Occur.SHOULD);
        Set<BigDecimal> numbers = Fields.columnOf(field) == null ? Set.of() : numbers(filter.values());
        if (!numbers.isEmpty()) {
            either.add(new ValueQuery(field, "= " + numbers, term -> isAmong(term, numbers)),
                    BooleanClause.Occur.SHOULD);
        }
        if (orNone) {
            either.add(not(new ValueQuery(field, "any", _ -> true)), BooleanClause.Occur.SHOULD);
        }
        return either.build();
    }

    private static Set<BigDecimal> numbers(List<String> values) {
        Set<BigDecimal> numbers = new TreeSet<>(); // by value: 2020.0 equals 2020 here, and not in a HashSet
        for (String value : values) {
            if (EXACT_NUMBER.matcher(value).matches()) {
                numbers.add(new BigDecimal(value));
            }
        }
        return numbers;
    }

    /** Says whether a value is one of some numbers, however it is written; 2020.0 is 2020. */
    private static boolean isAmong(BytesRef term, Set<BigDecimal> numbers) {
        if (term.length == 0 || term.bytes[term.offset] > '9') {
            return false; // most of what is no number
        }
        String value = term.utf8ToString();
        return EXACT_NUMBER.matcher(value).matches() && numbers.contains(new BigDecimal(value));
    }

    private static Query not(Query query) {
        return new BooleanQuery.Builder().add(MatchAllDocsQuery.INSTANCE, BooleanClause.Occur.FILTER)
                .add(query, BooleanClause.Occur.MUST_NOT).build();
    }

    private static Query wildcard(Filter.Like like, String field) {
        try {
            return new WildcardQuery(new Term(field, like.glob()));
        } catch (TooComplexToDeterminizeException e) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "the pattern '" + like.glob() + "' is too complex; use fewer wildcards", e);
        }
    }

    private static Predicate<BytesRef> accepting(Filter.Compared filter) {
        Filter.Order order = filter.order();
        if (!NUMBER.matcher(filter.value()).matches()) {
            BytesRef text = new BytesRef(filter.value()); // UTF-8 sorts as code points do
            return term -> order.accepts(term.compareTo(text));
        }
        double number = Double.parseDouble(filter.value()) + 0.0; // -0 is 0
        return term -> {
            String value = term.utf8ToString();
            return NUMBER.matcher(value).matches()
                    && order.accepts(Double.compare(Double.parseDouble(value) + 0.0, number));
        };
    }

    /** Returns the form in which paths are stored. */
    static String absolute(String path) {
        try {
            return Path.of(path).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            return path; // Not a file's path: then it can only be a name, and names are stored as they are.
        }
    }
}
