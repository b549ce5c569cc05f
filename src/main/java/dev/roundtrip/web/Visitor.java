package dev.roundtrip.web;

import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who asks for the page that is being made. */
@Component
final class Visitor {
    private final People people;

    Visitor(People people) {
        this.people = people;
    }

    Optional<Person> person() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn
                ? people.withId(signedIn.id())
                : Optional.empty();
    }
}
