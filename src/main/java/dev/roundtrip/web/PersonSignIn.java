package dev.roundtrip.web;

import dev.roundtrip.people.People;
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

    PersonSignIn(People people, SignInThrottle throttle) {
        this.people = people;
        this.throttle = throttle;
    }

    @Override
    public Authentication authenticate(Authentication typed) {
        var login = typed.getName();
        var address = typed.getDetails() instanceof WebAuthenticationDetails from ? from.getRemoteAddress() : "";
        throttle.begin(address, login).ifPresent(wait -> {
            throw new TooManyTries(wait);
        });
        var person = people.signIn(login, String.valueOf(typed.getCredentials()))
                .orElseThrow(() -> new BadCredentialsException("login or password is wrong"));
        throttle.forget(address, login);
        return SignedIn.as(person);
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
