package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Token;
import dev.roundtrip.testing.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who came in, and when. */
class LastUseApiTest {
    private static ApiServer server;

    @BeforeAll
    static void open() {
        server = ApiServer.on(TestDatabase.SQLITE);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static ApiServer.Answer get(String path) {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + ApiServer.READ_TOKEN)
                .build());
    }

    /** By name; null for never. */
    private static Map<String, String> uses(String what) {
        server.requests().runOnce();
        var uses = new HashMap<String, String>();
        for (var item : get("/api/v1/" + what + "/last-use").json().get("items")) {
            assertThat(item.propertyNames()).containsExactly("id", "name", "lastUsedAt");
            uses.put(item.get("name").stringValue(), item.get("lastUsedAt").asString("never"));
        }
        return uses;
    }

    private static void isNow(@Nullable String lastUsedAt) {
        var time = String.valueOf(lastUsedAt);
        assertThat(Instant.parse(time))
                .isEqualTo(Instant.parse(time).truncatedTo(ChronoUnit.MINUTES))
                .isBetween(Instant.now().minus(2, ChronoUnit.MINUTES), Instant.now());
    }

    @Test
    void whoWasLetInWasHere() {
        server.program("never");
        server.program("by basic");
        server.program("refused");
        server.get("Version");
        server.send(server.request("/ATServicesRest/V1.0/Version")
                .header("UserName", "refused")
                .header("Secret", "something else, long")
                .build());
        server.send(server.request("/api/intake/alertmanager")
                .header("Authorization", ApiServer.basic("by basic", ApiServer.SECRET))
                .POST(BodyPublishers.ofString("{\"alerts\":[]}"))
                .build());

        var uses = uses("api-users");

        assertThat(uses).containsOnlyKeys(ApiServer.LOGIN, "never", "by basic", "refused");
        isNow(uses.get(ApiServer.LOGIN));
        isNow(uses.get("by basic"));
        assertThat(uses).containsEntry("never", "never").containsEntry("refused", "never");
    }

    @Test
    void aTokenThatOpenedSomethingIsInUse() {
        var refused = "rt_refused_0123456789abcdef";
        server.house().tokens().keep(new Token(0, "refused", Set.of(Token.Scope.INTAKE), null), refused);
        server.send(server.request("/api/v1/rules")
                .header("Authorization", "Bearer " + refused)
                .build());
        get("/api/v1/rules");

        var uses = uses("tokens");

        assertThat(uses).containsKeys("alertmanager", "reader", "refused").containsEntry("refused", "never");
        isNow(uses.get("reader"));
    }
}
