package arc.infer.model;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Finds and reads the card of a foreign model: {@code any.card.json} beside {@code any.onnx}. A card inside of the ONNX
 * file wins over one beside it.
 */
public final class CardBeside {

    /** Larger than any card, and little enough to read at once. */
    public static final int MAX_BYTES = 1 << 16;

    private static final String MODEL_SUFFIX = ".onnx";
    private static final String CARD_SUFFIX = ".card.json";

    private final byte[] bytes;
    private final ForeignCard card;

    private CardBeside(byte[] bytes, ForeignCard card) {
        this.bytes = bytes;
        this.card = card;
    }

    /** Returns where a model's card stands, whether there is one or not. */
    public static Path of(Path model) {
        String name = model.getFileName().toString();
        String stem = name.endsWith(MODEL_SUFFIX) ? name.substring(0, name.length() - MODEL_SUFFIX.length()) : name;
        return model.resolveSibling(stem + CARD_SUFFIX);
    }

    /** Reads the card beside a model, where there is one. */
    static Optional<CardBeside> find(Path model) {
        Path file = of(model);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        ModelFile.requireFile(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new ArcException(file + " is no card: it has more than " + MAX_BYTES + " bytes");
            }
            return Optional.of(new CardBeside(bytes, ForeignCardJson.fromJson(text(bytes, file), file.toString())));
        } catch (IOException e) {
            throw new ArcException("cannot read " + file + ": " + FileErrors.reason(e), e);
        }
    }

    private static String text(byte[] bytes, Path file) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new ArcException(file + " is no card: it is not UTF-8", e);
        }
    }

    ForeignCard card() {
        return card;
    }

    /** Returns the file's bytes, only to read: they are part of the model's id. */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
}
