package arc.train.export;

import arc.infer.file.AtomicFile;
import arc.infer.image.InputTensor;
import arc.infer.model.ModelCard;
import arc.infer.model.ModelCardJson;
import arc.infer.model.OnnxSeal;
import arc.train.net.EmbeddingNetwork;
import onnx.Onnx;

import java.nio.file.Path;
import java.util.List;

/** Writes the trained trunk as one ONNX file with its card inside, and only if it computes the same. */
public final class OnnxExporter {

    private OnnxExporter() {}

    /**
     * Exports a network.
     *
     * @param card goes into the file's metadata
     * @param inputs real pictures, preprocessed, at least one, to compare DL4J with ONNX Runtime on
     * @return the largest difference between the two, on unit vectors
     * @throws arc.infer.ArcException when the two differ by more than 1e-5, and then no file is written
     */
    public static double export(EmbeddingNetwork network, ModelCard card, List<InputTensor> inputs, Path target) {
        byte[] onnx = OnnxSeal.seal(model(network, card).toByteArray());
        double parity = ParityCheck.run(network, onnx, inputs);
        AtomicFile.write(target, out -> out.write(onnx));
        return parity;
    }

    private static Onnx.ModelProto model(EmbeddingNetwork network, ModelCard card) {
        return Onnx.ModelProto.newBuilder().setIrVersion(OnnxGraph.IR_VERSION).setProducerName("arc")
                .setProducerVersion(card.arcVersion())
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setDomain("").setVersion(OnnxGraph.OPSET))
                .setGraph(OnnxGraph.of(network)).addMetadataProps(Onnx.StringStringEntryProto.newBuilder()
                        .setKey(ModelCard.METADATA_KEY).setValue(ModelCardJson.toJson(card)))
                .build();
    }
}
