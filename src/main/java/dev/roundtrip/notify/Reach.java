package dev.roundtrip.notify;

/** Whether anybody hears what is told to those who are named. */
public enum Reach {
    /** Somebody of them, whatever ticket it is about. */
    SOMEBODY,
    /** Who the ticket is assigned to, and of a ticket that is assigned to nobody none of them. */
    ASSIGNED_ALONE,
    /** They are inactive or gone, or addresses without a mail server. */
    NONE,
    /** Nobody is named. */
    NOBODY_NAMED
}
