package arc.cli.report;

import arc.cli.output.Json;
import arc.infer.ArcException;
import arc.infer.file.FileErrors;
import arc.infer.file.JsonErrors;
import tools.jackson.core.JacksonException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what run.json tells, whatever arc wrote it: a field that is missing is no mistake.
 *
 * @param fields as they stand in the file
 */
public record RunFacts(Map<String, Object> fields) {

    /** The name of the file in a run's folder. */
    public static final String FILE = "run.json";

    /** Copies the map, and keeps its order. */
    public RunFacts {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** Tells whether a folder is a run. */
    public static boolean isRun(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    /**
     * Reads the facts of a run.
     *
     * @throws ArcException when the folder is not there, is no run, or run.json is damaged
     */
    public static RunFacts read(Path run) {
        if (!Files.exists(run)) {
            throw new ArcException(run + ": no such file or folder");
        }
        if (!isRun(run)) {
            throw new ArcException(run + " is not a training run: it has no " + FILE
                    + ";\nname the folder that arc train wrote with -o");
        }
        Path file = run.resolve(FILE);
        try {
            return new RunFacts(Json.read(Files.readString(file)));
        } catch (IOException e) {
            throw new ArcException("cannot read " + file + ": " + FileErrors.reason(e), e);
        } catch (JacksonException e) {
            throw new ArcException(file + " is not a run that arc wrote: " + JsonErrors.inText(e), e);
        }
    }

    /** Returns the text of a field, {@code names} from the outside in; empty where there is none. */
    public Optional<String> text(String... names) {
        return value(names).map(String::valueOf);
    }

    /** Returns a number; empty where there is none. */
    public Optional<Number> number(String... names) {
        return value(names).filter(Number.class::isInstance).map(Number.class::cast);
    }

    /** Returns the elements of a list; none where there is no list. */
    public List<String> list(String... names) {
        return value(names).filter(List.class::isInstance)
                .map(list -> ((List<?>) list).stream().map(String::valueOf).toList()).orElse(List.of());
    }

    /** Returns the fields within a field, as text and in their order; none where there are none. */
    public Map<String, String> group(String... names) {
        Map<String, String> group = new LinkedHashMap<>();
        if (value(names).orElse(null) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> group.put(String.valueOf(key), String.valueOf(value)));
        }
        return group;
    }

    private Optional<Object> value(String... names) {
        Object value = fields;
        for (String name : names) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return Optional.ofNullable(value);
    }
}
