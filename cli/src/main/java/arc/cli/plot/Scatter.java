package arc.cli.plot;

import arc.infer.projection.Projection;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Holds points to draw, with what there is to say about them.
 *
 * @param title of the picture
 * @param lead a sentence on where the points come from and how they were projected
 * @param projection where the points are; 2 or 3 dimensions to be drawn, any number for a table
 * @param axes a title for each dimension
 * @param isMeasured whether distances along the axes mean something, as they don't in t-SNE
 * @param classes of the points
 * @param paths one a point; null where they are not known
 * @param rows where the points were among all that there are
 * @param sphere the unit sphere, where the points have to do with it
 */
public record Scatter(String title, String lead, Projection projection, List<String> axes, boolean isMeasured,
        PointClasses classes, @Nullable List<String> paths, List<Integer> rows, @Nullable Sphere sphere) {

    /**
     * Holds where the unit sphere is.
     *
     * @param centre in the coordinates of the projection
     * @param holdsPoints whether the points lie on it; else they lie within, at some distance
     */
    public record Sphere(List<Double> centre, boolean holdsPoints) {

        /** Copies the list. */
        public Sphere {
            centre = List.copyOf(centre);
        }
    }

    /** Copies the lists, and requires one of everything a point. */
    public Scatter {
        axes = List.copyOf(axes);
        rows = List.copyOf(rows);
        paths = paths == null ? null : List.copyOf(paths);
        if (axes.size() != projection.dims()) {
            throw new IllegalArgumentException(projection.dims() + " axes have titles, got " + axes.size());
        }
        int size = projection.size();
        if (classes.size() != size || rows.size() != size || (paths != null && paths.size() != size)) {
            throw new IllegalArgumentException(size + " points have " + size + " classes, rows and paths, got "
                    + classes.size() + ", " + rows.size() + " and " + (paths == null ? "none" : paths.size()));
        }
    }
}
