package dev.roundtrip.ticket;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is promised for tickets: targets by priority, and which hours count.
 *
 * @param id 0 before it is stored
 * @param name unique without case
 * @param active inactive ones stay with the tickets that have them, and no ticket gets them anew
 * @param byDefault what a new ticket gets that names none; one of the desk at most
 * @param targets by the number of a priority
 * @param other of all other priorities; null where nothing is promised for them
 */
public record ServiceLevel(
        long id,
        String name,
        boolean active,
        boolean byDefault,
        Hours hours,
        Map<Long, Targets> targets,
        @Nullable Targets other,
        StatusMeanings statuses) {

    /** Which time counts. */
    public enum Hours {
        ALWAYS("always"),
        BUSINESS_HOURS("business-hours");

        private final String word;

        Hours(String word) {
            this.word = word;
        }

        /** As the setup file and the store spell it. */
        public String word() {
            return word;
        }

        public static Hours of(String word) {
            for (var hours : values()) {
                if (hours.word.equals(word)) {
                    return hours;
                }
            }
            throw new IllegalArgumentException("hours \"" + word + "\": use always or business-hours");
        }
    }

    public ServiceLevel {
        name = name.strip();
        if (name.isEmpty() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("service level \"" + name + "\": 1 to 100 characters on one line");
        }
        if (byDefault && !active) {
            throw new IllegalArgumentException("service level \"" + name + "\": what new tickets get has to be active");
        }
        targets = Map.copyOf(targets);
        if (targets.isEmpty() && other == null) {
            throw new IllegalArgumentException(
                    "service level \"" + name + "\" promises nothing; name targets of a priority, or of other");
        }
    }

    /** Of tickets of that priority. */
    Targets targets(long priority) {
        var own = targets.getOrDefault(priority, other);
        return own == null ? Targets.NONE : own;
    }

    /** By which it is found without case. */
    String key() {
        return keyOf(name);
    }

    static String keyOf(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
