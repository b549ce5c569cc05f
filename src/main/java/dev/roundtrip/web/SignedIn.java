package dev.roundtrip.web;

import dev.roundtrip.people.Person;
import java.io.Serializable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/** Whom a session belongs to. Only the id counts: role, name and language are looked up anew for every page. */
record SignedIn(long id, String login) implements AuthenticatedPrincipal, Serializable {
    static Authentication as(Person person) {
        return UsernamePasswordAuthenticationToken.authenticated(
                new SignedIn(person.id(), person.login()), null, AuthorityUtils.NO_AUTHORITIES);
    }

    @Override
    public String getName() {
        return login;
    }
}
