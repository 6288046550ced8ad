package arc.infer.model;

import arc.infer.ArcException;
import arc.infer.model.OnnxOutline.Operator;
import arc.infer.model.OnnxOutline.ValueInfo;
import arc.infer.model.ProtoReader.MalformedException;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Collects an {@link OnnxOutline}. The numbers are the field numbers of onnx.proto (Apache-2.0, part
 * of the ONNX standard). A field that protobuf allows once but that stands twice is merged by other
 * readers; collecting both occurrences sees no less than they do.
 */
final class OnnxOutlineReader {

    private final String name;
    private long irVersion;
    private String producerName = "";
    private String producerVersion = "";
    private final Map<String, Long> opsets = new HashMap<>();
    private final Map<String, String> metadata = new HashMap<>();
    private final List<ValueInfo> inputs = new ArrayList<>();
    private final List<ValueInfo> outputs = new ArrayList<>();
    private final Set<String> initializers = new HashSet<>();
    private final TreeMap<Operator, Integer> operators = new TreeMap<>();
    private final List<String> externalTensors = new ArrayList<>();
    private long initializerCount;
    private long initializerBytes;
    private int graphs;
    private int subGraphs;
    private int functions;
    private boolean trainingInfo;

    OnnxOutlineReader(String name) {
        this.name = name;
    }

    OnnxOutline read(InputStream stream) throws IOException {
        ProtoReader in = new ProtoReader(stream);
        try {
            in.root(field -> model(in, field));
            if (irVersion < 1) {
                throw new MalformedException("it states no version of the format");
            }
            if (graphs == 0) {
                throw new MalformedException("it has no graph");
            }
            if (opsets.isEmpty()) {
                throw new MalformedException("it states no operator set");
            }
        } catch (MalformedException e) {
            throw new ArcException(name + " is not an ONNX file: " + e.getMessage(), e);
        }
        inputs.removeIf(input -> initializers.contains(input.name()));
        return new OnnxOutline(irVersion, (producerName + " " + producerVersion).strip(), new TreeMap<>(opsets),
                metadata, inputs, outputs, operators, initializerCount, initializerBytes, externalTensors, subGraphs,
                functions, trainingInfo);
    }

    private boolean model(ProtoReader in, int field) throws IOException, MalformedException {
        switch (field) {
            case 1 -> irVersion = in.number();
            case 2 -> producerName = in.text();
            case 3 -> producerVersion = in.text();
            case 7 -> {
                graphs++;
                in.message(f -> graph(in, f, true));
            }
            case 8 -> opset(in);
            case 14 -> metadataEntry(in);
            case 20 -> {
                trainingInfo = true;
                in.message(f -> trainingGraph(in, f));
            }
            case 25 -> {
                functions++;
                in.message(f -> function(in, f));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean graph(ProtoReader in, int field, boolean main) throws IOException, MalformedException {
        switch (field) {
            case 1 -> node(in);
            case 5 -> initializer(in, main);
            case 15 -> {
                initializerCount++;
                initializerBytes += in.message(f -> sparseTensor(in, f));
            }
            case 11 -> {
                if (!main) {
                    return false;
                }
                inputs.add(ValueInfoReader.read(in));
            }
            case 12 -> {
                if (!main) {
                    return false;
                }
                outputs.add(ValueInfoReader.read(in));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean trainingGraph(ProtoReader in, int field) throws IOException, MalformedException {
        if (field == 1 || field == 2) {
            subGraph(in);
            return true;
        }
        return false;
    }

    private boolean function(ProtoReader in, int field) throws IOException, MalformedException {
        if (field == 7) {
            node(in);
            return true;
        }
        if (field == 11) {
            in.message(f -> attribute(in, f));
            return true;
        }
        return false;
    }

    private void node(ProtoReader in) throws IOException, MalformedException {
        String[] typeAndDomain = {"", ""};
        in.message(field -> {
            switch (field) {
                case 4 -> typeAndDomain[0] = in.text();
                case 5 -> in.message(f -> attribute(in, f));
                case 7 -> typeAndDomain[1] = in.text();
                default -> {
                    return false;
                }
            }
            return true;
        });
        operators.merge(new Operator(domain(typeAndDomain[1]), typeAndDomain[0]), 1, Integer::sum);
    }

    private boolean attribute(ProtoReader in, int field) throws IOException, MalformedException {
        switch (field) {
            case 5, 10 -> tensor(in);
            case 6, 11 -> subGraph(in);
            case 22, 23 -> in.message(f -> sparseTensor(in, f));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void subGraph(ProtoReader in) throws IOException, MalformedException {
        subGraphs++;
        in.message(f -> graph(in, f, false));
    }

    private void initializer(ProtoReader in, boolean main) throws IOException, MalformedException {
        Tensor tensor = tensor(in);
        initializerCount++;
        initializerBytes += tensor.bytes();
        if (main) {
            initializers.add(tensor.name());
        }
    }

    private boolean sparseTensor(ProtoReader in, int field) throws IOException, MalformedException {
        if (field == 1 || field == 2) {
            tensor(in);
            return true;
        }
        return false;
    }

    private record Tensor(String name, int bytes) {}

    private Tensor tensor(ProtoReader in) throws IOException, MalformedException {
        String[] tensorName = {""};
        boolean[] external = {false};
        int bytes = in.message(field -> {
            switch (field) {
                case 8 -> tensorName[0] = in.text();
                case 13 -> {
                    external[0] = true;
                    return false;
                }
                case 14 -> external[0] |= in.number() != 0;
                default -> {
                    return false;
                }
            }
            return true;
        });
        if (external[0]) {
            in.keep(0);
            externalTensors.add(tensorName[0]);
        }
        return new Tensor(tensorName[0], bytes);
    }

    private void opset(ProtoReader in) throws IOException, MalformedException {
        String[] domain = {""};
        long[] version = {0};
        in.message(field -> {
            switch (field) {
                case 1 -> domain[0] = in.text();
                case 2 -> version[0] = in.number();
                default -> {
                    return false;
                }
            }
            return true;
        });
        opsets.merge(domain(domain[0]), version[0], Math::max);
    }

    private void metadataEntry(ProtoReader in) throws IOException, MalformedException {
        String[] entry = {"", ""};
        in.message(field -> {
            if (field == 1 || field == 2) {
                entry[field - 1] = in.text();
                return true;
            }
            return false;
        });
        if (metadata.put(entry[0], entry[1]) != null) {
            throw new MalformedException("its metadata have the key '" + entry[0] + "' twice");
        }
    }

    private static String domain(String domain) {
        return domain.equals("ai.onnx") ? "" : domain;
    }
}
