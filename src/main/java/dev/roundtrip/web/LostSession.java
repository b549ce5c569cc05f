package dev.roundtrip.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.csrf.CsrfException;

/**
 * Sends somebody to sign in whose form was open for longer than the session, or over a restart, and afterwards back to the page of the form:
 * there the browser puts back what was typed. Whoever has signed in anew meanwhile goes back to it at once. A form that came from no page of
 * this desk is refused.
 */
final class LostSession implements AccessDeniedHandler {
    private final Visitor visitor;
    private final AccessDeniedHandler refusal = new AccessDeniedHandlerImpl();

    LostSession(Visitor visitor) {
        this.visitor = visitor;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
            throws IOException, ServletException {
        var page = formsPage(request);
        if (!(reason instanceof CsrfException) || page.isEmpty()) {
            refusal.handle(request, response, reason);
            return;
        }
        var next = page.get();
        if (visitor.person().isEmpty()) {
            WantedPage.keep(request, next);
            next = "/signin";
        }
        if (request.getHeader("HX-Request") != null) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            response.setHeader("HX-Redirect", next);
        } else {
            response.sendRedirect(next);
        }
    }

    /** The page that the form stands on, when it is one of this desk; signing in has no other to go to. */
    private static Optional<String> formsPage(HttpServletRequest request) {
        var page = own(request.getHeader("Referer"), request.getServerName());
        // Two slashes would lead to another host.
        return page.filter(path -> !path.startsWith("//") && !path.startsWith("/sign") && !path.startsWith("/setup"));
    }

    private static Optional<String> own(@Nullable String referer, String host) {
        if (referer == null) {
            return Optional.empty();
        }
        try {
            var page = new URI(referer);
            return host.equals(page.getHost()) && page.getRawPath() != null
                    ? Optional.of(page.getRawPath() + (page.getRawQuery() == null ? "" : "?" + page.getRawQuery()))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty(); // no page of ours
        }
    }
}
