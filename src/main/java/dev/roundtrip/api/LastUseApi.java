package dev.roundtrip.api;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.LastUse;
import dev.roundtrip.people.Token;
import dev.roundtrip.people.Tokens;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells when who may come in did so last: what nobody uses any more can be taken away. */
@RestController
class LastUseApi {
    private final ApiUsers apiUsers;
    private final Tokens tokens;
    private final LastUse lastUse;

    LastUseApi(ApiUsers apiUsers, Tokens tokens, LastUse lastUse) {
        this.apiUsers = apiUsers;
        this.tokens = tokens;
        this.lastUse = lastUse;
    }

    record Uses(List<Use> items) {}

    /** @param lastUsedAt to the minute; null for never */
    record Use(long id, String name, @Nullable String lastUsedAt) {
        static Use of(long id, String name, @Nullable Instant at) {
            return new Use(id, name, at == null ? null : FieldValues.shown(at));
        }
    }

    @GetMapping("/api/v1/api-users/last-use")
    Uses ofApiUsers() {
        var uses = lastUse.ofApiUsers();
        return new Uses(apiUsers.all().stream()
                .map(user -> Use.of(user.id(), user.login(), uses.get(user.id())))
                .toList());
    }

    @GetMapping("/api/v1/tokens/last-use")
    Uses ofTokens() {
        var uses = lastUse.ofTokens();
        return new Uses(tokens.all().stream()
                .sorted(Comparator.comparingLong(Token::id))
                .map(token -> Use.of(token.id(), token.name(), uses.get(token.id())))
                .toList());
    }
}
