package arc.cli.report;

import arc.train.report.ProbePictures;
import arc.train.report.ProbeResult;
import arc.train.report.WorstProbes;

import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** Shows the validation images to look at first, each beside the training image that it was taken for. */
final class WorstSection {

    /** Pictures up to this size are shown with their pixels as they are. */
    private static final int FEW_PIXELS = 48;

    private static final int SHOWN_PIXELS = 96;

    private WorstSection() {}

    static void add(Html html, RunFiles run) {
        List<Integer> rows = WorstProbes.rows(run.probes());
        if (rows.isEmpty()) {
            return;
        }
        boolean fewPixels = run.facts().number("config", "size").map(Number::intValue)
                .orElse(SHOWN_PIXELS) <= FEW_PIXELS;
        html.open("section").element("h2", "Worst validation images").line();
        html.element("p", "Each with the training image nearest to it, as the network sees them: first the wrong ones,"
                + " by how far that image beats the nearest of their own class, then the right ones that are least"
                + " alike.", "class", "note").line();
        html.open("div", "class", fewPixels ? "probes pixels" : "probes").line();
        for (int row : rows) {
            card(html, row, run.probes().get(row), run.pictures());
        }
        html.close().close().line();
    }

    private static void card(Html html, int row, ProbeResult probe, ProbePictures pictures) {
        html.open("article", "class", probe.isRight() ? "right" : "wrong").open("div", "class", "pair");
        picture(html, pictures, row, ProbePictures.Side.PROBE, probe.path(), probe.label());
        html.element("span", probe.isRight() ? "=" : "≠", "class", "sign");
        picture(html, pictures, row, ProbePictures.Side.NEAREST, probe.nearestPath(), probe.nearestLabel());
        html.close();
        String own = probe.isRight()
                ? ""
                : String.format(Locale.ROOT, ", own class %.4f", probe.sameLabelCosine());
        html.element("p", String.format(Locale.ROOT, "%s: cosine %.4f%s", probe.isRight() ? "right" : "wrong",
                probe.cosine(), own));
        html.close().line();
    }

    private static void picture(Html html, ProbePictures pictures, int row, ProbePictures.Side side, String path,
            String label) {
        String size = Integer.toString(SHOWN_PIXELS);
        html.open("figure", "title", path);
        pictures.read(row, side).ifPresentOrElse(
                png -> html.single("img", "src", "data:image/png;base64," + Base64.getEncoder().encodeToString(png),
                        "alt", path, "width", size, "height", size),
                () -> html.element("div", "no picture", "class", "gone"));
        html.open("figcaption").element("strong", label).element("small", shortened(path)).close().close();
    }

    /** Returns the last two names of a path: the folder often tells the class. */
    private static String shortened(String path) {
        int last = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        int before = Math.max(path.lastIndexOf('/', last - 1), path.lastIndexOf('\\', last - 1));
        return path.substring(before + 1);
    }
}
