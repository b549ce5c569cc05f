package dev.roundtrip.delivery;

/** What follows when the process died during an attempt, so that nobody knows whether it arrived. */
public enum AfterCrash {
    /** send it again: at least once */
    RESEND,
    /** hold it for a person: at most once by itself */
    HOLD
}
