package arc.cli.report;

import arc.index.Hit;
import arc.infer.file.AtomicFile;
import arc.infer.image.DecodedImage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Shows queries, each with the pictures it found, as one page that loads nothing. */
public final class ContactSheet {

    private static final String STYLE = """
            .hits { display: grid; grid-template-columns: repeat(auto-fill, minmax(132px, 1fr)); gap: 12px; }
            .hits figure { min-width: 0; text-align: center; background: var(--card); border: 1px solid var(--edge);
              border-radius: 8px; padding: 10px 8px; }
            .hits figure.query { border-color: var(--first); }
            .hits img, .hits .gone { width: 112px; height: 112px; }
            .hits .gone { line-height: 110px; }
            .unknown { font-weight: bold; }
            .hits figcaption > * { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
            """;

    private final Html html = new Html();
    private final Thumbnails thumbnails = new Thumbnails();
    private int queries;

    /** Begins a page about searches of a gallery. */
    public ContactSheet(Path gallery) {
        html.open("html", "lang", "en").line().open("head").line();
        html.single("meta", "charset", "utf-8").line();
        html.single("meta", "http-equiv", "Content-Security-Policy", "content", ReportPage.POLICY).line();
        html.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line();
        html.element("title", "Search of " + gallery).line();
        html.styleSheet(StyleSheet.CSS + STYLE).line().close().line();
        html.open("body").line().open("main").line();
        html.element("h1", "Search of " + gallery).line();
    }

    /**
     * Adds a query.
     *
     * @param query its name
     * @param picture itself, where it can be shown
     * @param mode exact or approximate
     * @param unknown what to say of a query that the gallery doesn't know
     * @param pictures finds the picture of a hit
     */
    public void add(String query, Optional<DecodedImage> picture, String mode, Optional<String> unknown,
            List<Hit> hits, Function<Hit, Optional<DecodedImage>> pictures) {
        queries++;
        html.open("section").element("h2", query).line();
        String found = hits.size() == 1 ? "1 hit" : hits.size() + " hits";
        unknown.ifPresent(answer -> html.element("p", answer, "class", "unknown").line());
        html.element("p", found + ", " + mode + " search", "class", "note").line();
        html.open("div", "class", "hits").line();
        if (picture.isPresent()) {
            figure("query", query, thumbnails.of(picture.get()), "query", query);
        }
        for (Hit hit : hits) {
            String label = hit.label() == null ? "" : " · " + hit.label();
            Optional<String> image = thumbnails.isFull()
                    ? Optional.empty()
                    : pictures.apply(hit).flatMap(thumbnails::of);
            figure("hit", hit.path(), image, String.format(Locale.ROOT, "%d · %.4f%s", hit.rank(), hit.cosine(), label),
                    shortened(hit.path()));
        }
        html.close().close().line();
    }

    private void figure(String kind, String title, Optional<String> image, String caption, String name) {
        html.open("figure", "class", kind, "title", title);
        image.ifPresentOrElse(source -> html.single("img", "src", source, "alt", title),
                () -> html.element("div", thumbnails.isFull() ? "page is full" : "no picture", "class", "gone"));
        html.open("figcaption").element("strong", caption).element("small", name).close().close().line();
    }

    /** Returns the last name of a path; the whole of it shows when the picture is pointed at. */
    private static String shortened(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /**
     * Writes the page.
     *
     * @throws arc.infer.ArcException of kind NOT_WRITABLE when that fails
     */
    public void write(Path file) {
        html.element("p", queries == 1 ? "1 query" : queries + " queries", "class", "note").line();
        String page = html.close().line().close().line().close().page();
        AtomicFile.write(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
    }
}
