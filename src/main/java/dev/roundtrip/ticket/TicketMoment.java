package dev.roundtrip.ticket;

/** A moment of a ticket that time is counted from. Each has an index. */
public enum TicketMoment {
    /** when anybody but a rule did something to it last */
    IDLE_SINCE("idle_since", ""),
    /** when its status became what it is */
    STATUS_SINCE("status_since", ""),
    /** as long as it is not complete */
    DUE("due_date_time", " and status <> " + Status.COMPLETE);

    private final String column;
    private final String condition;

    TicketMoment(String column, String condition) {
        this.column = column;
        this.condition = condition;
    }

    String column() {
        return column;
    }

    /** Spelled as the index has it. */
    String condition() {
        return condition;
    }
}
