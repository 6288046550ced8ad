package arc.cli;

import static arc.cli.Ran.arc;
import static org.assertj.core.api.Assertions.assertThat;

import arc.infer.image.DecodedImage;
import arc.train.report.ProbePictures;
import arc.train.report.ProbeResult;
import arc.train.report.ProbeTable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;

class PlotCommandTest {

    private static final String EVIL = "<script>alert(1)</script> & \"it's\"";

    private static final String METRICS = """
            epoch,loss,accuracy,val_precision_at_1,learning_rate,margin,images_per_second,seconds
            1,4.8903,0.6033,0.8750,0.0199,0.4886,273.0,15.0
            2,2.5352,0.9322,0.9276,0.0096,0.5000,687.0,21.0
            3,1.5352,0.9622,0.9276,0.0001,0.5000,687.0,27.0
            """;

    @TempDir
    private Path folder;

    private Path run;

    @BeforeEach
    void makeARun() throws IOException {
        run = Files.createDirectories(folder.resolve("run"));
        describe("\"status\": \"done\", \"result\": {\"best_epoch\": 2, \"parity\": 2.3E-7, \"seconds\": 28.4}");
        Files.writeString(run.resolve("metrics.csv"), METRICS);
        ProbeTable.write(run, List.of(new ProbeResult("/p/" + EVIL, EVIL, "/p/dog.png", "dog", 0.75f, 0.5f),
                new ProbeResult("/p/d.png", "dog", "/p/dog.png", "dog", 0.875f, 0.875f),
                new ProbeResult("/p/x.png", "rare", "/p/dog.png", "dog", 0.875f, Float.NaN)));
        new ProbePictures(run).write(0, ProbePictures.Side.PROBE, DecodedImage.ofGrey(2, 2, new byte[4]));
    }

    private void describe(String end) throws IOException {
        Files.writeString(run.resolve("run.json"), """
                {"schema": 1, "arc": "0.1.0", "options": ["--width=0.25", "--head=arcface"],
                 "data": {"name": "mnist:train", "train": 2848, "validation": 3, "classes": ["dog", "rare"],
                          "skipped": ["/p/<b>.png: broken"]},
                 "config": {"backbone": "vgg16", "width": 0.25, "head": "arcface", "margin": 0.5, "size": 32,
                            "epochs": 3, "seed": 42},
                 "machine": {"os": "Linux amd64"}, %s}
                """.formatted(end));
    }

    private String page() throws IOException {
        Path out = folder.resolve("out.html");
        assertThat(arc("plot", "--run", run, "-o", out, "-q").ok().out()).isEmpty();
        return Files.readString(out);
    }

    @Test
    void writesAPageThatShowsTheRun() throws Exception {
        String page = page();
        assertThat(page).contains("vgg16 at width 0.25, head arcface with margin 0.5, on mnist:train, seed 42",
                "<dt>validation precision@1</dt><dd>0.9276</dd>", "<dt>epoch kept</dt><dd>2 of 3</dd>",
                "<dt>training images</dt><dd>2,848</dd>", "<dt>ONNX differs by</dt><dd>2.3e-07</dd>",
                "<dt>time</dt><dd>28 s</dd>", "<strong>Loss</strong>", "<title>epoch 2\nloss 2.5352</title>",
                "<title>epoch 3\ntraining accuracy 0.9622\nvalidation precision@1 0.9276</title>",
                "1 of 2 validation images are nearest to a training image of their own class (precision@1 0.5000)."
                        + " 1 more had no training image of their class to find, and don&#39;t count.",
                "cosine 0.7500, own class 0.5000", "cosine 0.8750<",
                "<pre>arc train mnist:train -o RUN --width=0.25 --head=arcface</pre>");
        assertThat(page).containsSubsequence("class=\"wrong\"", "data:image/png;base64,", "no picture",
                "class=\"right\"");
        parsed(page);
    }

