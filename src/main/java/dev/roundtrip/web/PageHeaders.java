package dev.roundtrip.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the browser to trust nothing but this desk's own files.
 *
 * <p>A filter in front of everything rather than a part of the security chain: that one does not come to requests that its own
 * firewall refuses, nor to error pages.
 */
final class PageHeaders extends OncePerRequestFilter {
    /** A year, which is what browsers ask for at least. */
    private static final String ALWAYS_HTTPS = "max-age=31536000; includeSubDomains";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
                    + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final boolean https;

    /** @param https whether people are to come by https and by nothing else */
    PageHeaders(boolean https) {
        this.https = https;
    }

    private static boolean isForPrograms(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/ATServicesRest/") || path.startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (https || request.isSecure()) {
            response.setHeader("Strict-Transport-Security", ALWAYS_HTTPS);
        }
        if (!isForPrograms(request)) {
            strict(response);
        }
        chain.doFilter(request, response);
    }

    private static void strict(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY"); // for browsers that do not know frame-ancestors
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Cache-Control", "no-store"); // the files of a page say otherwise later on
    }
}
