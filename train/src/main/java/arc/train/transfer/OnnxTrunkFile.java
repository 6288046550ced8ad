package arc.train.transfer;

import arc.infer.ArcException;
import arc.infer.file.FileErrors;
import arc.infer.model.Card;
import arc.infer.model.ModelCard;
import arc.infer.model.OnnxModel;
import arc.infer.model.OnnxOutline;
import arc.infer.model.OnnxPrecheck;
import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the trunk of an ONNX file: an arc model, with its seal and card, or any other program's VGG. The file
 * passes {@link OnnxPrecheck} first. It is read into memory outside of the heap, where its tensors stay until
 * the few that are needed are copied out: a VGG16 with its classifier has 553 MB, its trunk 59 MB.
 */
final class OnnxTrunkFile {

    private OnnxTrunkFile() {}

    /** Reads a trunk; an {@link ArcException} says what is wrong with the file. */
    static PretrainedTrunk read(Path path) {
        String file = path.toString();
        OnnxOutline outline = OnnxOutline.read(path);
        OnnxPrecheck.check(outline, file);
        Optional<Card> card = outline.metadata().containsKey(ModelCard.METADATA_KEY)
                ? Optional.of(OnnxModel.inspect(path).card())
                : Optional.empty();
        try (Arena arena = Arena.ofConfined()) {
            OnnxTrunkGraph graph = new OnnxTrunkGraph(file, parse(readFully(path, arena)).getGraph());
            var stages = graph.stages();
            Optional<LinearLayer> linear = card.isPresent() ? graph.linear() : Optional.empty();
            return new PretrainedTrunk(file, stages, linear, card.map(Card::preprocessing));
        } catch (InvalidProtocolBufferException e) {
            throw new UnusableTrunk(file, "it is no ONNX file, or a damaged one: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ArcException("cannot read " + file + ": " + FileErrors.reason(e), e);
        }
    }

    private static ByteBuffer readFully(Path path, Arena arena) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            ByteBuffer bytes = arena.allocate(Math.min(channel.size(), OnnxOutline.MAX_FILE_BYTES)).asByteBuffer();
            while (bytes.hasRemaining()) {
                if (channel.read(bytes) < 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
            }
            return bytes.flip();
        }
    }

    /** Parses without copying: the tensors' bytes are views of {@code bytes}. */
    private static Onnx.ModelProto parse(ByteBuffer bytes) throws IOException {
        ByteString whole = UnsafeByteOperations.unsafeWrap(bytes);
        CodedInputStream in = whole.newCodedInput();
        in.enableAliasing(true);
        return Onnx.ModelProto.parseFrom(in);
    }
}
