package dev.roundtrip.trouble;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
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
 * @param told the keys of those who were told that it fails
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
        Set<String> told,
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
        told = Set.copyOf(told);
    }

    static Trouble begun(String lane, String name, String thread, Instant at) {
        return new Trouble(0, lane, name, thread, at, Heard.NOTHING, null, Set.of(), false, at, null, at, null);
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
                told,
                unsteady,
                failedAt,
                wellAt,
                lookedUntil,
                endedAt);
    }

    /** It is back. */
    Trouble again() {
        return new Trouble(
                id, lane, name, thread, beganAt, heard, toldAt, told, true, failedAt, wellAt, lookedUntil, null);
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
                told,
                unsteady,
                failure,
                success == null ? wellAt : success,
                until,
                endedAt);
    }

    Trouble told(Heard what, Instant at, Set<String> readers) {
        return new Trouble(
                id,
                lane,
                name,
                thread,
                beganAt,
                what,
                at,
                and(readers),
                unsteady,
                failedAt,
                wellAt,
                lookedUntil,
                endedAt);
    }

    /** Of these that it fails, and of nobody else anything. */
    Trouble toldBesides(Set<String> readers) {
        return new Trouble(
                id,
                lane,
                name,
                thread,
                beganAt,
                heard,
                toldAt,
                and(readers),
                unsteady,
                failedAt,
                wellAt,
                lookedUntil,
                endedAt);
    }

    private Set<String> and(Set<String> readers) {
        var all = new LinkedHashSet<>(told);
        all.addAll(readers);
        return all;
    }

    Trouble ended(Instant at) {
        return new Trouble(
                id, lane, name, thread, beganAt, heard, toldAt, told, unsteady, failedAt, wellAt, lookedUntil, at);
    }
}
