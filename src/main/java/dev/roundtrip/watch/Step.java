package dev.roundtrip.watch;

import dev.roundtrip.watch.WorryTable.Row;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What follows from a worry that is there now. */
enum Step {
    /** It was not known: administrators are told. */
    BEGIN,
    /** Administrators are told of it, once more or for the first time. */
    TELL,
    /** Its row keeps that it is there. */
    KEEP,
    /** Its row says so already. */
    NOTHING;

    private static final Duration TOLD_EVERY = Duration.ofDays(7);
    /** Whatever comes back sooner has never been away. */
    private static final Duration GONE_AFTER = Duration.ofDays(1);

    private static final Duration KEPT_EVERY = Duration.ofMinutes(10);

    /**
     * @param known its row; null when there is none, or it tells of one that is gone
     * @param anybody whether there is somebody to tell
     */
    static Step of(@Nullable Row known, Worry found, Instant now, boolean anybody) {
        if (known == null) {
            return BEGIN;
        }
        var told = known.told();
        if (anybody && (told == null || !told.plus(TOLD_EVERY).isAfter(now))) {
            return TELL;
        }
        return !known.isOpen()
                        || !known.facts().equals(WorryJson.facts(found))
                        || !known.found().plus(KEPT_EVERY).isAfter(now)
                ? KEEP
                : NOTHING;
    }

    /** Whether nothing that it says holds any more. */
    static boolean isGone(Row row, Instant now) {
        return row.ended() != null && row.ended().isBefore(goneBefore(now));
    }

    /** What ended before then is gone. */
    static Instant goneBefore(Instant now) {
        return now.minus(GONE_AFTER).plusMillis(1);
    }
}
