package dev.roundtrip.ticket;

/** What somebody wants to be told of a ticket's history. */
public enum HistoryKind {
    ALL("1 = 1"),
    /** what was added: notes and files */
    ADDED("field in ('note', 'attachment')"),
    /** what was made and altered */
    CHANGED("field not in ('note', 'attachment')");

    private final String condition;

    HistoryKind(String condition) {
        this.condition = condition;
    }

    /** Of the lines, in SQL. */
    String condition() {
        return condition;
    }
}
