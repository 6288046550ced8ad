package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.option.JsonOption;
import arc.cli.output.Json;
import arc.cli.output.Table;
import arc.infer.data.KnownDataSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lists the data sets that have a name. */
@Command(name = "list", header = "Lists the data sets that arc knows by name, and where they are.", footer = {
        "  arc data list", "  arc data list --data-dir ~/data --json"})
final class DataListCommand extends BaseCommand {

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    DataListCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        List<Path> folders = data.folders(console().environment());
        if (json.json()) {
            Map<String, Object> object = Json.object();
            object.put("data_sets", KnownDataSet.all().stream().map(known -> facts(known, folders)).toList());
            console().json(object);
            return 0;
        }
        Table table = new Table("name", " train", " test", " classes", "where", "licence");
        for (KnownDataSet known : KnownDataSet.all()) {
            Path folder = known.folder(folders).orElse(null);
            table.row(known.name(), known.trainCount(), known.testCount(), known.classNames().size(),
                    where(known, folder), known.licence());
        }
        console().table(table);
        return 0;
    }

    private static String where(KnownDataSet known, @Nullable Path folder) {
        if (known.bundled()) {
            return "bundled";
        }
        return folder == null ? "not found: put it into DIR/" + known.name() + " and set ARC_DATA=DIR" : "" + folder;
    }

    private static Map<String, Object> facts(KnownDataSet known, List<Path> folders) {
        Path folder = known.bundled() ? null : known.folder(folders).orElse(null);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", known.name());
        facts.put("train", known.trainCount());
        facts.put("test", known.testCount());
        facts.put("classes", known.classNames());
        facts.put("bundled", known.bundled());
        facts.put("available", known.bundled() || folder != null);
        facts.put("folder", folder == null ? null : folder.toString());
        facts.put("licence", known.licence());
        facts.put("source", known.source());
        return facts;
    }
}
