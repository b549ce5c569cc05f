package dev.roundtrip.delivery;

import java.time.Duration;
import java.time.Instant;

/** How many deliveries a lane carried in the last whole second that it was watched. */
final class Pace {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private Instant began = Instant.EPOCH;
    private int sinceThen;
    private int perSecond;

    void carried(Instant now) {
        if (now.isBefore(began) || !now.isBefore(began.plus(SECOND))) {
            perSecond = now.isBefore(began.plus(SECOND.multipliedBy(2))) ? sinceThen : 0; // else it has stood still
            began = now;
            sinceThen = 0;
        }
        sinceThen++;
    }

    /** None, when the last was carried long ago. */
    int perSecond(Instant now) {
        return now.isBefore(began.plus(SECOND.multipliedBy(2))) ? perSecond : 0;
    }
}
