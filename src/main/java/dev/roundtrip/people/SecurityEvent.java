package dev.roundtrip.people;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody who asks about the desk's security wants to know of.
 *
 * @param address where it came from; null for the desk itself
 * @param kind of what was changed, as its part of the setup file is called: {@code callouts}, {@code picklists/status}; null where nothing was
 * @param name of what was changed
 */
public record SecurityEvent(
        long id,
        Instant at,
        Actor actor,
        @Nullable String address,
        What what,
        @Nullable String kind,
        @Nullable String name) {

    /** What happened. */
    public enum What {
        SIGNED_IN("signed-in"),
        /** wrong login or password; the actor's name is what was typed */
        SIGN_IN_REFUSED("sign-in-refused"),
        /** not looked at, for there were too many tries */
        SIGN_IN_THROTTLED("sign-in-throttled"),
        SIGNED_OUT_EVERYWHERE("signed-out-everywhere"),
        /** one of one's own, or all others */
        SESSION_ENDED("session-ended"),
        /** all of somebody, by an administrator */
        SESSIONS_ENDED("sessions-ended"),
        SECOND_FACTOR_ON("second-factor-on"),
        SECOND_FACTOR_OFF("second-factor-off"),
        /** from somebody who cannot show it any more, by an administrator */
        SECOND_FACTOR_TAKEN("second-factor-taken"),
        /** the password was right, the code was not */
        SECOND_FACTOR_REFUSED("second-factor-refused"),
        RECOVERY_CODE_USED("recovery-code-used"),
        PASSWORD_CHANGED("password-changed"),
        /** somebody else's, by an administrator */
        PASSWORD_SET("password-set"),
        ROLE_CHANGED("role-changed"),
        /** the first administrator was made with the code from the log */
        FIRST_START("first-start"),
        CREATED("created"),
        CHANGED("changed"),
        ACTIVATED("activated"),
        DEACTIVATED("deactivated"),
        COPIED("copied"),
        DELETED("deleted"),
        MOVED("moved"),
        SECRET_ROTATED("secret-rotated"),
        /** the secret before the last one opens nothing any more */
        OVERLAP_ENDED("overlap-ended"),
        /** deliveries, which went out anew; the name says which, or how many */
        REPLAYED("replayed"),
        SETUP_APPLIED("setup-applied"),
        SETUP_EXPORTED("setup-exported");

        private final String word;

        What(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static What of(String word) {
            for (var one : values()) {
                if (one.word.equals(word)) {
                    return one;
                }
            }
            throw new IllegalArgumentException("security event \"" + word + "\"");
        }
    }
}
