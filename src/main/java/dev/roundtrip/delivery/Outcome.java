package dev.roundtrip.delivery;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a courier came back with. */
public sealed interface Outcome {
    Report report();

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
     */
    record Report(
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String address,
            @Nullable String detail) {}
}
