package arc.cli.plot;

import arc.cli.report.Ticks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.math.BigDecimal;
import java.util.function.DoubleFunction;

/** Draws the axes of a picture with their titles, and the unit sphere where the points lie on it. */
final class PictureAxes {

    private static final Color TEXT = new Color(0x1b2733);
    private static final Color QUIET = new Color(0x5b6b7b);
    private static final Color GRID = new Color(0xd8dee6);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 22);
    private static final Font VALUE = new Font(Font.SANS_SERIF, Font.PLAIN, 18);
    private static final int PIXELS_A_TICK = 140;
    private static final int STEPS = 120; // of a circle

    private final Scatter scatter;
    private final Viewpoint view;
    private final Graphics2D ink;

    PictureAxes(Scatter scatter, Viewpoint view, Graphics2D ink) {
        this.scatter = scatter;
        this.view = view;
        this.ink = ink;
    }

    void inThePlane(int left, int top, int right, int bottom) {
        ink.setStroke(new BasicStroke(1));
        ink.setFont(VALUE);
        FontMetrics metrics = ink.getFontMetrics();
        if (scatter.isMeasured()) {
            Ticks across = Ticks.around(view.valueAt(0, left), view.valueAt(0, right), (right - left) / PIXELS_A_TICK);
            for (BigDecimal value : across.values()) {
                double x = view.place(value.doubleValue(), 0)[0];
                if (x >= left && x <= right) {
                    line(x, top, x, bottom, GRID);
                    String text = across.text(value);
                    ink.setColor(QUIET);
                    ink.drawString(text, (float) x - metrics.stringWidth(text) / 2f, bottom + 24);
                }
            }
            Ticks up = Ticks.around(view.valueAt(1, bottom), view.valueAt(1, top), (bottom - top) / PIXELS_A_TICK);
            for (BigDecimal value : up.values()) {
                double y = view.place(0, value.doubleValue())[1];
                if (y >= top && y <= bottom) {
                    line(left, y, right, y, GRID);
                    String text = up.text(value);
                    ink.setColor(QUIET);
                    ink.drawString(text, left - 10 - metrics.stringWidth(text), (float) y + 6);
                }
            }
        }
        ink.setColor(GRID);
        ink.drawRect(left, top, right - left, bottom - top);
        if (scatter.sphere() != null && scatter.sphere().holdsPoints()) {
            double x = scatter.sphere().centre().get(0);
            double y = scatter.sphere().centre().get(1);
            circle(angle -> new double[]{x + Math.cos(angle), y + Math.sin(angle)});
        }
        titlesInThePlane(left, top, right, bottom);
    }

    private void titlesInThePlane(int left, int top, int right, int bottom) {
        ink.setFont(TITLE);
        ink.setColor(TEXT);
        FontMetrics metrics = ink.getFontMetrics();
        String across = scatter.axes().get(0);
        ink.drawString(across, (left + right - metrics.stringWidth(across)) / 2, bottom + 62);
        String up = scatter.axes().get(1);
        AffineTransform upright = ink.getTransform();
        ink.rotate(-Math.PI / 2);
        ink.drawString(up, -(top + bottom + metrics.stringWidth(up)) / 2, 44);
        ink.setTransform(upright);
    }

    void inSpace() {
        ink.setStroke(new BasicStroke(1.6f));
        Scatter.Sphere sphere = scatter.sphere();
        boolean onSphere = sphere != null && sphere.holdsPoints();
        if (sphere != null && onSphere) {
            sphere(sphere);
        }
        for (int axis = 0; axis < 3; axis++) {
            double[][] ends = ends(axis);
            line(ends[0][0], ends[0][1], ends[1][0], ends[1][1], QUIET);
        }
    }

    /** Writes the titles, after the points, which would cover them. */
    void titlesInSpace(int right) {
        ink.setFont(TITLE);
        FontMetrics metrics = ink.getFontMetrics();
        for (int axis = 0; axis < 3; axis++) {
            double[][] ends = ends(axis);
            double fromX = ends[0][0];
            double toX = ends[1][0];
            String title = scatter.axes().get(axis);
            int width = metrics.stringWidth(title);
            boolean upright = Math.abs(toX - fromX) < 40;
            double x = upright ? toX - width / 2.0 : toX > fromX ? toX + 8 : toX - width - 8;
            double y = upright ? ends[1][1] - 10 : ends[1][1] + (ends[1][1] < ends[0][1] ? -8 : 24);
            PictureText.haloed(ink, title, Math.clamp(x, 20, Math.max(20, right - width)), y, TEXT);
        }
    }

    /** Returns where an axis in space begins and ends on the screen. */
    private double[][] ends(int axis) {
        boolean onSphere = scatter.sphere() != null && scatter.sphere().holdsPoints();
        double[] from = view.centre();
        double[] to = view.centre();
        from[axis] -= view.radius() * (onSphere ? 1.06 : 1);
        to[axis] += view.radius() * (onSphere ? 1.06 : 1);
        return new double[][]{view.place(from), view.place(to)};
    }

    private void sphere(Scatter.Sphere sphere) {
        double x = sphere.centre().get(0);
        double y = sphere.centre().get(1);
        double z = sphere.centre().get(2);
        for (int i = 0; i < 6; i++) {
            double turn = i * Math.PI / 6;
            circle(angle -> new double[]{x + Math.cos(angle) * Math.cos(turn), y + Math.cos(angle) * Math.sin(turn),
                    z + Math.sin(angle)});
        }
        for (int i = -2; i <= 2; i++) {
            double up = i * Math.PI / 6;
            circle(angle -> new double[]{x + Math.cos(angle) * Math.cos(up), y + Math.sin(angle) * Math.cos(up),
                    z + Math.sin(up)});
        }
        double[] centre = view.place(x, y, z);
        ink.setColor(QUIET);
        ink.draw(Marks.of(0, centre[0], centre[1], view.scale()));
    }

    private void circle(DoubleFunction<double[]> at) {
        for (int step = 0; step < STEPS; step++) {
            double[] a = view.place(at.apply(2 * Math.PI * step / STEPS));
            double[] b = view.place(at.apply(2 * Math.PI * (step + 1) / STEPS));
            line(a[0], a[1], b[0], b[1], a[2] < 0 ? GRID : new Color(0xa9b4c0));
        }
    }

    private void line(double fromX, double fromY, double toX, double toY, Color color) {
        ink.setColor(color);
        ink.draw(new Line2D.Double(fromX, fromY, toX, toY));
    }
}
