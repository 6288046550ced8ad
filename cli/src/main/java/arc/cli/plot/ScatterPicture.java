package arc.cli.plot;

import arc.infer.file.AtomicFile;
import arc.infer.projection.Projection;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Draws points as a PNG picture of {@value #WIDTH} x {@value #HEIGHT} pixels. */
public final class ScatterPicture {

    static final int WIDTH = 1600;
    static final int HEIGHT = 1200;

    /** More names would cover the points; the legend has them all the same. */
    private static final int MOST_NAMES = 40;

    private static final Color TEXT = new Color(0x1b2733);
    private static final Color QUIET = new Color(0x5b6b7b);

    private final Scatter scatter;
    private final Graphics2D ink;

    private ScatterPicture(Scatter scatter, Graphics2D ink) {
        this.scatter = scatter;
        this.ink = ink;
    }

    /** Writes the picture of points in 2 or 3 dimensions. */
    public static void write(Scatter scatter, Path out) {
        BufferedImage picture = of(scatter);
        AtomicFile.write(out, file -> ImageIO.write(picture, "png", file));
    }

    static BufferedImage of(Scatter scatter) {
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D ink = picture.createGraphics();
        try {
            ink.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            ink.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            ink.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            ink.setColor(Color.WHITE);
            ink.fillRect(0, 0, WIDTH, HEIGHT);
            new ScatterPicture(scatter, ink).draw();
        } finally {
            ink.dispose();
        }
        return picture;
    }

    private void draw() {
        boolean deep = scatter.projection().dims() == 3;
        int legend = new PictureLegend(scatter.classes(), ink).draw(WIDTH - 30, 110, HEIGHT - 60);
        text(scatter.title(), 40, 52, new Font(Font.SANS_SERIF, Font.BOLD, 30), TEXT, WIDTH - 80);
        text(scatter.lead(), 40, 86, new Font(Font.SANS_SERIF, Font.PLAIN, 20), QUIET, WIDTH - 80);
        int left = deep ? 40 : 120;
        int bottom = deep ? HEIGHT - 40 : HEIGHT - 90;
        int right = legend - 30;
        Viewpoint view = new Viewpoint(scatter, left, 110, right - left, bottom - 110);
        PictureAxes axes = new PictureAxes(scatter, view, ink);
        if (deep) {
            axes.inSpace();
        } else {
            axes.inThePlane(left, 110, right, bottom);
        }
        points(view);
        if (deep) {
            axes.titlesInSpace(right);
        }
        if (scatter.classes().names().size() <= MOST_NAMES) {
            names(view);
        }
    }

    private void text(String text, int x, int y, Font font, Color color, int width) {
        ink.setFont(font);
        ink.setColor(color);
        ink.drawString(PictureText.fitted(text, ink.getFontMetrics(), width), x, y);
    }

    /** Draws the far ones first; in the plane in a mixed order, so that no class lies on top of all others. */
    private void points(Viewpoint view) {
        Projection projection = scatter.projection();
        int size = projection.size();
        double[][] places = new double[size][];
        double[] mixed = new Random(1).doubles(size).toArray();
        for (int i = 0; i < size; i++) {
            places[i] = view.place(coordinates(i));
        }
        Integer[] order = IntStream.range(0, size).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> places[i][2]).thenComparingDouble(i -> mixed[i]));
        double base = size <= 300 ? 9 : size <= 2000 ? 6.5 : size <= 6000 ? 5 : 4;
        for (int i : order) {
            double near = projection.dims() == 3 ? Math.clamp((places[i][2] + 1) / 2, 0, 1) : 1;
            Color color = Palette.colour(scatter.classes(), scatter.classes().of(i));
            ink.setColor(mix(color, Color.WHITE, 0.42 * (1 - near)));
            Shape mark = Marks.of(Palette.shape(scatter.classes(), scatter.classes().of(i)), places[i][0],
                    places[i][1], base * (0.75 + 0.35 * near));
            ink.fill(mark);
            ink.setColor(mix(ink.getColor(), Color.BLACK, 0.25));
            ink.setStroke(new BasicStroke(0.6f));
            ink.draw(mark);
        }
    }

    private double[] coordinates(int point) {
        return IntStream.range(0, scatter.projection().dims()).mapToDouble(dim -> scatter.projection().at(point, dim))
                .toArray();
    }

    /** Writes each class's name where the median of its points is. */
    private void names(Viewpoint view) {
        ink.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 22));
        FontMetrics metrics = ink.getFontMetrics();
        for (int number = 0; number < scatter.classes().names().size(); number++) {
            int one = number;
            List<Integer> own = IntStream.range(0, scatter.projection().size())
                    .filter(i -> scatter.classes().of(i) == one).boxed().toList();
            double[] median = IntStream.range(0, scatter.projection().dims()).mapToDouble(dim -> own.stream()
                    .mapToDouble(i -> scatter.projection().at(i, dim)).sorted().skip(own.size() / 2).findFirst()
                    .orElseThrow()).toArray();
            double[] place = view.place(median);
            String name = PictureText.fitted(scatter.classes().names().get(number), metrics, 260);
            PictureText.haloed(ink, name, place[0] - metrics.stringWidth(name) / 2.0,
                    place[1] + metrics.getAscent() / 2.6, TEXT);
        }
    }

    private static Color mix(Color a, Color b, double share) {
        return new Color((int) Math.round(a.getRed() * (1 - share) + b.getRed() * share),
                (int) Math.round(a.getGreen() * (1 - share) + b.getGreen() * share),
                (int) Math.round(a.getBlue() * (1 - share) + b.getBlue() * share));
    }
}
