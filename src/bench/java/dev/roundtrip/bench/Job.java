package dev.roundtrip.bench;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one process of an engine is to do: be set up in a {@link Shape}, and carry a {@link Load}, warm.
 *
 * @param profile whether to tell where the time goes
 */
record Job(Contender contender, Shape shape, Load load, Place place, boolean profile) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * How the desk is set up.
     *
     * @param concurrency calls at once: of each callout here, of all together with the others
     * @param targets     far ends, each with a callout and a rule of its own
     * @param sick        whether the last of them never answers
     * @param rules       rules with five conditions that are tried on every ticket and do not fire
     * @param callouts    callouts there are, where more than {@code targets}: every ticket then fires {@value #AT_ONCE} of them
     * @param finished    deliveries that ended before
     * @param waiting     deliveries that wait for a retry, not due before the run is over
     */
    record Shape(int concurrency, int targets, boolean sick, int rules, int callouts, int finished, int waiting) {
        /** Callouts that a rule fires in one go, where there are many. */
        static final int AT_ONCE = 5;

        static Shape plain(int concurrency) {
            return new Shape(concurrency, 1, false, 0, 0, 0, 0);
        }

        static Shape tenTargets(int concurrency, boolean sick) {
            return new Shape(concurrency, 10, sick, 0, 0, 0, 0);
        }

        Shape withRules(int more) {
            return new Shape(concurrency, targets, sick, more, callouts, finished, waiting);
        }

        Shape withCallouts(int all) {
            return new Shape(concurrency, targets, sick, rules, all, finished, waiting);
        }

        Shape withFinished(int rows) {
            return new Shape(concurrency, targets, sick, rules, callouts, rows, waiting);
        }

        Shape withWaiting(int rows) {
            return new Shape(concurrency, targets, sick, rules, callouts, finished, rows);
        }

        int calloutsPerTicket() {
            return callouts > targets ? AT_ONCE : 1;
        }

        boolean isSick(int target) {
            return sick && target == targets - 1;
        }

        /** Where a target is found at the receiver. */
        String path(int target) {
            return isSick(target) ? "/silent/" + target : "/t/" + target;
        }
    }

    /**
     * How tickets come in: as fast as the engine lets so many producers, or at a rate, whatever the engine does.
     *
     * @param perSecond     0 for as fast as it can
     * @param producers     who make tickets, each the next when the one before is durable; of no meaning at a rate
     * @param mostUnsettled producers wait while so many callouts are open
     * @param warmSeconds   of load before the window, at least; it goes on while Java's compiler is busy, four times as long at most
     * @param due           callouts that are due at once after the rest, in the store alone; 0 for none
     */
    record Load(int perSecond, int producers, int mostUnsettled, int warmSeconds, int seconds, int due) {
        static Load asFastAsItCan(int producers, int warmSeconds, int seconds) {
            return new Load(0, producers, 2000, warmSeconds, seconds, 0);
        }

        static Load at(int perSecond, int warmSeconds, int seconds) {
            return new Load(perSecond, 0, 0, warmSeconds, seconds, 0);
        }

        /** Few open ones, so that they are soon through. */
        static Load warming() {
            return new Load(0, 32, 200, 0, 0, 0);
        }

        Load thenDue(int count) {
            return new Load(perSecond, producers, mostUnsettled, warmSeconds, seconds, count);
        }

        String title() {
            return perSecond > 0 ? perSecond + "/s" : producers + " producers";
        }
    }

    /**
     * Where things are.
     *
     * @param folder     for what this process leaves behind
     * @param receiver   address of the far end
     * @param receiverPid its process
     * @param database   JDBC URL of an empty database, for those that need one
     * @param postmaster the database server's first process, 0 when there is none
     */
    record Place(
            String folder,
            String receiver,
            long receiverPid,
            @Nullable String database,
            long postmaster) {
        Path file(String name) {
            return Path.of(folder).resolve(name);
        }
    }

    static Job read(Path file) {
        return JSON.readValue(file.toFile(), Job.class);
    }

    void write(Path file) {
        JSON.writeValue(file.toFile(), this);
    }
}
