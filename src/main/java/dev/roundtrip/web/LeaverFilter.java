package dev.roundtrip.web;

import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonSessions;
import dev.roundtrip.people.PersonalChoices;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Signs out a person who was deactivated, or whose session has ended or was ended elsewhere, with the next page that is asked for. */
final class LeaverFilter extends OncePerRequestFilter {
    private static final Pattern A_RUN = Pattern.compile("/rules/\\d+/run");

    private final People people;
    private final PersonalChoices choices;
    private final PersonSessions sessions;

    LeaverFilter(People people, PersonalChoices choices, PersonSessions sessions) {
        this.people = people;
        this.choices = choices;
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && authentication.getPrincipal() instanceof SignedIn signedIn
                && !stays(signedIn, request)) {
            SecurityContextHolder.clearContext();
            var session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
        }
        chain.doFilter(request, response);
    }

    private boolean stays(SignedIn signedIn, HttpServletRequest request) {
        return people.withId(signedIn.id()).filter(Person::active).isPresent()
                && choices.of(signedIn.id()).holds(signedIn.since())
                && (asksByItself(request) ? sessions.holds(signedIn.session()) : sessions.seen(signedIn.session()));
    }

    /** A part of a page that renews itself: nobody need be there. It tells the server what the page knows, or is that of a run under way. */
    private static boolean asksByItself(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && request.getHeader("HX-Request") != null
                && (request.getParameter("known") != null
                        || A_RUN.matcher(request.getRequestURI()).matches());
    }
}
