package dev.roundtrip.ticket;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What it means to a service level that a ticket has a status, by number. Complete is resolved; what is in none of the sets is a first
 * response.
 */
public record StatusMeanings(Set<Long> nothing, Set<Long> waiting, Set<Long> resolutionPlan) {
    /** New tells nothing, and in Waiting Customer the clock stands still. */
    public static final StatusMeanings USUAL = new StatusMeanings(Set.of(Status.NEW), Set.of(7L), Set.of());

    enum Meaning {
        NOTHING,
        FIRST_RESPONSE,
        RESOLUTION_PLAN,
        WAITING,
        RESOLVED
    }

    public StatusMeanings {
        nothing = Set.copyOf(nothing);
        waiting = Set.copyOf(waiting);
        resolutionPlan = Set.copyOf(resolutionPlan);
        var seen = new TreeSet<Long>(Set.of(Status.COMPLETE));
        Stream.of(nothing, waiting, resolutionPlan).flatMap(Set::stream).forEach(status -> {
            if (!seen.add(status)) {
                throw new IllegalArgumentException(
                        "status %d would mean two things (%d is resolved)".formatted(status, Status.COMPLETE));
            }
        });
    }

    Meaning of(long status) {
        if (status == Status.COMPLETE) {
            return Meaning.RESOLVED;
        }
        if (waiting.contains(status)) {
            return Meaning.WAITING;
        }
        if (resolutionPlan.contains(status)) {
            return Meaning.RESOLUTION_PLAN;
        }
        return nothing.contains(status) ? Meaning.NOTHING : Meaning.FIRST_RESPONSE;
    }
}
