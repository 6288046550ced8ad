package arc.cli.report;

import arc.train.report.ProbePictures;
import arc.train.report.ProbeResult;
import arc.train.report.WorstProbes;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Shows the validation images to look at first, each beside the training image that it was taken for. */
final class WorstSection {

    /** Pictures up to this size are shown with their pixels as they are. */
    private static final int FEW_PIXELS = 48;

    private static final int SHOWN_PIXELS = 96;
    private static final int WIDTH_OFFSET = 16;

    private WorstSection() {}

    static void add(Html html, RunFiles run) {
        List<Integer> rows = WorstProbes.rows(run.probes());
        if (rows.isEmpty()) {
            return;
        }
        html.open("section").element("h2", "Worst validation images").line();
        html.element("p", "Each with the training image nearest to it: first the wrong ones, by how far that image"
                + " beats the nearest of their own class, then the right ones that are least alike.", "class", "note")
                .line();
        html.open("div", "class", "probes").line();
        for (int row : rows) {
            card(html, row, run.probes().get(row), run.pictures());
        }
        html.close().close().line();
    }

    private static void card(Html html, int row, ProbeResult probe, ProbePictures pictures) {
        html.open("article", "class", probe.isRight() ? "right" : "wrong").open("div", "class", "pair");
        picture(html, pictures, row, ProbePictures.Side.PROBE, probe.path(), probe.label());
        html.element("span", probe.isRight() ? "=" : "≠", "class", "sign", "title",
                probe.isRight() ? "right" : "wrong");
        picture(html, pictures, row, ProbePictures.Side.NEAREST, probe.nearestPath(), probe.nearestLabel());
        html.close();
        String own = probe.isRight()
                ? ""
                : String.format(Locale.ROOT, ", own class %.4f", probe.sameLabelCosine());
        html.element("p", String.format(Locale.ROOT, "cosine %.4f%s", probe.cosine(), own));
        html.close().line();
    }

    private static void picture(Html html, ProbePictures pictures, int row, ProbePictures.Side side, String path,
            String label) {
        String size = Integer.toString(SHOWN_PIXELS);
        html.open("figure", "title", path);
        pictures.read(row, side).ifPresentOrElse(
                png -> html.single("img", "src", "data:image/png;base64," + Base64.getEncoder().encodeToString(png),
                        "alt", path, "width", size, "height", size, "class", isSmall(png) ? "small" : ""),
                () -> html.element("div", "no picture", "class", "gone"));
        html.open("figcaption").element("strong", label).element("small", shortened(path)).close().close();
    }

    /** Looks at the width in the head of a PNG file (ISO 15948, 11.2.2). */
    private static boolean isSmall(byte[] png) {
        return png.length >= WIDTH_OFFSET + Integer.BYTES && ByteBuffer.wrap(png).getInt(WIDTH_OFFSET) <= FEW_PIXELS;
    }

    /** Returns the last name of a path; the whole of it shows when the picture is pointed at. */
    private static String shortened(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
