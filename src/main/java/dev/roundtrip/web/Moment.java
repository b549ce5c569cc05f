package dev.roundtrip.web;

import java.time.Instant;

/**
 * A time on a page.
 *
 * @param iso for machines
 */
record Moment(String text, String iso) {
    static Moment of(Instant at, Words words) {
        return new Moment(words.time(at), at.toString());
    }

    static Moment fine(Instant at, Words words) {
        return new Moment(words.fineTime(at), at.toString());
    }
}
