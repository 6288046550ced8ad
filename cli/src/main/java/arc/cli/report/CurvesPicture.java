package arc.cli.report;

import arc.infer.file.AtomicFile;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws diagrams side by side into one PNG picture. */
final class CurvesPicture {

    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;
    private static final int COLUMNS = 2;
    private static final Color[] SERIES = {new Color(0x2563eb), new Color(0xd97706)};
    private static final Color GRID = new Color(0xd8dee6);

    private CurvesPicture() {}

    static void write(List<Curve> curves, Path out) {
        int columns = Math.min(COLUMNS, curves.size());
        BufferedImage picture = new BufferedImage(columns * WIDTH, Math.ceilDiv(curves.size(), columns) * HEIGHT,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
            for (int i = 0; i < curves.size(); i++) {
                graphics.drawImage(BitmapEncoder.getBufferedImage(chart(curves.get(i))), i % columns * WIDTH,
                        i / columns * HEIGHT, null);
            }
        } finally {
            graphics.dispose();
        }
        AtomicFile.write(out, file -> ImageIO.write(picture, "png", file));
    }

    private static XYChart chart(Curve curve) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(curve.title()).xAxisTitle("epoch")
                .build();
        style(chart.getStyler(), curve);
        for (int i = 0; i < curve.series().size(); i++) {
            Curve.Series one = curve.series().get(i);
            XYSeries series = chart.addSeries(one.name(),
                    one.points().stream().mapToDouble(Curve.Point::epoch).toArray(),
                    one.points().stream().mapToDouble(Curve.Point::value).toArray());
            series.setMarker(one.points().size() <= Curve.MOST_MARKED ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
            series.setLineStyle(new BasicStroke(2.5f));
        }
        return chart;
    }

    private static void style(XYStyler styler, Curve curve) {
        List<Curve.Point> points = curve.series().stream().flatMap(series -> series.points().stream()).toList();
        Ticks ticks = Ticks.around(points.stream().mapToDouble(Curve.Point::value).min().orElseThrow(),
                points.stream().mapToDouble(Curve.Point::value).max().orElseThrow(), 4);
        styler.setYAxisMin(ticks.values().getFirst().doubleValue());
        styler.setYAxisMax(ticks.values().getLast().doubleValue());
        styler.setXAxisDecimalPattern("0");
        styler.setYAxisDecimalPattern("0.######");
        styler.setSeriesColors(SERIES);
        styler.setMarkerSize(7);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setChartTitleBoxVisible(false);
        styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 20));
        styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendVisible(curve.series().size() > 1);
        styler.setLegendPosition(Styler.LegendPosition.InsideSE);
    }
}
