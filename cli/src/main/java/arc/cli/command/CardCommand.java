package arc.cli.command;

import arc.cli.option.CardOptions;
import arc.cli.option.JsonOption;
import arc.cli.output.Json;
import arc.infer.model.CardMaker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.Map;

/** Describes a model that arc did not train. */
@Command(name = "card", header = "Describes a model from elsewhere, so that arc can use it.", footer = {
        "  arc card face.onnx --size 112 --channels bgr --mean 0.5 --std 0.5",
        "  arc card clip.onnx --fit crop --interpolation bicubic --output image_embeds \\",
        "      --mean 0.48145466,0.4578275,0.40821073 --std 0.26862954,0.26130258,0.27577711",
        "  arc index ~/photos -g photos.arc -m face.onnx"}, description = {
                "Writes X.card.json beside X.onnx, after the model has embedded two test pictures. What is said here must be how",
                "the model was trained: wrong values give poor embeddings, and nothing can tell. Embeddings are always",
                "normalised by arc. The model's id covers both files: another card is another model."})
final class CardCommand extends BaseCommand {

    @Parameters(paramLabel = "MODEL", description = "An ONNX file without a card inside: an image encoder, pictures in, one vector a picture out.")
    private Path model = Path.of("");

    @Mixin
    private final CardOptions description = new CardOptions();

    @Option(names = "--force", description = "Replace a card that is there already.")
    private boolean force;

    @Mixin
    private final JsonOption json = new JsonOption();

    CardCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        CardMaker.Made made = CardMaker.make(model, description.request(), force, global().threads());
        Map<String, Object> facts = Json.object();
        facts.put("card_file", made.file().toAbsolutePath().normalize().toString());
        facts.put("model_id", made.model().id().sha256());
        facts.put("card", ModelFacts.card(made.model().card()));
        facts.put("unit_vectors", made.givesUnitVectors());
        facts.put("test_length", made.testLength());
        if (json.json()) {
            console().json(facts);
        } else {
            console().table(ModelFacts.table(facts));
        }
        if (!made.givesUnitVectors()) {
            console().note("the model's output is not normalised, so arc will do it");
        }
        return 0;
    }
}
