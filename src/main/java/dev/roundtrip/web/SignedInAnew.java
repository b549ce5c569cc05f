package dev.roundtrip.web;

import dev.roundtrip.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Begins a session for somebody who is known by another way than the page for signing in. */
@Component
final class SignedInAnew {
    private final SecurityContextRepository contexts;
    private final SessionBegin begin;
    private final Clock clock;

    SignedInAnew(SecurityContextRepository contexts, SessionBegin begin, Clock clock) {
        this.contexts = contexts;
        this.begin = begin;
        this.clock = clock;
    }

    void as(Person person, HttpServletRequest request, HttpServletResponse response) {
        as(person, clock.instant(), request, response);
    }

    /**
     * What was known of the browser before, its session's id and form token, does not count any more.
     *
     * @param began before it was looked whether it is really that person
     */
    void as(Person person, Instant began, HttpServletRequest request, HttpServletResponse response) {
        request.getSession().invalidate();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(begin.of(person, began));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
