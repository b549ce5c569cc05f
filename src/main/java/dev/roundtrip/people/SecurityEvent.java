package dev.roundtrip.people;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that somebody who asks about the desk's security wants to know of.
 *
 * @param address where it came from; null for the desk itself
 * @param kind of what was changed, as its part of the setup file is called: {@code callouts}, {@code picklists/status}; null where nothing was
 * @param name of what was changed
 * @param hash of all that, and of the hash of the event before
 */
public record SecurityEvent(
        long id,
        Instant at,
        Actor actor,
        @Nullable String address,
        What what,
        @Nullable String kind,
        @Nullable String name,
        String hash) {

    /**
     * What the name of an event says that others were removed.
     *
     * @param until the last of them
     */
    public record Removal(long count, SecurityMark until) {
        private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9}) until (\\S+)");

        /** Empty where it says nothing of the kind. */
        public static Optional<Removal> of(@Nullable String name) {
            var matcher = WRITTEN.matcher(name == null ? "" : name);
            return matcher.matches()
                    ? SecurityMark.of(matcher.group(2))
                            .map(until -> new Removal(Long.parseLong(matcher.group(1)), until))
                    : Optional.empty();
        }

        String text() {
            return count + " until " + until.text();
        }
    }

    /** What happened. */
    public enum What {
        SIGNED_IN("signed-in"),
        /** over the sign-in provider */
        SIGNED_IN_BY_PROVIDER("signed-in-by-provider"),
        /** over the sign-in provider; the name says why */
        PROVIDER_REFUSED("provider-refused"),
        /** one's account at the sign-in provider opens the desk from now on */
        PROVIDER_LINKED("provider-linked"),
        PROVIDER_UNLINKED("provider-unlinked"),
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
        SETUP_EXPORTED("setup-exported"),
        /** one to seal secrets with; the name is its id */
        KEY_MADE("key-made"),
        /** from now on it seals; the name is its id */
        KEY_SEALS("key-seals"),
        /** all secrets are sealed with the newest; the name is how many were sealed anew */
        SEALED_ANEW("sealed-anew"),
        /** nothing is sealed with it any more; the name is its id */
        KEY_REMOVED("key-removed"),
        /** this log, as a file */
        LOG_EXPORTED("log-exported"),
        /** a program that showed a wrong token or secret; the kind says which of them */
        API_REFUSED("api-refused"),
        /** of somebody who came in and is not to do that; the name is what was asked for */
        ACCESS_REFUSED("access-refused"),
        /** the oldest events of this log, for their age */
        REMOVED("removed"),
        /** written by a newer desk, or by none */
        UNKNOWN("unknown");

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
            return UNKNOWN;
        }
    }
}
