package dev.roundtrip.web;

import dev.roundtrip.people.Person;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Begins a session for somebody who is known by another way than the page for signing in. */
@Component
final class SignedInAnew {
    private final SecurityContextRepository contexts;
    private final Clock clock;

    SignedInAnew(SecurityContextRepository contexts, Clock clock) {
        this.contexts = contexts;
        this.clock = clock;
    }

    /** What was known of the browser before, its session's id and form token, does not count any more. */
    void as(Person person, HttpServletRequest request, HttpServletResponse response) {
        request.getSession().invalidate();
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(SignedIn.as(person, clock.instant()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
