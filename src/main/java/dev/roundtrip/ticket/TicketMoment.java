package dev.roundtrip.ticket;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A moment of a ticket that time is counted from. Each has an index. */
public enum TicketMoment {
    /** when anybody but a rule did something to it last */
    IDLE_SINCE("idle_since"),
    /** when its status became what it is */
    STATUS_SINCE("status_since"),
    /** as long as it is not complete */
    DUE(TicketField.DUE_DATE_TIME, " and status <> " + Status.COMPLETE),
    FIRST_RESPONSE_DUE(TicketField.FIRST_RESPONSE_DUE_DATE_TIME, TicketField.FIRST_RESPONSE_DATE_TIME),
    RESOLUTION_PLAN_DUE(TicketField.RESOLUTION_PLAN_DUE_DATE_TIME, TicketField.RESOLUTION_PLAN_DATE_TIME),
    RESOLUTION_DUE(TicketField.RESOLVED_DUE_DATE_TIME, TicketField.RESOLVED_DATE_TIME);

    private final String column;
    private final String condition;
    private final @Nullable TicketField date;
    private final @Nullable TicketField met;

    /** One that every change sets to its own moment, or leaves. */
    TicketMoment(String column) {
        this.column = column;
        this.condition = "";
        this.date = null;
        this.met = null;
    }

    TicketMoment(TicketField date, String condition) {
        this.column = date.column();
        this.condition = condition;
        this.date = date;
        this.met = null;
    }

    /** Of a service level: as long as it is not met, and its clock runs. */
    TicketMoment(TicketField date, TicketField met) {
        this.column = date.column();
        this.condition = " and %s is null and %s is null"
                .formatted(met.column(), TicketField.SERVICE_LEVEL_AGREEMENT_PAUSED_NEXT_EVENT_HOURS.column());
        this.date = date;
        this.met = met;
    }

    String column() {
        return column;
    }

    /** Spelled as the index has it. */
    String condition() {
        return condition;
    }

    /** Whether it is a date for which something is due: a change may set it to what has passed. */
    public boolean isDue() {
        return date != null;
    }

    /** The date for which it is due; empty where nothing is due, or no longer. */
    public Optional<Instant> due(Ticket ticket) {
        if (date == null || (met == null ? ticket.isComplete() : isMetOrPaused(ticket, met))) {
            return Optional.empty();
        }
        return Optional.ofNullable(ticket.time(date));
    }

    private static boolean isMetOrPaused(Ticket ticket, TicketField met) {
        return ticket.value(met) != null
                || ticket.value(TicketField.SERVICE_LEVEL_AGREEMENT_PAUSED_NEXT_EVENT_HOURS) != null;
    }
}
