package dev.roundtrip.people;

import java.time.Instant;

/**
 * Where a person is signed in.
 *
 * @param lastSeen when it was used last, to the minute
 * @param address where it came from when it began
 * @param agent as the browser called itself then; empty where it did not
 */
public record PersonSession(long id, Instant began, Instant lastSeen, String address, String agent) {}
