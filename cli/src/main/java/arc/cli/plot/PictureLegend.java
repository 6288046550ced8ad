package arc.cli.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;

/** Lists the classes beside a picture, in one column or two. */
final class PictureLegend {

    private static final int LINE = 32;
    private static final int MARK = 26;
    private static final int MOST_COLUMNS = 2;

    private final PointClasses classes;
    private final Graphics2D ink;

    PictureLegend(PointClasses classes, Graphics2D ink) {
        this.classes = classes;
        this.ink = ink;
    }

    /** Draws, as far to the right as it can; returns where it begins. */
    int draw(int right, int top, int bottom) {
        ink.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 21));
        FontMetrics metrics = ink.getFontMetrics();
        int perColumn = (bottom - top) / LINE;
        int room = perColumn * MOST_COLUMNS;
        List<String> names = classes.names();
        int listed = names.size() <= room ? names.size() : room - 1;
        int columns = listed < names.size() ? MOST_COLUMNS : Math.ceilDiv(listed, perColumn);
        int most = columns == 1 ? 300 : 170;
        int width = names.subList(0, listed).stream()
                .mapToInt(name -> metrics.stringWidth(PictureText.fitted(name, metrics, most))).max().orElse(0);
        String more = "and " + (names.size() - listed) + " more";
        width = listed < names.size() ? Math.max(width, metrics.stringWidth(more)) : width;
        int left = right - columns * (MARK + width) - (columns - 1) * 20;
        for (int i = 0; i < listed; i++) {
            int x = left + i / perColumn * (MARK + width + 20);
            int y = top + i % perColumn * LINE + LINE / 2;
            ink.setColor(Palette.colour(classes, i));
            ink.fill(Marks.of(Palette.shape(classes, i), x + 8.0, y, 8));
            ink.setColor(new Color(0x1b2733));
            ink.drawString(PictureText.fitted(names.get(i), metrics, most), x + MARK, y + metrics.getAscent() / 2 - 2);
        }
        if (listed < names.size()) {
            ink.setColor(new Color(0x5b6b7b));
            ink.drawString(more, left + MARK + width + 20 + MARK, top + (perColumn - 1) * LINE + LINE / 2
                    + metrics.getAscent() / 2 - 2);
        }
        return left;
    }
}
