package dev.roundtrip.trouble;

import dev.roundtrip.trouble.Trouble.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people are to hear of a trouble now. Pure.
 *
 * <p>One message when it begins; while it lasts one in a quarter of an hour (or as the operator has it) at most, and only when something was given up; one when all is
 * well again. All is well when everything that failed has come to an end, and something was delivered after the last failure: so one
 * ticket that a callout cannot carry, among many that it can, is one trouble and not a hundred. Of a target that comes and goes people
 * hear once in that time, whichever way it went last.
 */
enum TroubleStep {
    NOTHING,
    /** it fails */
    BEGIN,
    /** it still fails, or fails again, and this was given up */
    DIGEST,
    /** all is well again */
    OVER,
    /** all is well, and people know */
    CLOSE;

    /**
     * @param trouble one that lasts
     * @param all that failed in it, and of which something is to be told yet
     * @param wanted whether anybody is to hear of troubles of that callout, still
     * @param every people hear of a trouble so often at most
     */
    static TroubleStep next(Trouble trouble, List<Failing> all, boolean wanted, Duration every, Instant now) {
        var silent = all.stream().anyMatch(Failing::isSilent);
        if (!wanted) {
            return CLOSE;
        }
        if (trouble.heard() == Heard.NOTHING) {
            return BEGIN;
        }
        var mayTell = isLongAgo(trouble.toldAt(), every, now);
        if (isWell(trouble, all)) {
            if (!silent && trouble.heard() == Heard.WORKS) {
                return CLOSE;
            }
            return !trouble.unsteady() || mayTell ? OVER : NOTHING;
        }
        return mayTell && (silent || trouble.heard() == Heard.WORKS) ? DIGEST : NOTHING;
    }

    private static boolean isLongAgo(@Nullable Instant toldAt, Duration every, Instant now) {
        // What was told in the future was told before the clock was put back.
        return toldAt == null || toldAt.isAfter(now) || !now.isBefore(toldAt.plus(every));
    }

    static boolean isWell(Trouble trouble, List<Failing> all) {
        var wellAt = trouble.wellAt();
        return wellAt != null
                && !trouble.failedAt().isAfter(wellAt)
                && all.stream().noneMatch(Failing::isOpen);
    }
}
