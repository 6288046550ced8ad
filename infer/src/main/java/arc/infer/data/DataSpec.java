package arc.infer.data;

import arc.infer.ArcException;
import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what the user means by a DATA argument. */
sealed interface DataSpec {

    /** Names a data set that arc knows; {@code split} is null when none was written. */
    record Known(KnownDataSet dataSet, @Nullable Split split) implements DataSpec {}

    /** Names a file or folder that exists; {@code split} is null when none was written. */
    record InFiles(Path path, @Nullable Split split) implements DataSpec {}

    /** Names one row of a data set by its path, such as {@code mnist:test/00017}. */
    record Row(DataSpec dataSet, Split split, int index) implements DataSpec {}

    /** Names one image on standard input. */
    record StandardInput() implements DataSpec {}

    /** The path of a row: a data set, its split, and the row's number. */
    Pattern ROW = Pattern.compile("(.+):(train|test)/(\\d{1,9})", Pattern.DOTALL);

    /** A word that could be the name of a data set, and no path. */
    Pattern BARE_NAME = Pattern.compile("[\\p{L}\\p{N}_-]+");

    /**
     * Reads a DATA argument: {@code -}, a path that exists as it is written (colons and all), or a known name or an
     * existing path with an optional {@code :train}, {@code :val}, {@code :test} or {@code :all}, or one row of them.
     *
     * @throws ArcException of kind USAGE for an unknown name or split, of kind FAILURE for a path that is not there
     */
    static DataSpec parse(String spec) {
        if (spec.equals("-")) {
            return new StandardInput();
        }
        Optional<KnownDataSet> known = KnownDataSet.named(spec);
        if (known.isPresent()) {
            return new Known(known.get(), null);
        }
        if (spec.isEmpty()) { // else it is the working folder
            throw new ArcException(ArcException.Kind.USAGE, "a name of no characters names no data");
        }
        Path path = path(spec);
        if (exists(path)) {
            return new InFiles(path, null);
        }
        Matcher row = ROW.matcher(spec);
        if (row.matches()) {
            Split split = Split.ofWord(row.group(2)).orElseThrow();
            return new Row(withSplit(spec, row.group(1), row.group(2)), split, Integer.parseInt(row.group(3)));
        }
        int colon = spec.lastIndexOf(':');
        if (colon > 0) {
            return withSplit(spec, spec.substring(0, colon), spec.substring(colon + 1));
        }
        throw notFound(spec);
    }

    private static DataSpec withSplit(String spec, String base, String word) {
        Optional<KnownDataSet> known = KnownDataSet.named(base);
        if (known.isEmpty() && !exists(path(base))) {
            throw notFound(Split.ofWord(word).isPresent() ? base : spec);
        }
        Split split = Split.ofWord(word).orElseThrow(() -> new ArcException(ArcException.Kind.USAGE,
                "unknown split '" + word + "' in " + spec + ": expected " + Split.CHOICES));
        return known.isPresent() ? new Known(known.get(), split) : new InFiles(path(base), split);
    }

    private static ArcException notFound(String spec) {
        if (BARE_NAME.matcher(spec).matches()) {
            return new ArcException(ArcException.Kind.USAGE, "unknown data set '" + spec + "': arc knows "
                    + KnownDataSet.all().stream().map(KnownDataSet::name).collect(Collectors.joining(" and "))
                    + ", and there is no file or folder of that name.\nFor a path write ./" + spec);
        }
        return new ArcException(spec + ": no such file or folder");
    }

    private static boolean exists(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Path path(String spec) {
        try {
            return Path.of(spec).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new ArcException(spec + ": not a path this system can have (" + e.getReason() + ")", e);
        }
    }
}
