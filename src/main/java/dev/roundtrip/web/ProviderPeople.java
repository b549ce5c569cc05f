package dev.roundtrip.web;

import dev.roundtrip.oidc.Identity;
import dev.roundtrip.oidc.Refusal;
import dev.roundtrip.oidc.Refusal.Reason;
import dev.roundtrip.people.Identities;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.people.SecondFactors;
import dev.roundtrip.people.SecurityEvent.What;
import org.springframework.stereotype.Component;

/**
 * Who somebody is here whom the provider knows. Whoever is linked comes in. Else one person of that verified address is linked at once, but
 * nobody to whom more was asked than an address: administrators and those with a second factor link their accounts themselves.
 */
@Component
final class ProviderPeople {
    private final People people;
    private final Identities identities;
    private final SecondFactors factors;
    private final SecurityNotes notes;

    ProviderPeople(People people, Identities identities, SecondFactors factors, SecurityNotes notes) {
        this.people = people;
        this.identities = identities;
        this.factors = factors;
        this.notes = notes;
    }

    /** @throws Refusal for nobody who may come in */
    Person of(Identity identity) {
        var linked = identities.personOf(identity.issuer(), identity.subject());
        var person = linked.isPresent()
                ? people.withId(linked.get()).orElseThrow(() -> new Refusal(Reason.UNKNOWN_PERSON))
                : matched(identity);
        if (!person.active()) {
            throw new Refusal(Reason.INACTIVE);
        }
        if (linked.isEmpty()) {
            link(person, identity);
        }
        return person;
    }

    private Person matched(Identity identity) {
        var email = identity.email();
        var found = email == null || email.isBlank()
                ? null
                : people.all().stream()
                        .filter(one -> email.strip().equalsIgnoreCase(one.email()))
                        .limit(2)
                        .toList();
        if (found == null || found.size() != 1) {
            throw new Refusal(Reason.UNKNOWN_PERSON);
        }
        var person = found.getFirst();
        if (person.role() == Role.ADMINISTRATOR
                || factors.isOn(person.id())
                || identities.isLinked(person.id(), identity.issuer())) {
            throw new Refusal(Reason.UNKNOWN_PERSON);
        }
        return person;
    }

    /** @throws Refusal where the account is somebody's, or the person has another */
    void link(Person person, Identity identity) {
        var noted = notes.noting(What.PROVIDER_LINKED);
        notes.together(() -> {
            if (!identities.link(person.id(), identity.issuer(), identity.subject())) {
                throw new Refusal(Reason.LINKED_ALREADY);
            }
            noted.accept(person);
        });
    }
}
