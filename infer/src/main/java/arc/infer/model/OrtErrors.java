package arc.infer.model;

import java.util.regex.Pattern;

/** Makes ONNX Runtime's messages fit into arc's. */
final class OrtErrors {

    private static final Pattern CODE = Pattern
            .compile("^Error code - \\w+ - message: (?:.* Failed to load library \\S+ with error: )?");

    private OrtErrors() {}

    /**
     * Shortens ONNX Runtime's message, which starts with a code, may quote sources, and may span lines. Of a library that
     * does not load, only the one that is missing is told.
     */
    static String oneLine(Throwable e) {
        Throwable told = e.getMessage() == null && e.getCause() != null ? e.getCause() : e;
        String message = CODE.matcher(String.valueOf(told.getMessage()).strip()).replaceFirst("");
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end).strip();
    }
}
