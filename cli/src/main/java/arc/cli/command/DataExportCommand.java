package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.option.JsonOption;
import arc.cli.output.ExitCode;
import arc.cli.output.Json;
import arc.cli.output.Progress;
import arc.cli.signal.Stop;
import arc.infer.data.DefaultSplit;
import arc.infer.data.ImageSource;
import arc.infer.data.LabelledImage;
import arc.infer.image.UnreadableImageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Map;

/** Writes a data set as a folder of PNG files. */
@Command(name = "export", header = "Writes the pictures of a data set as PNG files, one folder a label.", footer = {
        "  arc data export mnist --png digits",
        "  arc data export fashion-mnist:train --png clothes --data-dir ~/data"}, description = {
                "DIR gets LABEL/ROW.png, and where both splits are written train/LABEL/ROW.png and test/LABEL/ROW.png:",
                "arc reads it as the same data set."})
final class DataExportCommand extends BaseCommand {

    @Parameters(paramLabel = "NAME", description = "A known data set or a folder of IDX files; both splits, or one such as mnist:test.")
    private String source = "";

    @Option(names = "--png", required = true, paramLabel = "DIR", description = "New or empty folder for the pictures (required).")
    private Path folder = Path.of("");

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    DataExportCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() throws UnreadableImageException {
        ImageSource images = data.open(source, DefaultSplit.ALL, console());
        int written = 0;
        try (Stop.Scope _ = stop().scope();
                PictureFolder pictures = PictureFolder.begin(folder);
                Progress progress = console().progress("writing", images.images().size())) {
            boolean splits = images.name().endsWith(":all");
            for (LabelledImage image : images.images()) {
                pictures.write(PictureFolder.place(image, splits), image.decode());
                progress.stepTo(++written);
                stop().throwIfRequested("stopped; nothing was written");
            }
            pictures.finish();
        }
        tell(images.name(), written);
        return ExitCode.OK;
    }

    private void tell(String name, int written) {
        String where = folder.toAbsolutePath().normalize().toString();
        if (json.json()) {
            Map<String, Object> facts = Json.object();
            facts.put("data", name);
            facts.put("folder", where);
            facts.put("images", written);
            console().json(facts);
        } else {
            console().line(written + " pictures in " + where);
        }
    }
}
