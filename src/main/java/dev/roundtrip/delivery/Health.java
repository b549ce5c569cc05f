package dev.roundtrip.delivery;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a target has answered of late, as one process saw it. Whether it is asked by many at once, or by one that finds out whether it is
 * back, hangs on this.
 */
final class Health {
    /** So many failures in a row could not be told from a few bad deliveries, if they were fewer. */
    static final int SICK_AFTER = 5;

    private int failures;
    private @Nullable Instant since;

    /** Takes in what came of an attempt. */
    void heard(Outcome outcome, Instant now) {
        if (!outcome.isOfTheTarget()) {
            failures = 0;
            since = null;
            return;
        }
        failures++;
        since = since == null ? now : since;
    }

    boolean isSick() {
        return failures >= SICK_AFTER;
    }

    Optional<Probed> probed() {
        return isSick() && since != null ? Optional.of(new Probed(since, failures)) : Optional.empty();
    }
}
