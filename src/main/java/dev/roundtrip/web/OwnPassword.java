package dev.roundtrip.web;

import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks somebody who is signed in for the password once more. Each look counts as a try to sign in. */
@Component
final class OwnPassword {
    private final People people;
    private final SignInThrottle throttle;

    OwnPassword(People people, SignInThrottle throttle) {
        this.people = people;
        this.throttle = throttle;
    }

    /** What there is against it; empty when it is right. */
    Optional<MistakeWords.Said> refusal(Person person, String typed, String address, Words words) {
        var wait = throttle.begin(address, person.login());
        if (wait.isPresent()) {
            var minutes = new TooManyTries(wait.get()).minutes();
            return Optional.of(new MistakeWords.Said(words.say("signin.too-many", minutes), null));
        }
        if (people.isPasswordOf(person.id(), typed)) {
            throttle.forget(address, person.login());
            return Optional.empty();
        }
        return Optional.of(new MistakeWords.Said(words.say("profile.password.wrong"), null));
    }
}
