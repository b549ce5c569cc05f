package dev.roundtrip.store;

/** A store that must not be opened: held by another process, of a newer version, not writable. The message is for a person. */
public final class StoreRefused extends RuntimeException {
    public StoreRefused(String message) {
        super(message);
    }

    public StoreRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
