package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.option.PreprocessingOptions;
import arc.cli.output.Skipped;
import arc.infer.ArcException;
import arc.infer.data.LabelledImage;
import arc.infer.embedding.Npy;
import arc.infer.file.AtomicFile;
import arc.infer.image.DecodedImage;
import arc.infer.image.InputTensor;
import arc.infer.image.PngWriter;
import arc.infer.image.Preprocessing;
import arc.infer.image.Preprocessor;
import arc.infer.image.TensorPicture;
import arc.infer.image.UnreadableImageException;
import arc.infer.model.OnnxModel;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes what a model sees of pictures. */
@Command(name = "tensor", header = "Writes exactly what a model sees of pictures.", footer = {
        "  arc tensor q.png -m run/model.onnx -o x.npy",
        "  arc tensor *.jpg --fit resize --channels rgb -o x.png"}, description = "float32 [N, C, H, W] as .npy, or as a picture to look at as .png.")
final class TensorCommand extends BaseCommand {

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "Pictures, folders or data sets; - is a picture on standard input.")
    private List<String> images = List.of();

    @Option(names = {"-m",
            "--model"}, paramLabel = "MODEL", description = "Preprocess as this model does (default: as the options below say).")
    private @Nullable Path model;

    @Option(names = {"-o",
            "--out"}, required = true, paramLabel = "FILE", description = "Where to write: FILE.npy or FILE.png (required).")
    private Path out = Path.of("");

    @Mixin
    private final PreprocessingOptions preprocessing = new PreprocessingOptions();

    @Mixin
    private final DataOptions data = new DataOptions();

    TensorCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        boolean picture = isPicture();
        Preprocessing wanted = wanted();
        Inputs opened = Inputs.open(images, data, console());
        OutputFiles.requireOtherThan(opened.paths(), List.of(out));
        List<LabelledImage> inputs = opened.images();
        Skipped skipped = new Skipped(console());
        List<InputTensor> tensors = new ArrayList<>();
        Preprocessor preprocessor = new Preprocessor(wanted);
        for (LabelledImage image : inputs) {
            try {
                tensors.add(preprocessor.apply(image.decode(), image.path()));
            } catch (UnreadableImageException e) {
                skipped.add(String.valueOf(e.getMessage()));
            }
        }
        int exitCode = skipped.exitCode(inputs.size());
        if (picture) {
            writePicture(tensors, wanted);
        } else {
            writeArray(tensors, wanted);
        }
        console().note("wrote " + tensors.size() + " x " + wanted.channels().count() + " x " + wanted.sizePixels()
                + " x " + wanted.sizePixels() + " to " + out);
        return exitCode;
    }

    private boolean isPicture() {
        String name = String.valueOf(out.getFileName());
        if (name.endsWith(".png")) {
            return true;
        }
        if (name.endsWith(".npy")) {
            return false;
        }
        throw new ArcException(ArcException.Kind.USAGE, "-o ends in .npy or .png, got " + out);
    }

    private Preprocessing wanted() {
        if (model == null) {
            return preprocessing.preprocessing();
        }
        if (preprocessing.anyGiven()) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "a model's preprocessing can't be changed: leave out -m, or --size, --channels, --fit, --interpolation,"
                            + " --mean, --std");
        }
        return OnnxModel.inspect(model).card().preprocessing();
    }

    private void writePicture(List<InputTensor> tensors, Preprocessing wanted) {
        DecodedImage picture;
        try {
            picture = TensorPicture.of(tensors, wanted);
        } catch (IllegalArgumentException e) {
            throw new ArcException(e.getMessage() + "; write them as .npy", e);
        }
        AtomicFile.write(out, file -> PngWriter.write(picture, file));
    }

    private void writeArray(List<InputTensor> tensors, Preprocessing wanted) {
        AtomicFile.write(out, file -> {
            Npy.writeHeader(file, tensors.size(), wanted.channels().count(), wanted.sizePixels(), wanted.sizePixels());
            for (InputTensor tensor : tensors) {
                Npy.writeFloats(file, tensor.toArrayCopy());
            }
        });
    }
}
