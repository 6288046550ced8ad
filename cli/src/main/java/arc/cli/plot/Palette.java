package arc.cli.plot;

import java.awt.Color;
import java.util.Locale;

/**
 * Gives each class a colour and a shape. Ten colours that people with any colour vision tell apart (Petroff 2021,
 * "Accessible color sequences for data visualization"); further classes begin again with another shape.
 */
final class Palette {

    private static final int[] COLOURS = {0x3f90da, 0xffa90e, 0xbd1f01, 0x832db6, 0x94a4a2, 0xa96b59, 0xe76300,
            0xb9ac70, 0x717581, 0x92dadd};
    private static final Color NONE = new Color(0xb4b8bd);

    /** Shapes that the page and the picture know: disc, square, triangle, diamond, cross. */
    static final int SHAPES = 5;

    private Palette() {}

    static Color colour(PointClasses classes, int number) {
        return classes.isNone(number) ? NONE : new Color(COLOURS[number % COLOURS.length]);
    }

    static int shape(PointClasses classes, int number) {
        return classes.isNone(number) ? 0 : number / COLOURS.length % SHAPES;
    }

    static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xffffff);
    }
}
