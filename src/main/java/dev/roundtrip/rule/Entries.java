package dev.roundtrip.rule;

import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices tickets that a change brings into a state at once: due within the hour as it is made, reopened when it was overdue. Time
 * alone, which {@link RuleClock} looks after, passes by no moment for them.
 */
final class Entries {
    /** A change is not seen before it is committed; its moment may have been passed by until then. */
    private static final Duration UNSEEN = Duration.ofMinutes(1);

    private final EntryTable table;

    Entries(EntryTable table) {
        this.table = table;
    }

    /** @param waiting rules that wait for something to be due or overdue, among others */
    void noticed(TicketChange change, Iterable<Rules.Waiting> waiting) {
        for (var one : waiting) {
            for (var event : one.rule().states()) {
                moment(change, event).ifPresent(moment -> {
                    var entry = entry(one.rule(), event, change.after(), moment);
                    boolean isNews = moment.isAfter(change.at()) || !isLookedAfter(change, one, event);
                    // What is no news is kept as well, or the moment that it has now would be found.
                    table.insert(entry, isNews ? null : change.at());
                });
            }
        }
    }

    private static EntryTable.Entry entry(Rule rule, RuleEvent.Reached event, Ticket ticket, Instant moment) {
        return new EntryTable.Entry(rule.id(), event.text(), ticket.id(), moment);
    }

    /** It was in the state before, and that has been seen, or is none of the rule's: it did not come into it now. */
    private boolean isLookedAfter(TicketChange change, Rules.Waiting waiting, RuleEvent.Reached event) {
        return begin(change.before(), event)
                .filter(begin -> !begin.isAfter(change.at()))
                .filter(begin -> !begin.isAfter(waiting.since())
                        || table.isLookedAfter(entry(waiting.rule(), event, change.after(), begin)))
                .isPresent();
    }

    /** When the state begins that the ticket is in after this change; empty where it is not, where that is no news, or is found by its moment. */
    static Optional<Instant> moment(TicketChange change, RuleEvent.Reached event) {
        return begin(change.after(), event)
                .filter(begin -> !begin.isAfter(change.at().plus(UNSEEN)))
                .filter(begin -> !begin.equals(begin(change.before(), event).orElse(null)))
                .map(begin -> begin.isAfter(change.at()) ? begin : change.at());
    }

    /** Of the states that do not count from what a change itself sets to now. */
    private static Optional<Instant> begin(@Nullable Ticket ticket, RuleEvent.Reached event) {
        return Optional.ofNullable(ticket)
                .flatMap(known -> event.state().from().due(known))
                .map(due -> due.plus(event.after()));
    }
}
