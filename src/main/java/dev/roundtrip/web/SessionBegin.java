package dev.roundtrip.web;

import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonSessions;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Begins the session of the one who asks for the page that is being made. */
@Component
final class SessionBegin {
    private final PersonSessions sessions;
    private final HttpServletRequest request;

    /** @param request stands for the one that is being answered */
    SessionBegin(PersonSessions sessions, HttpServletRequest request) {
        this.sessions = sessions;
        this.request = request;
    }

    /** @param began before it was looked whether it is really that person */
    Authentication of(Person person, Instant began) {
        var key =
                sessions.begin(person.id(), began, request.getRemoteAddr(), request.getHeader(HttpHeaders.USER_AGENT));
        return SignedIn.as(person, began, key);
    }
}
