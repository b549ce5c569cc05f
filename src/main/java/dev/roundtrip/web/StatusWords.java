package dev.roundtrip.web;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What HTTP's numbers are called, and what they mean to whoever runs the desk. */
final class StatusWords {
    private StatusWords() {}

    /** {@code 503 Service Unavailable}; the number alone where it has no name. */
    static String of(int status) {
        var reason = reason(status);
        return reason == null ? Integer.toString(status) : status + " " + reason;
    }

    static @Nullable String reason(int status) {
        var known = HttpStatus.resolve(status);
        return known == null ? null : known.getReasonPhrase();
    }

    /** Message key of what a failure with that status means; null for a success that failed its body test. */
    static @Nullable String meaning(int status) {
        if (status >= 200 && status < 300) {
            return null;
        }
        return switch (status) {
            case 401, 403, 407 -> "meaning.refused-us";
            case 404, 410 -> "meaning.nothing-there";
            case 405 -> "meaning.method";
            case 408, 429 -> "meaning.busy";
            case 502, 503, 504 -> "meaning.not-ready";
            default ->
                status >= 500
                        ? "meaning.broken"
                        : status >= 300 && status < 400 ? "meaning.elsewhere" : "meaning.not-understood";
        };
    }
}
