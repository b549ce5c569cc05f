package dev.roundtrip.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;

/** While the desk knows nobody, every page leads to the one that makes the first administrator. */
final class FirstStartGate extends OncePerRequestFilter {
    private static final Set<String> FILES = Set.of(PageSecurity.FILES);

    private final FirstStart firstStart;

    FirstStartGate(FirstStart firstStart) {
        this.firstStart = firstStart;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.equals("/setup") || FILES.contains(path);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (firstStart.isDone()) {
            chain.doFilter(request, response);
        } else {
            response.sendRedirect("/setup");
        }
    }
}
