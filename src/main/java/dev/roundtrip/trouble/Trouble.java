package dev.roundtrip.trouble;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A callout that fails, from its first failure until all is well again. What begins within a quarter of an hour after that is the same
 * trouble once more.
 *
 * @param lane of the callout
 * @param name of the callout when it began
 * @param thread what holds its mails together
 * @param heard what people heard last
 * @param toldAt when
 * @param carried the deliveries that carry what they were told last
 * @param unsteady whether it was taken for over before, and came back
 * @param failedAt the last failure
 * @param wellAt the last success that is known of
 * @param lookedUntil up to then successes were looked for
 * @param endedAt null as long as it lasts
 */
record Trouble(
        long id,
        String lane,
        String name,
        String thread,
        Instant beganAt,
        Heard heard,
        @Nullable Instant toldAt,
        List<String> carried,
        boolean unsteady,
        Instant failedAt,
        @Nullable Instant wellAt,
        Instant lookedUntil,
        @Nullable Instant endedAt) {

    /** What people know. */
    enum Heard {
        NOTHING,
        FAILS,
        WORKS
    }

    Trouble {
        carried = List.copyOf(carried);
    }

    static Trouble begun(String lane, String name, String thread, Instant at) {
        return new Trouble(0, lane, name, thread, at, Heard.NOTHING, null, List.of(), false, at, null, at, null);
    }

    Trouble once(long newId) {
        return new Trouble(
                newId,
                lane,
                name,
                thread,
                beganAt,
                heard,
                toldAt,
                carried,
                unsteady,
                failedAt,
                wellAt,
                lookedUntil,
                endedAt);
    }

    /** It is back. */
    Trouble again() {
        return new Trouble(
                id, lane, name, thread, beganAt, heard, toldAt, carried, true, failedAt, wellAt, lookedUntil, null);
    }

    /**
     * @param failure the last one
     * @param success the last one that was found; null when there was none
     */
    Trouble looked(Instant failure, @Nullable Instant success, Instant until) {
        return new Trouble(
                id,
                lane,
                name,
                thread,
                beganAt,
                heard,
                toldAt,
                carried,
                unsteady,
                failure,
                success == null ? wellAt : success,
                until,
                endedAt);
    }

    Trouble told(Heard what, Instant at, List<String> by) {
        return new Trouble(
                id, lane, name, thread, beganAt, what, at, by, unsteady, failedAt, wellAt, lookedUntil, endedAt);
    }

    Trouble ended(Instant at) {
        return new Trouble(
                id, lane, name, thread, beganAt, heard, toldAt, carried, unsteady, failedAt, wellAt, lookedUntil, at);
    }
}
