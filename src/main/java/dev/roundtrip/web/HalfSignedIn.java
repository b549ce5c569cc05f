package dev.roundtrip.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody whose password was right, and whose code is still to come. It opens nothing but the page that asks for the code.
 *
 * @param began before the password was looked at
 */
record HalfSignedIn(long id, Instant began) implements Serializable {
    static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String HALF = "dev.roundtrip.web.half";

    /** Under another id of the session than the browser had before. */
    void keep(HttpServletRequest request) {
        request.getSession();
        request.changeSessionId();
        request.getSession().setAttribute(HALF, this);
    }

    /** Empty for whoever has to begin with the password. */
    static Optional<HalfSignedIn> of(HttpServletRequest request, Instant now) {
        var session = request.getSession(false);
        return session != null
                        && session.getAttribute(HALF) instanceof HalfSignedIn half
                        && now.isBefore(half.began().plus(LONGEST))
                ? Optional.of(half)
                : Optional.empty();
    }
}
