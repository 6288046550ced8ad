package arc.infer.file;

import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DatabindException;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words for what is wrong with a JSON text: Jackson's are meant for programmers, and name its own settings. */
public final class JsonErrors {

    private static final String TRAILING = "Trailing token";
    private static final String NO_CONTENT = "No content";

    /** What Jackson says of the token, character or name that it stopped at. */
    private static final Pattern STOPPED_AT = Pattern
            .compile("(Unrecognized token|Unexpected character|Duplicate Object property)[ (]*['\"](.{1,60}?)['\"].*");

    private JsonErrors() {}

    /** Says what is wrong in a text of one line, such as {@code it ends too early, in column 17}. */
    public static String inLine(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return reason(e) + (at == null ? "" : ", in column " + at.getColumnNr());
    }

    /** Says what is wrong in a text, and in which line of it. */
    public static String inText(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        return reason(e) + (at == null ? "" : ", in line " + at.getLineNr() + ", column " + at.getColumnNr());
    }

    private static String reason(JacksonException e) {
        String message = String.valueOf(e.getOriginalMessage());
        return switch (e) {
            case UnexpectedEndOfInputException _ -> "it ends too early";
            case StreamConstraintsException _ -> "it is nested too deep, or a name or number is too long";
            case DatabindException _ when message.startsWith(TRAILING) -> "something follows after its end";
            case DatabindException _ when message.startsWith(NO_CONTENT) -> "it ends too early";
            case DatabindException _ -> "it is not of the form that was expected";
            default -> stoppedAt(message);
        };
    }

    private static String stoppedAt(String message) {
        Matcher matcher = STOPPED_AT.matcher(message);
        if (!matcher.matches()) {
            return "it is not well-formed";
        }
        String found = "'" + matcher.group(2) + "'";
        return switch (matcher.group(1).charAt(0)) {
            case 'D' -> "the field " + found + " stands there twice";
            default -> "unexpected " + found;
        };
    }
}
