package dev.roundtrip.ticket;

/** There is no ticket of that id. */
public final class NoSuchTicket extends RuntimeException {
    private final long id;

    public NoSuchTicket(long id) {
        super("there is no ticket " + id);
        this.id = id;
    }

    public long id() {
        return id;
    }
}
