package arc.cli.command;

import arc.cli.option.GalleryOption;
import arc.cli.option.JsonOption;
import arc.cli.output.ExitCode;
import arc.cli.output.Json;
import arc.cli.output.Table;
import arc.index.Gallery;
import arc.index.GalleryInfo;
import arc.index.GalleryWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.Map;

/** Makes a gallery as small and fast as it can be. */
@Command(name = "compact", header = "Drops what was removed from a gallery, and merges its segments.", footer = {
        "  arc compact -g photos.arc"}, description = {
                "What was deleted stays in the files until segments are merged, which index does when it pays, and this does now.",
                "While it works it needs up to twice the room. Killed on the way, the gallery is as before."})
final class CompactCommand extends BaseCommand {

    @Mixin
    private final GalleryOption gallery = new GalleryOption();

    @Mixin
    private final JsonOption json = new JsonOption();

    CompactCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        GalleryInfo before = Gallery.info(gallery.folder());
        try (GalleryWriter writer = GalleryWriter.open(gallery.folder())) {
            writer.compact();
        }
        GalleryInfo after = Gallery.info(gallery.folder());
        if (json.json()) {
            console().json(facts(before, after));
        } else {
            Table table = new Table("", " entries", " segments", " bytes");
            table.row("before", before.entries(), before.segments(), before.bytes());
            table.row("after", after.entries(), after.segments(), after.bytes());
            console().table(table);
        }
        return ExitCode.OK;
    }

    private Map<String, Object> facts(GalleryInfo before, GalleryInfo after) {
        Map<String, Object> facts = Json.object();
        facts.put("gallery", gallery.text());
        facts.put("entries", after.entries());
        facts.put("segments_before", before.segments());
        facts.put("segments", after.segments());
        facts.put("bytes_before", before.bytes());
        facts.put("bytes", after.bytes());
        return facts;
    }
}
