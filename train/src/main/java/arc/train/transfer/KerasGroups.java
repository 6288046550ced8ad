package arc.train.transfer;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;

import java.util.Arrays;
import java.util.List;

/**
 * Reads groups, names and arrays of an HDF5 file as Keras writes them. Links are not followed: one could lead into
 * any other file.
 */
final class KerasGroups {

    /** Attribute of the group of all layers. */
    static final String LAYER_NAMES = "layer_names";

    /** Attribute of each layer's group: paths of its arrays, from that group on. */
    static final String WEIGHT_NAMES = "weight_names";

    private final String file;

    KerasGroups(String file) {
        this.file = file;
    }

    /** Returns what messages call the file. */
    String file() {
        return file;
    }

    /** Returns the group of that name. */
    Group group(Group parent, String name) {
        if (child(parent, name) instanceof Group group) {
            return group;
        }
        throw new UnusableTrunk(file, "'" + name + "' in " + parent.getPath() + " should be a group");
    }

    /** Returns an attribute that is a list of texts. */
    List<String> names(Group group, String attribute) {
        Attribute found = group.getAttribute(attribute);
        if (found == null) {
            throw new UnusableTrunk(file, "its group " + group.getPath() + " has no attribute " + attribute
                    + "; save the model or its weights with Keras as .h5");
        }
        if (found.isEmpty()) {
            return List.of();
        }
        return switch (found.getData()) {
            case String[] names -> List.of(names);
            case String name -> List.of(name);
            case Object other when found.getSize() == 0 -> List.of();
            case Object other -> throw new UnusableTrunk(file, "the attribute " + attribute + " of " + group.getPath()
                    + " should be a list of texts, but is " + other.getClass().getSimpleName());
        };
    }

    /** Returns the shape of an array. */
    int[] shape(Group group, String path) {
        return dataset(group, path).getDimensions();
    }

    /** Returns an array's values as float32, row-major; its shape must be the one given. */
    float[] values(Group group, String path, int[] shape) {
        Dataset dataset = dataset(group, path);
        int[] found = dataset.getDimensions();
        if (!Arrays.equals(found, shape) || Arrays.stream(found).anyMatch(n -> n < 1 || n > TrunkShape.MAX_CHANNELS)) {
            throw new UnusableTrunk(file, "'" + path + "' should have the shape " + Arrays.toString(shape)
                    + " with axes of 1 to " + TrunkShape.MAX_CHANNELS + ", but has " + Arrays.toString(found));
        }
        return Values.requireFinite(file, path, switch (dataset.getDataFlat()) {
            case float[] floats -> floats;
            case double[] doubles -> Values.narrowed(doubles);
            case Object other -> throw new UnusableTrunk(file,
                    "'" + path + "' should hold floats, but is of type " + dataset.getJavaType().getSimpleName());
        });
    }

    private Dataset dataset(Group group, String path) {
        Group at = group;
        List<String> parts = List.of(path.split("/", -1));
        for (String part : parts.subList(0, parts.size() - 1)) {
            at = group(at, part);
        }
        if (child(at, parts.getLast()) instanceof Dataset dataset) {
            return dataset;
        }
        throw new UnusableTrunk(file, "'" + path + "' in " + group.getPath() + " should be an array");
    }

    private Node child(Group parent, String name) {
        Node child = parent.getChildren().get(name);
        if (child == null) {
            throw new UnusableTrunk(file, parent.getPath() + " has no '" + name + "', but "
                    + parent.getChildren().keySet().stream().limit(8).toList());
        }
        if (child.isLink()) {
            throw new UnusableTrunk(file, "'" + name + "' in " + parent.getPath() + " is a link; expected the data");
        }
        return child;
    }
}
