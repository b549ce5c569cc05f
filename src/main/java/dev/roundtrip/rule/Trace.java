package dev.roundtrip.rule;

import dev.roundtrip.people.Actor;
import java.time.Instant;
import java.util.List;

/**
 * What one change of a ticket meant to the rules that listen to its event.
 *
 * @param version of the ticket that the change made
 * @param part 0 for the change itself; from 1 for states that the ticket came into with time after it
 * @param event {@code edited}, or the state, {@code idle-for 30m}
 * @param hops how many rules stand between the change and a person, API user or clock
 * @param rules in their order; never empty
 */
public record Trace(
        long ticketId, int version, int part, Instant at, String event, Actor actor, int hops, List<TraceLine> rules) {
    public Trace {
        rules = List.copyOf(rules);
    }
}
