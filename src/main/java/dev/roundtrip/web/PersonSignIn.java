package dev.roundtrip.web;

import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.SecondFactors;
import dev.roundtrip.people.SecurityEvent.What;
import java.time.Clock;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Lets in whoever knows a login and its password. */
@Component
final class PersonSignIn implements AuthenticationProvider {
    private final People people;
    private final SignInThrottle throttle;
    private final SecondFactors factors;
    private final SessionBegin begin;
    private final SecurityNotes notes;
    private final Clock clock;

    PersonSignIn(
            People people,
            SignInThrottle throttle,
            SecondFactors factors,
            SessionBegin begin,
            SecurityNotes notes,
            Clock clock) {
        this.people = people;
        this.throttle = throttle;
        this.factors = factors;
        this.begin = begin;
        this.notes = notes;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication typed) {
        var login = typed.getName();
        var address = typed.getDetails() instanceof WebAuthenticationDetails from ? from.getRemoteAddress() : "";
        throttle.begin(address, login).ifPresent(wait -> {
            if (throttle.isNews(address, login)) {
                notes.noteStranger(known(login), What.SIGN_IN_THROTTLED);
            }
            throw new TooManyTries(wait);
        });
        // Before the password is looked at: one that is changed meanwhile ends this session too.
        var began = clock.instant();
        var person =
                people.signIn(login, String.valueOf(typed.getCredentials())).orElse(null);
        if (person == null) {
            notes.noteStranger(known(login), What.SIGN_IN_REFUSED);
            throw new BadCredentialsException("login or password is wrong");
        }
        if (factors.isOn(person.id())) {
            throw new SecondFactorWanted(person, began); // its try counts until the code is right too
        }
        throttle.forget(address, login);
        var session = begin.of(person, began);
        notes.note(person, What.SIGNED_IN);
        return session;
    }

    /** Nothing of a login that nobody has: it may be a password in the wrong field. */
    private String known(String login) {
        return people.named(login).map(Person::login).orElse(SecurityNotes.NOBODY);
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
