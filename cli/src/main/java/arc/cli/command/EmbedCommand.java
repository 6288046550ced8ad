package arc.cli.command;

import arc.cli.option.DataOptions;
import arc.cli.option.DeviceOption;
import arc.cli.option.LimitOptions;
import arc.cli.output.Skipped;
import arc.cli.signal.Stop;
import arc.infer.ArcException;
import arc.infer.data.LabelledImage;
import arc.infer.embedding.Embedding;
import arc.infer.embedding.EmbeddingFiles;
import arc.infer.embedding.EmbeddingFormat;
import arc.infer.embedding.EmbeddingWriter;
import arc.infer.file.AtomicFile;
import arc.infer.model.OnnxEmbedder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes the embeddings of pictures. */
@Command(name = "embed", header = "Writes the embeddings of pictures.", footer = {"  arc embed q.png -m run/model.onnx",
        "  arc embed mnist:test -m run/model.onnx -o test.npy",
        "  arc embed ~/photos -m run/model.onnx --format csv -o photos.csv"}, description = {
                "ndjson: {\"path\", \"embedding\", \"label\"} a line; csv, tsv: path, label, one column a dimension;",
                "npy: X.npy float32 [N, D], and X.tsv with index, path and label."})
final class EmbedCommand extends BaseCommand {

    private static final String STANDARD_OUTPUT = "-";

    @Parameters(paramLabel = "INPUT", arity = "1..*", description = "Pictures, folders, manifests or data sets; - is a picture on standard input.")
    private List<String> inputs = List.of();

    @Option(names = {"-m", "--model"}, required = true, paramLabel = "MODEL", description = "The model (required).")
    private Path model = Path.of("");

    @Option(names = "--format", paramLabel = "FORMAT", description = "ndjson, npy, csv or tsv (default: by the end of OUT, else ndjson).")
    private @Nullable String format;

    @Option(names = {"-o",
            "--out"}, paramLabel = "OUT", defaultValue = STANDARD_OUTPUT, description = "Where to write (default: ${DEFAULT-VALUE}, standard output).")
    private String out = STANDARD_OUTPUT;

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final LimitOptions limit = new LimitOptions();

    @Mixin
    private final DeviceOption device = new DeviceOption();

    EmbedCommand(Context context) {
        super(context);
    }

    @Override
    protected int execute() {
        EmbeddingFormat wanted = wantedFormat();
        if (wanted == EmbeddingFormat.NPY && out.equals(STANDARD_OUTPUT)) {
            throw new ArcException(ArcException.Kind.USAGE, "npy is two files: name them with -o X.npy");
        }
        Inputs opened = Inputs.open(inputs, data, console());
        if (!out.equals(STANDARD_OUTPUT)) {
            Path file = Path.of(out);
            Set<Path> read = opened.paths();
            read.add(model);
            OutputFiles.requireOtherThan(read, wanted == EmbeddingFormat.NPY
                    ? List.of(EmbeddingFiles.matrix(file), EmbeddingFiles.table(file))
                    : List.of(file));
        }
        List<LabelledImage> images = limit.of(opened.images());
        try (Stop.Scope _ = stop().scope();
                OnnxEmbedder embedder = Models.open(model, device.device(), global().threads(), console())) {
            if (wanted == EmbeddingFormat.NPY) {
                return writeNpy(embedder, images);
            }
            if (out.equals(STANDARD_OUTPUT)) {
                return writeText(embedder, images, wanted, console().out());
            }
            int[] exitCode = new int[1];
            AtomicFile.write(Path.of(out), file -> exitCode[0] = writeText(embedder, images, wanted, file));
            return exitCode[0];
        } catch (UncheckedIOException e) {
            throw AtomicFile.notWritable(Path.of(out), e.getCause());
        }
    }

    private EmbeddingFormat wantedFormat() {
        Optional<EmbeddingFormat> byName = Arrays.stream(EmbeddingFormat.values())
                .filter(candidate -> out.toLowerCase(Locale.ROOT).endsWith("." + candidate)).findFirst();
        if (format == null) {
            return byName.orElse(EmbeddingFormat.NDJSON);
        }
        EmbeddingFormat asked = EmbeddingFormat.parse(format);
        if (byName.isPresent() && byName.get() != asked) {
            throw new ArcException(ArcException.Kind.USAGE,
                    "--format " + asked + " contradicts -o " + out + ": leave out --format, or name another file");
        }
        return asked;
    }

    private int writeText(OnnxEmbedder embedder, List<LabelledImage> images, EmbeddingFormat wanted,
            OutputStream target) {
        try (EmbeddingWriter writer = wanted.writer(target)) {
            return embed(embedder, images, (image, embedding) -> writer.write(image.path(), image.label(), embedding));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int writeNpy(OnnxEmbedder embedder, List<LabelledImage> images) {
        EmbeddedSet set = new EmbeddedSet(embedder.card().dimension(), images.size());
        int exitCode = embed(embedder, images, set::add);
        EmbeddingFiles.writeNpy(Path.of(out), set.build());
        return exitCode;
    }

    /** Takes an embedding of an image. */
    @FunctionalInterface
    private interface Taker {
        void take(LabelledImage image, Embedding embedding) throws IOException;
    }

    private int embed(OnnxEmbedder embedder, List<LabelledImage> images, Taker taker) {
        Skipped skipped = new Skipped(console());
        new EmbeddingPass(console(), stop(), global().threads(), skipped).run("embedding", images, embedder,
                (image, _, embedding) -> {
                    try {
                        taker.take(image, embedding);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
        stop().throwIfRequested("stopped" + (out.equals(STANDARD_OUTPUT) ? "" : "; nothing was written to " + out));
        return skipped.exitCode(images.size());
    }
}
