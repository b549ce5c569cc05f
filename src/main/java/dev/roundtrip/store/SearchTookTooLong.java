package dev.roundtrip.store;

import java.time.Duration;

/** A search was given up, for it took longer than a search may. Asked again it will take as long; asked for less it will not. */
public final class SearchTookTooLong extends RuntimeException {
    SearchTookTooLong(Duration most, Throwable cause) {
        super(
                "the search took longer than " + most.toSeconds()
                        + " s and was given up; ask for less at once: a value that few have, or a part of the ids",
                cause);
    }
}
