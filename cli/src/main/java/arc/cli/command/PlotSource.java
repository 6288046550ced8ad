package arc.cli.command;

import arc.infer.data.LabelledImage;
import arc.infer.data.StratifiedLimit;
import arc.infer.projection.Points;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Holds points to plot, and what is known of each.
 *
 * @param name of where they come from
 * @param points to project
 * @param labels one a point; null for one that has none
 * @param paths one a point; null where they are not known
 * @param rows where the points stood among all that there were
 * @param all how many there were
 * @param pictures finds the picture of a path
 */
record PlotSource(String name, Points points, List<@Nullable String> labels, @Nullable List<String> paths,
        List<Integer> rows, int all, Function<String, Optional<LabelledImage>> pictures) {

    /** Takes at most that many of the points, each label its share. */
    PlotSource limited(int limit, long seed) {
        int[] taken = StratifiedLimit.rows(labels, limit, seed);
        if (taken.length == points.size()) {
            return this;
        }
        return new PlotSource(name, points.rows(taken), chosen(labels, taken),
                paths == null ? null : Arrays.stream(taken).mapToObj(paths::get).toList(),
                Arrays.stream(taken).mapToObj(rows::get).toList(), all, pictures);
    }

    private static List<@Nullable String> chosen(List<@Nullable String> labels, int[] taken) {
        return Arrays.asList(Arrays.stream(taken).mapToObj(labels::get).toArray(String[]::new));
    }

    Optional<LabelledImage> picture(int point) {
        return paths == null ? Optional.empty() : pictures.apply(paths.get(point));
    }
}
