package dev.roundtrip.ticket;

/** The two statuses that the desk's own behaviour hangs on. All others are the desk's to shape. */
public final class Status {
    public static final long NEW = 1;
    public static final long COMPLETE = 5;

    private Status() {}
}
