package dev.roundtrip.web;

import dev.roundtrip.people.People;
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
    private final SecurityNotes notes;
    private final Clock clock;

    PersonSignIn(People people, SignInThrottle throttle, SecurityNotes notes, Clock clock) {
        this.people = people;
        this.throttle = throttle;
        this.notes = notes;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication typed) {
        var login = typed.getName();
        var address = typed.getDetails() instanceof WebAuthenticationDetails from ? from.getRemoteAddress() : "";
        throttle.begin(address, login).ifPresent(wait -> {
            notes.noteStranger(login, What.SIGN_IN_THROTTLED);
            throw new TooManyTries(wait);
        });
        var person =
                people.signIn(login, String.valueOf(typed.getCredentials())).orElse(null);
        if (person == null) {
            notes.noteStranger(login, What.SIGN_IN_REFUSED);
            throw new BadCredentialsException("login or password is wrong");
        }
        throttle.forget(address, login);
        notes.note(person, What.SIGNED_IN);
        return SignedIn.as(person, clock.instant());
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
