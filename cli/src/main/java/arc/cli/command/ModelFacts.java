package arc.cli.command;

import arc.cli.output.Json;
import arc.cli.output.Table;
import arc.infer.model.Card;
import arc.infer.model.CardBeside;
import arc.infer.model.ForeignCard;
import arc.infer.model.ForeignCardJson;
import arc.infer.model.ModelCard;
import arc.infer.model.ModelCardJson;
import arc.infer.model.OnnxModel;
import arc.infer.model.OnnxOutline;
import arc.infer.model.OnnxPrecheck;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells what is known of models. */
final class ModelFacts {

    /** What ONNX files write as the empty domain. */
    private static final String STANDARD_DOMAIN = "ai.onnx";

    private ModelFacts() {}

    /** Returns what an ONNX file and its card say. */
    static Map<String, Object> of(Path file) {
        OnnxOutline outline = OnnxOutline.read(file);
        if (!outline.metadata().containsKey(ModelCard.METADATA_KEY) && !Files.exists(CardBeside.of(file))) {
            OnnxPrecheck.check(outline, file.toString());
            return ofGraph(outline);
        }
        OnnxModel model = OnnxModel.inspect(file);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("model_id", model.id().sha256());
        facts.put("bytes", model.bytes());
        facts.put("card", card(model.card()));
        if (model.card() instanceof ForeignCard) {
            facts.putAll(ofGraph(outline));
        } else {
            facts.putAll(ofFormat(outline));
        }
        return facts;
    }

    /** Returns a card as it is written. */
    static Map<String, Object> card(Card card) {
        return Json.read(switch (card) {
            case ModelCard own -> ModelCardJson.toJson(own);
            case ForeignCard foreign -> ForeignCardJson.toJson(foreign);
        });
    }

    /** Shows facts in two columns; what is nested as names with dots. */
    static Table table(Map<String, Object> facts) {
        Table table = new Table("fact", "value");
        facts.forEach((name, value) -> addRows(table, name, value));
        return table;
    }

    private static Map<String, Object> ofGraph(OnnxOutline outline) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("producer", outline.producer());
        facts.put("inputs", texts(outline.inputs()));
        facts.put("outputs", texts(outline.outputs()));
        facts.putAll(ofFormat(outline));
        return facts;
    }

    private static Map<String, Object> ofFormat(OnnxOutline outline) {
        Map<String, Long> opsets = new TreeMap<>();
        outline.opsets()
                .forEach((domain, version) -> opsets.put(domain.isEmpty() ? STANDARD_DOMAIN : domain, version));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("opsets", opsets);
        facts.put("ir_version", outline.irVersion());
        return facts;
    }

    private static List<String> texts(List<OnnxOutline.ValueInfo> values) {
        return values.stream().map(OnnxOutline.ValueInfo::toString).toList();
    }

    private static void addRows(Table table, String name, Object value) {
        if (value instanceof Map<?, ?> nested) {
            nested.forEach((key, inner) -> addRows(table, name + "." + key, inner));
        } else if (!name.equals("schema")) {
            table.row(name, value);
        }
    }
}
