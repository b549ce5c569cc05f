package dev.roundtrip.web;

import dev.roundtrip.people.Refusals;
import dev.roundtrip.people.SecurityLog;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes for the security log that somebody who is signed in asked for what is not theirs. */
final class NotedRefusal extends OncePerRequestFilter {
    private final Refusals refusals;
    private final Visitor visitor;

    NotedRefusal(Refusals refusals, Visitor visitor) {
        this.refusals = refusals;
        this.visitor = visitor;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (response.getStatus() == HttpStatus.FORBIDDEN.value()) {
            visitor.person()
                    .ifPresent(person -> refusals.ofKnown(
                            new SecurityLog.By(SecurityNotes.actor(person), request.getRemoteAddr()),
                            request.getMethod() + " " + request.getRequestURI()));
        }
    }
}
