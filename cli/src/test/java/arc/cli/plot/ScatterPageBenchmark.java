package arc.cli.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Measures how fast a page turns in the Chromium on the PATH, without a graphics card, and takes pictures of it; no test.
 * Arguments: a page that arc plot wrote, a folder for the pictures, which point to point at.
 */
final class ScatterPageBenchmark {

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 820;

    private ScatterPageBenchmark() {}

    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[1]));
        Path program = Chromium.program().orElseThrow(() -> new IOException("there is no Chromium on the PATH"));
        try (Chromium browser = Chromium.start(program, folder.resolve("profile"), WIDTH, HEIGHT)) {
            browser.open(Path.of(args[0]).toAbsolutePath());
            System.out.println(browser.run("arcPlot.framesPerSecond(5000)"));
            browser.run("document.getElementById('reset').click()");
            browser.settle();
            int point = args.length > 2 ? Integer.parseInt(args[2]) : 0;
            double x = browser.run("arcPlot.at(" + point + ").x").asDouble();
            double y = browser.run("arcPlot.at(" + point + ").y").asDouble();
            browser.mouse("mouseMoved", x, y, Map.of());
            browser.settle();
            Files.write(folder.resolve("light.png"), browser.screenshot());
            browser.dark(true);
            Files.write(folder.resolve("dark.png"), browser.screenshot());
            System.out.println(browser.complaints());
        }
    }
}
