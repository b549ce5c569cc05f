package dev.roundtrip.store;

/** A search that was not answered. The message tells a person why, and what to do. */
public abstract sealed class SearchGivenUp extends RuntimeException permits SearchTookTooLong, SearchersBusy {
    SearchGivenUp(String message) {
        super(message);
    }
}
