package arc.cli.plot;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Makes the shapes of points. */
final class Marks {

    private Marks() {}

    /** Returns a shape by its number, below {@link Palette#SHAPES}. */
    static Shape of(int shape, double x, double y, double radius) {
        return switch (shape) {
            case 0 -> new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
            case 1 -> new Rectangle2D.Double(x - 0.85 * radius, y - 0.85 * radius, 1.7 * radius, 1.7 * radius);
            case 2 -> polygon(x, y, radius, 0, -1.1, 1, 0.7, -1, 0.7);
            case 3 -> polygon(x, y, radius, 0, -1.15, 1.15, 0, 0, 1.15, -1.15, 0);
            default -> {
                Area cross = new Area(new Rectangle2D.Double(x - radius, y - 0.34 * radius, 2 * radius, 0.68 * radius));
                cross.add(new Area(new Rectangle2D.Double(x - 0.34 * radius, y - radius, 0.68 * radius, 2 * radius)));
                yield cross;
            }
        };
    }

    private static Shape polygon(double x, double y, double radius, double... corners) {
        Path2D path = new Path2D.Double();
        path.moveTo(x + radius * corners[0], y + radius * corners[1]);
        for (int i = 2; i < corners.length; i += 2) {
            path.lineTo(x + radius * corners[i], y + radius * corners[i + 1]);
        }
        path.closePath();
        return path;
    }
}
