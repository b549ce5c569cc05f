package dev.roundtrip.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Sends a stranger to sign in, and knows afterwards which page was wanted.
 *
 * <p>Only path and query are kept, and in the session: neither a parameter nor what the browser says about host and scheme can lead
 * somebody who signs in away from this desk.
 */
final class WantedPage implements AuthenticationEntryPoint {
    private static final String WANTED = "dev.roundtrip.web.wanted";

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
            throws IOException {
        if (request.getHeader("HX-Request") != null) {
            // A part of a page that is still open: the page for signing in must not come in its place.
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        if (request.getMethod().equals("GET") && wantsHtml(request)) {
            keep(request, PageAddress.of(request).plain());
        }
        response.sendRedirect("/signin");
    }

    /** A page to go on with after signing in: path and query of this desk. */
    static void keep(HttpServletRequest request, String page) {
        request.getSession().setAttribute(WANTED, page);
    }

    /** The page to go on with, once. */
    static String take(HttpServletRequest request) {
        var session = request.getSession();
        var wanted = session.getAttribute(WANTED) instanceof String page ? page : "/";
        session.removeAttribute(WANTED);
        return wanted.startsWith("/") && !wanted.startsWith("//") && !wanted.startsWith("/\\") ? wanted : "/";
    }

    private static boolean wantsHtml(HttpServletRequest request) {
        var accepted = request.getHeader("Accept");
        return accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }
}
