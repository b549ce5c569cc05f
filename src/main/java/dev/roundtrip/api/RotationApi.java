package dev.roundtrip.api;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.SecurityLog;
import dev.roundtrip.rule.Span;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives an API user a new secret while the old one still opens, so that no request is refused while its program is told. */
@RestController
@RequestMapping("/api/v1/api-users/{id}")
class RotationApi {
    private static final Duration USUAL_OVERLAP = Duration.ofHours(24);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final ApiUsers apiUsers;
    private final SecurityLog log;

    RotationApi(ApiUsers apiUsers, SecurityLog log) {
        this.log = log;
        this.apiUsers = apiUsers;
    }

    /**
     * @param secret shown here and never again
     * @param previousUntil until when the old one opens too; null where it does not
     */
    record Rotated(
            long id, String login, String secret, @Nullable String previousUntil) {
        @Override
        public String toString() {
            return "Rotated " + login;
        }
    }

    record Ended(long id, String login, @Nullable String previousUntil) {}

    @PostMapping("/rotate")
    Rotated rotate(ApiCall call, @PathVariable long id, HttpServletRequest request) {
        var user = user(id);
        var overlap =
                RequestBody.membersIfAny(request).map(RotationApi::overlap).orElse(USUAL_OVERLAP);
        var secret = ApiUsers.randomSecret();
        var until = log.with(
                by(call, request),
                What.SECRET_ROTATED,
                "api-users",
                user.login(),
                () -> apiUsers.rotate(user, secret, overlap));
        return new Rotated(
                id, user.login(), secret, until.map(FieldValues::shown).orElse(null));
    }

    @PostMapping("/end-overlap")
    Ended endOverlap(ApiCall call, @PathVariable long id, HttpServletRequest request) {
        var user = user(id);
        log.with(by(call, request), What.OVERLAP_ENDED, "api-users", user.login(), () -> {
            apiUsers.endOverlap(user);
            return user;
        });
        return new Ended(id, user.login(), null);
    }

    private static SecurityLog.By by(ApiCall call, HttpServletRequest request) {
        return new SecurityLog.By(call.caller().noted(), request.getRemoteAddr());
    }

    private ApiUser user(long id) {
        return apiUsers.withId(id).orElseThrow(() -> ApiProblem.notFound("there is no API user " + id));
    }

    private static Duration overlap(Members body) {
        // One that is misspelt must not let a secret that leaked in for a day.
        body.all().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !name.equalsIgnoreCase("overlap"))
                .findFirst()
                .ifPresent(name -> {
                    throw ApiProblem.badInput(
                            "%s: is not known here; use overlap".formatted(Characters.shortened(name, 60)));
                });
        return body.text("overlap")
                .map(text -> Span.of(text)
                        .filter(span -> span.compareTo(LONGEST_OVERLAP) <= 0)
                        .orElseThrow(() -> ApiProblem.badInput(
                                "overlap: \"%s\" is not a length of time from 0s to 30d, such as 24h"
                                        .formatted(Characters.shortened(text, 60)))))
                .orElse(USUAL_OVERLAP);
    }
}
