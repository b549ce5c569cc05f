package dev.roundtrip.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/** Somebody who has just shown the password may link an account at the provider, for a few minutes. */
record ProviderLink(long personId, Instant since) implements Serializable {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final String LINK = "dev.roundtrip.web.provider-link";

    void keep(HttpServletRequest request) {
        request.getSession().setAttribute(LINK, this);
    }

    static boolean holds(HttpServletRequest request, long personId, Instant now) {
        var session = request.getSession(false);
        return session != null
                && session.getAttribute(LINK) instanceof ProviderLink link
                && link.personId() == personId
                && now.isBefore(link.since().plus(LONGEST));
    }

    static void forget(HttpServletRequest request) {
        request.getSession().removeAttribute(LINK);
    }
}
