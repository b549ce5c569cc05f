package dev.roundtrip.rule;

import dev.roundtrip.people.Actor;
import dev.roundtrip.ticket.Life;
import dev.roundtrip.ticket.TicketChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When a ticket came into a state with time, told from its life: what {@link RuleClock} would have found then. Pure. */
final class Reaching {
    private Reaching() {}

    /** @return in their order, each as a change that changes nothing; those until {@code until}. One that comes at the moment of a change comes before it. */
    static List<TicketChange> of(Life life, RuleEvent.Reached event, Instant until) {
        var reached = new ArrayList<TicketChange>();
        var changes = life.changes();
        Optional<Instant> before = Optional.empty();
        for (int i = 0; i < changes.size(); i++) {
            var change = changes.get(i);
            var ended = i + 1 < changes.size() ? changes.get(i + 1).at() : until;
            var begin = life.moment(event.state().from(), i).map(moment -> moment.plus(event.after()));
            boolean wasIn =
                    before.filter(moment -> !moment.isAfter(change.at())).isPresent();
            before = begin;
            if (begin.isEmpty() || (wasIn && !begin.get().isAfter(change.at()))) {
                continue;
            }
            var at = begin.get().isAfter(change.at()) ? begin.get() : change.at();
            if (!at.isAfter(ended)) {
                var ticket = change.after();
                reached.add(new TicketChange(TicketChange.Event.TIME_PASSED, ticket, ticket, null, Actor.DESK, at, 0));
            }
        }
        return reached;
    }
}
