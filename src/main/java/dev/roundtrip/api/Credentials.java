package dev.roundtrip.api;

import dev.roundtrip.callout.Masking;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.LastUse;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Refusals;
import dev.roundtrip.people.SecurityLog;
import dev.roundtrip.people.Token;
import dev.roundtrip.people.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out who sends a request. */
final class Credentials {
    private static final String WRONG =
            "UserName, Secret and ApiIntegrationCode together are not those of an active API user";

    /** Stands for one that nobody has. */
    private static final String NOBODY = "?";

    private final ApiUsers apiUsers;
    private final Tokens tokens;
    private final People people;
    private final LastUse lastUse;
    private final Refusals refusals;

    Credentials(ApiUsers apiUsers, Tokens tokens, People people, LastUse lastUse, Refusals refusals) {
        this.apiUsers = apiUsers;
        this.tokens = tokens;
        this.people = people;
        this.lastUse = lastUse;
        this.refusals = refusals;
    }

    /** Whom a request says it comes from by a login, be that true or not; empty where there is nobody of that login. */
    Optional<ApiUser> claimed(HttpServletRequest request, Door door) {
        var login = switch (door) {
            case AUTOTASK -> header(request, "UserName");
            case OWN -> basic(request).map(Masking.Login::user);
        };
        return login.flatMap(apiUsers::named);
    }

    /** The code that the original counts by. */
    static Optional<String> integrationCode(HttpServletRequest request) {
        return header(request, "ApiIntegrationCode");
    }

    /** What a request shows of itself to be let in, right or wrong: nobody is to read it again. */
    static SentSecrets secretsOf(HttpServletRequest request) {
        // Whatever the scheme: what follows it is not for others.
        var authorization = header(request, "Authorization").map(value -> value.substring(value.indexOf(' ') + 1));
        return new SentSecrets(
                Stream.concat(header(request, "Secret").stream(), authorization.stream())
                        .toList(),
                basic(request).stream().toList());
    }

    /** @throws ApiProblem 401 with one text, whichever of the three is wrong or missing; 400 for a person who cannot be impersonated */
    Caller byHeaders(HttpServletRequest request) {
        // No WWW-Authenticate: the scheme has no name, and naming Basic would make browsers ask.
        var user = apiUsers.signIn(
                        header(request, "UserName").orElse(""),
                        header(request, "Secret").orElse(""),
                        integrationCode(request).orElse(null))
                .orElseThrow(() -> {
                    noteWrongSecret(request, header(request, "UserName"));
                    return ApiProblem.notSignedIn(WRONG, Map.of());
                });
        return caller(
                user,
                header(request, "ImpersonationResourceId")
                        .map(this::impersonated)
                        .orElse(null));
    }

    /** @throws ApiProblem 401 without a valid token, 403 when it does not open {@code needed} */
    Caller byToken(HttpServletRequest request, Token.Scope needed) {
        var shown = authorization(request, "Bearer");
        var token = shown.flatMap(tokens::of).orElseThrow(() -> {
            if (shown.isPresent()) {
                refusals.ofStranger(Actor.token(0, NOBODY), request.getRemoteAddr(), "tokens");
            }
            return ApiProblem.notSignedIn(
                    "a valid token is needed: Authorization: Bearer …",
                    Map.of("WWW-Authenticate", "Bearer realm=\"Roundtrip\""));
        });
        var noted = Actor.token(token.id(), token.name());
        if (!token.opens(needed)) {
            refusals.ofKnown(
                    new SecurityLog.By(noted, request.getRemoteAddr()),
                    request.getMethod() + " " + request.getRequestURI());
            throw ApiProblem.notAllowed("the token \"%s\" lacks the scope %s".formatted(token.name(), needed.word()));
        }
        if (token.id() != 0) {
            lastUse.ofToken(token.id());
        }
        return new Caller(Actor.apiUser(0, token.name()), Set.of(), null, noted);
    }

    /** Monitoring systems can send either a token or the login and secret of an API user. */
    Caller forIntake(HttpServletRequest request) {
        if (authorization(request, "Basic").isEmpty()) {
            return byToken(request, Token.Scope.INTAKE);
        }
        var shown = basic(request);
        return shown.flatMap(sent -> apiUsers.signIn(sent.user(), sent.password()))
                .map(user -> caller(user, null))
                .orElseThrow(() -> {
                    noteWrongSecret(request, shown.map(Masking.Login::user));
                    return ApiProblem.notSignedIn(
                            "login and secret together are not those of an active API user",
                            Map.of("WWW-Authenticate", "Bearer realm=\"Roundtrip\""));
                });
    }

    /** Nothing of a login that nobody has: it may be a secret in the wrong place. Whoever shows nothing guesses nothing. */
    private void noteWrongSecret(HttpServletRequest request, Optional<String> login) {
        if (login.isPresent()) {
            var known = apiUsers.named(login.get()).map(ApiUser::login).orElse(NOBODY);
            refusals.ofStranger(Actor.apiUser(0, known), request.getRemoteAddr(), "api-users");
        }
    }

    private Caller caller(ApiUser user, @Nullable Long impersonated) {
        lastUse.ofApiUser(user.id());
        return new Caller(user.actor(), user.companies(), impersonated);
    }

    private Long impersonated(String text) {
        if (text.matches("\\d{1,18}")) {
            var person = people.withId(Long.parseLong(text)).filter(Person::active);
            if (person.isPresent()) {
                return person.get().id();
            }
        }
        throw ApiProblem.badInput("ImpersonationResourceId: \"%s\" is not the id of an active resource"
                .formatted(Characters.shortened(text, 60)));
    }

    private static Optional<String> authorization(HttpServletRequest request, String scheme) {
        return header(request, "Authorization")
                .filter(value -> value.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1))
                .map(value -> value.substring(scheme.length() + 1).strip());
    }

    /** Empty also where it is no login and password in Base64: then it is nobody's. */
    private static Optional<Masking.Login> basic(HttpServletRequest request) {
        return authorization(request, "Basic").map(Credentials::decoded).flatMap(pair -> {
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Masking.Login(pair.substring(0, colon), pair.substring(colon + 1)));
        });
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Not Base64: then it is nobody's login either.
            return "";
        }
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name))
                .map(Characters::asWritten)
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