    @Test
    void writesAPageThatRunsAndLoadsNothing() throws Exception {
        String page = page();
        assertThat(page).doesNotContain("<script", "<b>", "http://", "https://", "url(", "<link", "@import");
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;it&#39;s&quot;",
                "/p/&lt;b&gt;.png: broken", "content=\"default-src &#39;none&#39;; img-src data:; style-src");
        parsed(page);
    }

    @Test
    void writesEqualPagesForEqualRuns() throws IOException {
        String page = page();
        assertThat(page()).isEqualTo(page);
        Path elsewhere = Files.move(run, folder.resolve("elsewhere"));
        run = elsewhere;
        assertThat(page()).isEqualTo(page);
    }

    @Test
    void showsWhatThereIsOfARunThatGoesOn() throws Exception {
        describe("\"status\": \"running\"");
        Files.delete(run.resolve("validation.tsv"));
        String page = page();
        assertThat(page).contains("The run goes on, or was cut off", "<dt>best epoch so far</dt><dd>3 of 3</dd>",
                "Dashed: epoch 3, the best so far.", "It is measured at the end, and the run has not come to that.");
        assertThat(page).doesNotContain("Worst validation images");
        Files.delete(run.resolve("metrics.csv"));
        assertThat(page()).contains("No epoch is finished yet.", "<dt>epochs done</dt><dd>0 of 3</dd>");
    }

    @Test
    void tellsWhyARunEndedEarly() throws IOException {
        describe("\"status\": \"failed\", \"error\": \"training diverged & burned\"");
        assertThat(page()).contains("The run ended early: training diverged &amp; burned");
        describe("\"status\": \"stopped\", \"result\": {\"epoch\": 2, \"step\": 77}");
        assertThat(page()).contains("The run was stopped and is saved", "<dt>best epoch so far</dt>");
    }

    @Test
    void saysThatThereIsNoValidationSplit() throws IOException {
        ProbeTable.write(run, List.of());
        Files.writeString(run.resolve("run.json"), "{\"data\": {\"validation\": 0}}");
        Files.writeString(run.resolve("metrics.csv"), "epoch,loss,val_precision_at_1\n1,0.5,\n");
        assertThat(page()).contains("There is no validation split: nothing was measured, and the last epoch is kept.",
                "<td>0.5000</td><td>–</td><td>–</td>").doesNotContain("validation precision@1");
    }

    @Test
    void showsTheMostFrequentPairsWhereAMatrixWouldBeTooLarge() throws IOException {
        probesOfClasses(30);
        assertThat(page()).contains("class ╲ nearest").doesNotContain("taken for");
        probesOfClasses(31);
        assertThat(page()).contains("taken for", "These are the most frequent of 31 pairs.")
                .doesNotContain("class ╲ nearest");
    }

    private void probesOfClasses(int classes) {
        ProbeTable.write(run, IntStream.range(0, classes).mapToObj(i -> new ProbeResult("p", Integer.toString(i), "n",
                Integer.toString((i + 1) % classes), 0.5f, 0.25f)).toList());
    }

    @Test
    void drawsTheCurves() throws IOException {
        Path out = folder.resolve("curves.PNG");
        JsonNode json = arc("plot", "--run", run, "-o", out, "--json").ok().json();
        assertThat(json.get("schema").asInt()).isEqualTo(1);
        assertThat(json.get("run").asString()).isEqualTo(run.toString());
        assertThat(json.get("out").asString()).isEqualTo(out.toString());
        BufferedImage picture = ImageIO.read(out.toFile());
        assertThat(picture.getWidth()).isEqualTo(1600);
        assertThat(picture.getHeight()).isEqualTo(1000);
        assertThat(IntStream.range(0, 800).filter(x -> picture.getRGB(x, 100) == 0xff2563eb))
                .as("the loss passes there").isNotEmpty();
    }

    @Test
    void writesIntoTheRunWhereNothingElseIsSaid() {
        assertThat(arc("plot", "--run", run, "--json").ok().json().get("out").asString())
                .isEqualTo(run.resolve("report.html").toString());
        assertThat(arc("plot", "--run", run).err()).isEqualTo("arc: wrote " + run.resolve("report.html") + "\n");
    }

    @Test
    void refusesWhatItCanNotShow() throws IOException {
        arc("plot", "--run", run, "-o", "x.pdf").failedWith(2, "arc: -o ends in .html or .png, got x.pdf\n");
        arc("plot", "--run", folder).failedWith(1, "arc: " + folder
                + " is not a training run: it has no run.json;\n     name the folder that arc train wrote with -o\n");
        Path nowhere = folder.resolve("nowhere");
        arc("plot", "--run", nowhere).failedWith(1, "arc: " + nowhere + ": no such file or folder\n");
        Files.writeString(run.resolve("run.json"), "[1]");
        arc("plot", "--run", run).failedWith(1, "arc: " + run.resolve("run.json")
                + " is not a run that arc wrote: it is not of the form that was expected, in line 1, column 1\n");
        Files.writeString(run.resolve("run.json"), "{\n\"status\": \"do");
        arc("plot", "--run", run).failedWith(1, "arc: " + run.resolve("run.json")
                + " is not a run that arc wrote: it ends too early, in line 2, column 14\n");
        describe("\"status\": \"running\"");
        Files.delete(run.resolve("metrics.csv"));
        arc("plot", "--run", run, "-o", folder.resolve("x.png")).failedWith(1,
                "arc: " + run + " has no finished epoch yet, and so no curves\n");
        assertThat(folder.resolve("x.png")).doesNotExist();
    }

    /** Requires that every element is closed and every attribute quoted, as in XML. */
    private static void parsed(String page) throws Exception {
        String xml = page.replaceFirst("<!DOCTYPE html>", "").replaceAll("<(meta|img)([^>]*)>", "<$1$2/>");
        DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.strip().getBytes(StandardCharsets.UTF_8)));
    }
}
