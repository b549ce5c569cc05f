package dev.roundtrip.web;

import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonalChoices;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs out a person who was deactivated, or whose sessions were ended elsewhere, with the next page that is asked for. */
final class LeaverFilter extends OncePerRequestFilter {
    private final People people;
    private final PersonalChoices choices;

    LeaverFilter(People people, PersonalChoices choices) {
        this.people = people;
        this.choices = choices;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn && !stays(signedIn)) {
            SecurityContextHolder.clearContext();
            var session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
        }
        chain.doFilter(request, response);
    }

    private boolean stays(SignedIn signedIn) {
        return people.withId(signedIn.id()).filter(Person::active).isPresent()
                && choices.of(signedIn.id()).holds(signedIn.since());
    }
}
