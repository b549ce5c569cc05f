package dev.roundtrip.web;

import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Who asks for the page that is being made. */
@Component
final class Visitor {
    private final People people;

    Visitor(People people) {
        this.people = people;
    }

    /** Whether it is one who may change what the desk is. */
    boolean mayConfigure() {
        return person().filter(person -> person.role() == Role.ADMINISTRATOR).isPresent();
    }

    /** @throws ResponseStatusException 403 for everybody else */
    void needsAdministrator() {
        if (!mayConfigure()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
    }

    /** @throws ResponseStatusException 403 for a stranger */
    Person signedIn() {
        return person().orElseThrow(() -> new ResponseStatusException(HttpStatus.FORBIDDEN));
    }

    Optional<Person> person() {
        return session().flatMap(signedIn -> people.withId(signedIn.id()));
    }

    /** Empty for a stranger. */
    Optional<SignedIn> session() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn
                ? Optional.of(signedIn)
                : Optional.empty();
    }
}
