package dev.roundtrip.store;

import org.jspecify.annotations.Nullable;

/** The store could not keep or give what was asked: disk full, read-only, database away. Nothing was acknowledged. */
public final class StoreUnavailable extends RuntimeException {
    public StoreUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
