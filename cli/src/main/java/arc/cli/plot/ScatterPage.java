package arc.cli.plot;

import arc.cli.output.Json;
import arc.cli.report.Html;
import arc.cli.report.StyleSheet;
import arc.infer.ArcException;
import arc.infer.file.AtomicFile;
import arc.infer.file.Sha256;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes points as one HTML page that loads nothing: to turn, zoom and point at. */
public final class ScatterPage {

    private static final String SCRIPT = resource("scatter.js");
    private static final int MOST_CLASSES = 65_536; // each is a number of 16 bits

    private ScatterPage() {}

    /**
     * Writes the page.
     *
     * @param scatter in 2 or 3 dimensions
     * @param pictures of the points; null to show none
     */
    public static void write(Scatter scatter, @Nullable Sheet pictures, Path out) {
        byte[] page = of(scatter, pictures).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(out, file -> file.write(page));
    }

    static String of(Scatter scatter, @Nullable Sheet pictures) {
        if (scatter.classes().names().size() > MOST_CLASSES) {
            throw new ArcException("a page shows at most " + MOST_CLASSES + " labels, got "
                    + scatter.classes().names().size() + "; use: -o plot.tsv, or --limit");
        }
        boolean deep = scatter.projection().dims() == 3;
        Html html = new Html();
        html.open("html", "lang", "en").line().open("head").line().single("meta", "charset", "utf-8").line();
        html.single("meta", "http-equiv", "Content-Security-Policy", "content", policy()).line();
        html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
        html.element("title", scatter.title()).line();
        html.styleSheet(StyleSheet.CSS + ScatterStyle.CSS).line().close().line().open("body").line();
        html.open("main", "class", "scatter").line().open("header").element("h1", scatter.title(), "dir", "auto");
        html.element("p", scatter.lead(), "class", "lead", "dir", "auto").close().line();
        html.open("div", "class", "plot").line();
        stage(html, scatter, deep);
        legend(html);
        html.close().line();
        html.element("p", help(deep), "class", "note").line();
        if (pictures != null) {
            html.single("img", "id", "sprite", "alt", "", "hidden", "", "src", "data:" + pictures.type() + ";base64,"
                    + Base64.getEncoder().encodeToString(pictures.file())).line();
        }
        html.script(data(scatter, pictures), "id", "data", "type", "application/json").line();
        html.script(SCRIPT).line();
        return html.close().line().close().line().close().page();
    }

    private static void stage(Html html, Scatter scatter, boolean deep) {
        html.open("div").line().open("div", "class", "tools");
        button(html, "reset", "Reset view");
        button(html, "names", "Names");
        if (deep) {
            button(html, "turning", "Turn");
        }
        if (scatter.sphere() != null) {
            button(html, "sphere-shown", deep ? "Unit sphere" : "Unit circle");
        }
        html.close().line();
        html.open("div", "id", "stage", "tabindex", "0", "role", "application", "aria-label",
                "Scatter plot of " + scatter.projection().size() + " points. " + help(deep));
        for (String layer : List.of("under", "points", "over")) {
            html.open("canvas", "id", layer, "aria-hidden", "true").close();
        }
        html.open("div", "id", "tip", "role", "status", "hidden", "").open("canvas").close()
                .element("span", "no picture", "class", "gone").element("strong", "", "dir", "auto")
                .element("small", "", "dir", "auto").close();
        html.close().line();
        html.element("noscript", "The plot is drawn by a script within this page, and scripts are off.").close().line();
    }

    private static void legend(Html html) {
        html.open("aside", "aria-label", "Classes").open("div", "class", "tools");
        button(html, "all", "Show all");
        button(html, "none", "Hide all");
        html.close().open("div", "id", "classes").close().close().line();
    }

    private static void button(Html html, String id, String text) {
        html.element("button", text, "type", "button", "id", id);
    }

    private static String help(boolean deep) {
        return (deep ? "Drag to turn, with Shift to move; " : "Drag to move; ")
                + "wheel or two fingers zoom. Point at a point to see what it is. Click a class to hide it, with Shift to"
                + " see it alone. Keys: arrows, + and -, 0 resets, . and , go from point to point.";
    }

    /** The page's own script, by its digest, is all that may run; nothing is loaded. */
    private static String policy() {
        return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-" + digest(SCRIPT)
                + "'";
    }

    private static String data(Scatter scatter, @Nullable Sheet pictures) {
        int size = scatter.projection().size();
        int dims = scatter.projection().dims();
        ByteBuffer coordinates = ByteBuffer.allocate(Math.multiplyExact(size * dims, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer classes = ByteBuffer.allocate(size * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < size; i++) {
            for (int dim = 0; dim < dims; dim++) {
                coordinates.putFloat((float) scatter.projection().at(i, dim));
            }
            classes.putShort((short) scatter.classes().of(i));
        }
        List<Integer> numbers = IntStream.range(0, scatter.classes().names().size()).boxed().toList();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("dims", dims);
        data.put("axes", scatter.axes());
        data.put("measured", scatter.isMeasured());
        data.put("sphere", scatter.sphere() == null ? null : scatter.sphere().centre());
        data.put("onSphere", scatter.sphere() != null && scatter.sphere().holdsPoints());
        data.put("labels", scatter.classes().names());
        data.put("colours", numbers.stream().map(c -> Palette.hex(Palette.colour(scatter.classes(), c))).toList());
        data.put("shapes", numbers.stream().map(c -> Palette.shape(scatter.classes(), c)).toList());
        data.put("cell", pictures == null ? 0 : pictures.cellPixels());
        data.put("columns", pictures == null ? 0 : pictures.columns());
        data.put("missing", pictures == null ? List.of() : pictures.missing());
        data.put("paths", scatter.paths());
        data.put("rows", scatter.paths() == null ? scatter.rows() : null);
        data.put("classes", Base64.getEncoder().encodeToString(classes.array()));
        data.put("coordinates", Base64.getEncoder().encodeToString(coordinates.array()));
        return Json.write(data).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    private static String digest(String text) {
        return Base64.getEncoder().encodeToString(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String resource(String name) {
        try (InputStream stream = ScatterPage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from arc's own jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
