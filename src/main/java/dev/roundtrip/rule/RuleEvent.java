package dev.roundtrip.rule;

import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketMoment;
import java.time.Duration;

/** What a rule listens to. */
public sealed interface RuleEvent {

    /** Something that somebody does to a ticket. */
    record Made(TicketChange.Event on, Who by) implements RuleEvent {
        public Made {
            if (!TicketChange.Event.MADE.contains(on)) {
                throw new RuleRefused("nobody does " + on.word());
            }
        }
    }

    /**
     * A ticket comes into a state by the passing of time, and the rule fires once for that.
     *
     * @param span whole minutes, one to {@link #LONGEST}
     */
    record Reached(State state, Duration span) implements RuleEvent {
        public static final Duration LONGEST = Duration.ofDays(3660);

        public Reached {
            if (span.compareTo(Duration.ofMinutes(1)) < 0
                    || span.compareTo(LONGEST) > 0
                    || span.toMillis() % Duration.ofMinutes(1).toMillis() != 0) {
                throw new RuleRefused("%s \"%s\": whole minutes from 1m to %s"
                        .formatted(state.word(), Span.written(span), Span.written(LONGEST)));
            }
        }

        /** {@code idle-for 30m} */
        String text() {
            return state.word() + " " + Span.written(span);
        }

        /** How long after the moment that the state counts from it begins; negative for before it. */
        Duration after() {
            return state.isBefore() ? span.negated() : span;
        }
    }

    /** What a ticket can come to be with time. */
    enum State {
        /** nothing was done to it for so long */
        IDLE_FOR("idle-for", TicketMoment.IDLE_SINCE, false),
        /** it has had its status for so long */
        STATUS_FOR("status-for", TicketMoment.STATUS_SINCE, false),
        /** it is not complete, and due within so long */
        DUE_IN("due-in", TicketMoment.DUE, true),
        /** it is not complete, and was due so long ago */
        OVERDUE_BY("overdue-by", TicketMoment.DUE, false),
        // The same for what its service level promises: as long as that is not met, and its clock runs.
        FIRST_RESPONSE_DUE_IN("first-response-due-in", TicketMoment.FIRST_RESPONSE_DUE, true),
        FIRST_RESPONSE_OVERDUE_BY("first-response-overdue-by", TicketMoment.FIRST_RESPONSE_DUE, false),
        RESOLUTION_PLAN_DUE_IN("resolution-plan-due-in", TicketMoment.RESOLUTION_PLAN_DUE, true),
        RESOLUTION_PLAN_OVERDUE_BY("resolution-plan-overdue-by", TicketMoment.RESOLUTION_PLAN_DUE, false),
        RESOLUTION_DUE_IN("resolution-due-in", TicketMoment.RESOLUTION_DUE, true),
        RESOLUTION_OVERDUE_BY("resolution-overdue-by", TicketMoment.RESOLUTION_DUE, false);

        private final String word;
        private final TicketMoment from;
        private final boolean before;

        State(String word, TicketMoment from, boolean before) {
            this.word = word;
            this.from = from;
            this.before = before;
        }

        /** As the setup file spells it. */
        public String word() {
            return word;
        }

        /** What it counts from. */
        TicketMoment from() {
            return from;
        }

        /** Whether it begins before that, and not after it. */
        boolean isBefore() {
            return before;
        }
    }

    /** The event, by anyone. */
    static RuleEvent of(TicketChange.Event on) {
        return new Made(on, Who.ANYONE);
    }

    /** Whether this change is it. What comes with time is no change. */
    default boolean isIn(TicketChange change) {
        return this instanceof Made(var on, var by) && change.event() == on && by.includes(change);
    }
}
