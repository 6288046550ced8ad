package arc.train.head;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives a head what was set, or else its own defaults, and notes what it asked for. */
final class HeadValues {

    private final Map<HeadSetting, Double> given;
    private final Set<HeadSetting> asked = EnumSet.noneOf(HeadSetting.class);

    /** Holds what was set; flags are 1 or 0. */
    HeadValues(Map<HeadSetting, Double> given) {
        this.given = new EnumMap<>(HeadSetting.class);
        this.given.putAll(given);
    }

    double number(HeadSetting setting, double otherwise) {
        asked.add(setting);
        return given.getOrDefault(setting, otherwise);
    }

    boolean flag(HeadSetting setting, boolean otherwise) {
        return number(setting, otherwise ? 1 : 0) != 0;
    }

    boolean asksFor(HeadSetting setting) {
        return asked.contains(setting);
    }

    /** Returns something that was set and that the head didn't ask for, where it would change something. */
    Optional<Map.Entry<HeadSetting, Double>> useless(MarginHead head) {
        return given.entrySet().stream()
                .filter(one -> !asked.contains(one.getKey()) && !isDoneAnyway(one.getKey(), one.getValue(), head))
                .findFirst();
    }

    /** No scale, not even 1, is what a head does that finds its own. */
    private static boolean isDoneAnyway(HeadSetting setting, double value, MarginHead head) {
        return setting.isNeutral(value) && !(setting == HeadSetting.SCALE && head.findsScale());
    }
}
