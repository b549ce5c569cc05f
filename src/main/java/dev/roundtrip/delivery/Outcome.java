package dev.roundtrip.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a courier came back with. */
public sealed interface Outcome {
    /** Not let in, no way through, too slow, too many. */
    Set<Integer> OF_THE_TARGET = Set.of(401, 403, 407, 408, 429);

    Report report();

    /**
     * Whether a failure is likely to meet whatever else is sent there now: nobody answered, or the answer speaks of the server or of who
     * calls. Other answers speak of what was sent.
     */
    default boolean isOfTheTarget() {
        return !(this instanceof Delivered) && report().ofTheTarget();
    }

    /** It arrived and was taken. */
    record Delivered(Report report) implements Outcome {}

    /** It was not taken, and may be tried again; the far end may say that it wants to be left alone for a while. */
    record TryAgain(Report report, Optional<Duration> notBefore) implements Outcome {}

    /** It was not taken, and must not be tried again. */
    record Refused(Report report) implements Outcome {}

    /**
     * What the log keeps of it.
     *
     * @param error in words a person can act on; null for a success
     * @param ofTheTarget of a failure: whether it is likely to meet whatever else is sent there
     */
    record Report(
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String address,
            @Nullable String detail,
            boolean ofTheTarget) {

        /** With a status of HTTP, or none. */
        public Report(
                @Nullable Integer status, @Nullable String error, @Nullable String address, @Nullable String detail) {
            this(status, error, address, detail, status == null || status >= 500 || OF_THE_TARGET.contains(status));
        }
    }
}
