package arc.cli.output;

import java.util.Map;

/** When to color. */
public enum ColorMode {
    /** On a terminal, unless the environment has {@code NO_COLOR}. */
    AUTO,
    /** Always. */
    ALWAYS,
    /** Never. */
    NEVER;

    /** Decides for one stream. */
    boolean colors(boolean terminal, Map<String, String> environment) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> terminal && environment.getOrDefault("NO_COLOR", "").isEmpty()
                    && !environment.getOrDefault("TERM", "").equals("dumb");
        };
    }
}
