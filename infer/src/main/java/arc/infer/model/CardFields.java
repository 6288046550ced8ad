package arc.infer.model;

import arc.infer.ArcException;
import arc.infer.file.JsonErrors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads the fields of one JSON object of a card, and says which field of which file is not as expected. */
final class CardFields {

    /** Longest piece of a wrong value that a message repeats. */
    private static final int MAX_ECHO = 60;

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final JsonNode object;
    private final String prefix; // of nested fields, such as "preprocessing."
    private final String fileName;

    private CardFields(JsonNode object, String prefix, String fileName) {
        this.object = object;
        this.prefix = prefix;
        this.fileName = fileName;
    }

    /** Reads a whole card. */
    static CardFields parse(String json, String fileName) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new ArcException(fileName + " has a card that is not JSON: " + JsonErrors.inText(e), e);
        }
        if (!root.isObject()) {
            throw new ArcException(fileName + " has a card that is not a JSON object");
        }
        return new CardFields(root, "", fileName);
    }

    /** Returns the version of the card's format, at most {@code newest}. */
    int version(int newest) {
        int version = integer("format_version");
        if (version > newest) {
            throw new ArcException(fileName + " has a card of format version " + version
                    + ", and this arc reads versions up to " + newest + ": use a newer arc");
        }
        return version;
    }

    /** Refuses fields of other names. */
    void requireOnly(String... names) {
        for (String name : object.propertyNames()) {
            if (!List.of(names).contains(name)) {
                throw new ArcException(fileName + " has a card with an unknown field " + prefix + shortened(name)
                        + "; it may have " + String.join(", ", names));
            }
        }
    }

    CardFields object(String name) {
        return new CardFields(field(name, "an object", JsonNode::isObject), prefix + name + ".", fileName);
    }

    int integer(String name) {
        return field(name, "a whole number", n -> n.isIntegralNumber() && n.canConvertToInt()).intValue();
    }

    long longInteger(String name) {
        return field(name, "a whole number", n -> n.isIntegralNumber() && n.canConvertToLong()).longValue();
    }

    double number(String name) {
        return field(name, "a number", JsonNode::isNumber).doubleValue();
    }

    boolean bool(String name) {
        return field(name, "true or false", JsonNode::isBoolean).booleanValue();
    }

    String text(String name) {
        return field(name, "a string", JsonNode::isString).stringValue();
    }

    List<String> texts(String name) {
        return list(name, "a list of strings", JsonNode::isString, JsonNode::stringValue);
    }

    List<Double> numbers(String name) {
        return list(name, "a list of numbers", JsonNode::isNumber, JsonNode::doubleValue);
    }

    /** Returns the choice whose name the field holds. */
    <T> T oneOf(String name, List<T> choices, Function<T, String> nameOf) {
        String expected = "one of " + choices.stream().map(nameOf).toList();
        JsonNode node = field(name, expected, JsonNode::isString);
        for (T choice : choices) {
            if (nameOf.apply(choice).equals(node.stringValue())) {
                return choice;
            }
        }
        throw wrong(name, expected, node);
    }

    /** Returns this object as a map, all of whose values are strings. */
    Map<String, String> textByName() {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            texts.put(entry.getKey(), text(entry.getKey()));
        }
        return texts;
    }

    private <T> List<T> list(String name, String expected, Predicate<JsonNode> isElement, Function<JsonNode, T> value) {
        JsonNode array = field(name, expected, JsonNode::isArray);
        List<T> values = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            if (!isElement.test(element)) {
                throw wrong(name, expected, element);
            }
            values.add(value.apply(element));
        }
        return values;
    }

    private JsonNode field(String name, String expected, Predicate<JsonNode> isExpected) {
        JsonNode node = object.get(name);
        if (node == null || !isExpected.test(node)) {
            throw wrong(name, expected, node);
        }
        return node;
    }

    private ArcException wrong(String name, String expected, @Nullable JsonNode found) {
        String echo = shortened(found == null ? "nothing" : found.toString());
        return new ArcException(
                fileName + " has a card whose field " + prefix + name + " should be " + expected + ", found " + echo);
    }

    private static String shortened(String text) {
        return text.length() <= MAX_ECHO ? text : text.substring(0, MAX_ECHO) + "…";
    }
}
