package arc.cli.command;

import arc.cli.option.Choice;
import arc.cli.option.DataOptions;
import arc.cli.option.JsonOption;
import arc.cli.output.ExitCode;
import arc.cli.output.Json;
import arc.cli.output.Table;
import arc.infer.data.KnownDataSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks at what arc needs and finds. */
@Command(name = "doctor", header = "Looks at this machine: what arc found, and what to do about the rest.", footer = {
        "  arc doctor", "  arc doctor --json"})
final class DoctorCommand extends BaseCommand {

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    DoctorCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        List<Finding> findings = new ArrayList<>(MachineFindings.look());
        findings.addAll(LibraryFindings.look());
        findings.addAll(dataSets());
        boolean works = findings.stream().noneMatch(finding -> finding.status() == Finding.Status.FAIL);
        if (json.json()) {
            Map<String, Object> object = Json.object();
            object.put("ok", works);
            object.put("checks", findings.stream().map(DoctorCommand::facts).toList());
            console().json(object);
        } else {
            Table table = new Table("", "what", "found");
            for (Finding finding : findings) {
                table.row(Choice.word(finding.status()), finding.name(), finding.value());
                if (!finding.remedy().isEmpty()) {
                    table.row("", "", "-> " + finding.remedy());
                }
            }
            console().table(table);
        }
        return works ? ExitCode.OK : ExitCode.FAILURE;
    }

    private List<Finding> dataSets() {
        List<Path> folders = data.folders(console().environment());
        List<Finding> findings = new ArrayList<>();
        for (Path folder : folders) {
            findings.add(Files.isDirectory(folder)
                    ? Finding.ok("data folder", folder.toString())
                    : Finding.warn("data folder", folder + " is not there", "correct ARC_DATA or --data-dir"));
        }
        for (KnownDataSet known : KnownDataSet.all()) {
            findings.add(known.bundled()
                    ? Finding.ok(known.name(), "bundled")
                    : known.folder(folders).map(folder -> Finding.ok(known.name(), folder.toString()))
                            .orElse(Finding.warn(known.name(), "not found",
                                    "to use it put its IDX files into DIR/" + known.name() + " and set ARC_DATA=DIR")));
        }
        return findings;
    }

    private static Map<String, Object> facts(Finding finding) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", finding.name());
        facts.put("status", Choice.word(finding.status()));
        facts.put("value", finding.value());
        facts.put("remedy", finding.remedy().isEmpty() ? null : finding.remedy());
        return facts;
    }
}
