package dev.roundtrip.ticket;

import dev.roundtrip.people.Actor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of a ticket, as its listener gets it, inside the transaction that makes it.
 *
 * @param before null when it was created
 * @param note the added note, of a note event
 * @param hops how many rules stand between this change and a person, API user or clock; 0 is a change of their own
 */
public record TicketChange(
        Event event,
        @Nullable Ticket before,
        Ticket after,
        @Nullable Note note,
        Actor actor,
        Instant at,
        int hops) {

    /** What happened. */
    public enum Event {
        CREATED("created"),
        EDITED("edited"),
        NOTE_ADDED("note-added"),
        ATTACHMENT_ADDED("attachment-added"),
        /** it was changed by nobody, and came into a state all the same: nothing differs before and after */
        TIME_PASSED("time-passed");

        /** What somebody does. */
        public static final List<Event> MADE = List.of(CREATED, EDITED, NOTE_ADDED, ATTACHMENT_ADDED);

        private final String word;

        Event(String word) {
            this.word = word;
        }

        /** As the setup file and the trace spell it. */
        public String word() {
            return word;
        }
    }
}
