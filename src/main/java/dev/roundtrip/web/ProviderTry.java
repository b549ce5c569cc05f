package dev.roundtrip.web;

import dev.roundtrip.oidc.Attempt;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Serializable;
import java.util.Optional;

/**
 * A sign-in over the provider that this browser began; there is one at a time, and its answer is looked at once.
 *
 * @param linkTo the person whose account there is to open the desk from then on; 0 for whoever signs in
 */
record ProviderTry(Attempt attempt, long linkTo) implements Serializable {
    private static final String TRY = "dev.roundtrip.web.provider-try";

    void keep(HttpServletRequest request) {
        request.getSession().setAttribute(TRY, this);
    }

    /** Once: after that it is gone. */
    static Optional<ProviderTry> take(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(TRY) instanceof ProviderTry one)) {
            return Optional.empty();
        }
        session.removeAttribute(TRY);
        return Optional.of(one);
    }
}
