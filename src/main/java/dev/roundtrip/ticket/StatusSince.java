package dev.roundtrip.ticket;

import java.time.Instant;

/** A status of a ticket, and when it got it. */
record StatusSince(long status, Instant since) {}
