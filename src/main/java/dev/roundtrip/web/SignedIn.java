package dev.roundtrip.web;

import dev.roundtrip.people.Person;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * Whom a session belongs to. Only the id counts: role, name and language are looked up anew for every page.
 *
 * @param since when they signed in
 * @param session by which it is known whether it was ended
 */
record SignedIn(long id, String login, Instant since, String session) implements AuthenticatedPrincipal, Serializable {
    static Authentication as(Person person, Instant now, String session) {
        return UsernamePasswordAuthenticationToken.authenticated(
                new SignedIn(person.id(), person.login(), now.truncatedTo(ChronoUnit.MILLIS), session),
                null,
                AuthorityUtils.NO_AUTHORITIES);
    }

    @Override
    public String getName() {
        return login;
    }
}
