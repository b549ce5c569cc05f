package dev.roundtrip.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request of an API user and what it got, as the log shows it: without what it signed in with.
 *
 * @param id 0 before it is stored
 * @param address with its query, as the client wrote it
 * @param integrationCode masked; null where none was sent
 */
record LoggedRequest(
        long id,
        Recorded.Of of,
        Instant at,
        String method,
        String address,
        int status,
        long millis,
        @Nullable String integrationCode,
        @Nullable String contentType,
        @Nullable String userAgent,
        Said request,
        Said answer) {

    /**
     * A body.
     *
     * @param size bytes, as they went over the wire
     * @param text its beginning; null where nothing was read of it
     * @param cut whether there was more of it
     */
    record Said(long size, @Nullable String text, boolean cut) {}
}
