package arc.cli.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;

/** Writes text into pictures. */
final class PictureText {

    private static final String CUT = "…";

    private PictureText() {}

    /** Returns the text on one line, cut where it is wider than that many pixels. */
    static String fitted(String text, FontMetrics metrics, int width) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        if (metrics.stringWidth(line) <= width) {
            return line;
        }
        int end = line.length();
        while (end > 0 && metrics.stringWidth(line.substring(0, end) + CUT) > width) {
            end = line.offsetByCodePoints(end, -1);
        }
        return line.substring(0, end) + CUT;
    }

    /** Writes text on a white rim, to be read on whatever is below. */
    static void haloed(Graphics2D ink, String text, double x, double y, Color color) {
        if (text.isBlank()) {
            return;
        }
        Shape outline = new TextLayout(text, ink.getFont(), ink.getFontRenderContext())
                .getOutline(AffineTransform.getTranslateInstance(x, y));
        ink.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        ink.setColor(Color.WHITE);
        ink.draw(outline);
        ink.setColor(color);
        ink.fill(outline);
    }
}
