package arc.infer.model;

import arc.infer.model.OnnxOutline.Axis;
import arc.infer.model.OnnxOutline.FixedAxis;
import arc.infer.model.OnnxOutline.FreeAxis;
import arc.infer.model.OnnxOutline.ValueInfo;
import arc.infer.model.ProtoReader.MalformedException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a {@code ValueInfoProto} of onnx.proto: the name, type and shape of an input or output. */
final class ValueInfoReader {

    private ValueInfoReader() {}

    static ValueInfo read(ProtoReader in) throws IOException, MalformedException {
        String[] valueName = {""};
        int[] elementType = {0};
        List<Axis> shape = new ArrayList<>();
        in.keep(0);
        in.message(field -> {
            switch (field) {
                case 1 -> valueName[0] = in.text();
                case 2 -> in.message(type -> type == 1 && tensorType(in, elementType, shape));
                default -> {
                    return false;
                }
            }
            return true;
        });
        return new ValueInfo(valueName[0], elementType[0], shape);
    }

    private static boolean tensorType(ProtoReader in, int[] elementType, List<Axis> shape)
            throws IOException, MalformedException {
        in.message(field -> {
            switch (field) {
                case 1 -> elementType[0] = (int) in.number();
                case 2 -> in.message(f -> f == 1 && shape.add(axis(in)));
                default -> {
                    return false;
                }
            }
            return true;
        });
        return true;
    }

    private static Axis axis(ProtoReader in) throws IOException, MalformedException {
        Axis[] axis = {new FreeAxis("")};
        in.keep(0);
        in.message(field -> {
            switch (field) {
                case 1 -> axis[0] = new FixedAxis(in.number());
                case 2 -> axis[0] = new FreeAxis(in.text());
                default -> {
                    return false;
                }
            }
            return true;
        });
        return axis[0];
    }
}
