package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Token;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which scope opens what. */
class NeededScopeTest {
    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/rules,                         READ",
        "HEAD,   /api/v1/deliveries,                    READ",
        "GET,    /api/v1/api-users/last-use,            READ",
        "GET,    /api/v1/api-users/1,                   ADMIN",
        "GET,    /api/v1/people,                        ADMIN",
        "GET,    /api/v1/tokens/last-use,               READ",
        "GET,    /api/v1/setup,                         ADMIN",
        "GET,    /api/v1/security-log/check,            ADMIN",
        "GET,    /api/v1/callouts/1,                    READ",
        "GET,    /api/v1/api-users/1/requests,          ADMIN",
        "HEAD,   /api/v1/api-users/1/requests,          ADMIN",
        "GET,    /api/v1/api-users/nobody/requests,     ADMIN",
        "POST,   /api/v1/rules,                         ADMIN",
        "PUT,    /api/v1/rules/1,                       ADMIN",
        "DELETE, /api/v1/rules/1,                       ADMIN",
        "PATCH,  /api/v1/nothing,                       ADMIN",
        "POST,   /api/intake/alertmanager,              INTAKE",
        "GET,    /api/intake/alertmanager,              INTAKE",
    })
    void readingNeedsLessThanWriting(String method, String path, Token.Scope scope) {
        assertThat(NeededScope.of(method, path)).isEqualTo(scope);
    }
}
