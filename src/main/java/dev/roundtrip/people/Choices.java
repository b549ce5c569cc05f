package dev.roundtrip.people;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person chose on the pages.
 *
 * @param language {@code en}, {@code de}, or null for what the desk's record of the person says
 * @param theme null for the browser's
 * @param quiet when nothing is sent to the person; null for never
 * @param signedOutAt sessions that began before it have ended; null for none
 */
public record Choices(
        @Nullable String language,
        @Nullable Theme theme,
        @Nullable QuietHours quiet,
        @Nullable Instant signedOutAt) {
    static final Choices NONE = new Choices(null, null, null, null);

    /** How pages look. */
    public enum Theme {
        LIGHT("light"),
        DARK("dark");

        private final String word;

        Theme(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** Empty for what is none. */
        public static Optional<Theme> of(@Nullable String word) {
            for (var one : values()) {
                if (one.word.equals(word)) {
                    return Optional.of(one);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether a session that began then still counts. */
    public boolean holds(Instant sessionBegan) {
        return signedOutAt == null || !sessionBegan.isBefore(signedOutAt);
    }
}
