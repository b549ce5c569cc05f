package dev.roundtrip.api;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request that has passed the {@link ApiGate}.
 *
 * @param path as the controllers are mapped
 * @param written the path as the client wrote it, with single slashes and none at the end
 * @param origin scheme, host and port as the client reaches them, without a slash at the end
 * @param knownCaller null where no credentials are asked
 */
record ApiCall(
        Door door,
        String path,
        String written,
        QueryString query,
        String origin,
        @Nullable Caller knownCaller) {
    /** The request attribute that carries it. */
    static final String ATTRIBUTE = ApiCall.class.getName();

    Caller caller() {
        if (knownCaller == null) {
            throw new IllegalStateException("nobody signed in for " + path);
        }
        return knownCaller;
    }

    /** The absolute address of this request, in the client's own spelling, up to and with {@code word} if that occurs in it. */
    String addressUpTo(String word) {
        var at = written.toLowerCase(Locale.ROOT).lastIndexOf("/" + word);
        return origin + (at < 0 ? written : written.substring(0, at + 1 + word.length()));
    }
}
