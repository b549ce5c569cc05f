package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Actor;
import dev.roundtrip.people.SecurityEvent;
import dev.roundtrip.people.SecurityEvent.What;
import dev.roundtrip.people.Token;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What programs do and are refused stands in the security log, and programs can have it checked. */
@OnBothDatabases
class SecurityLogApiTest {
    private static final String ADMIN = "rt_admin_0123456789abcdef";
    private static final String READER = "rt_reader_0123456789abcdef";
    private static final String CHECK = "/api/v1/security-log/check";

    private final ApiServer server;

    SecurityLogApiTest(TestDatabase database) {
        server = ApiServer.on(database);
        server.house().tokens().keep(new Token(0, "operations", Set.of(Token.Scope.ADMIN), null), ADMIN);
        server.house().tokens().keep(new Token(0, "reader", Set.of(Token.Scope.READ), null), READER);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ApiServer.Answer get(String token, String path) {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .build());
    }

    private List<SecurityEvent> events(What what) {
        var events = new ArrayList<SecurityEvent>();
        server.house().securityLog().all(events::add);
        return events.stream().filter(event -> event.what() == what).toList();
    }

    @Test
    void tellsThatAllFitsAndWhatDoesNot() {
        server.house().securityLog().note(dev.roundtrip.people.SecurityLog.By.THE_DESK, What.SETUP_APPLIED);
        var fits = get(ADMIN, CHECK);
        assertThat(fits.status()).isEqualTo(200);
        assertThat(fits.json().path("fits").booleanValue()).isTrue();
        var mark = fits.text("/mark");
        assertThat(mark).isEqualTo(server.house().securityLog().newest().text());
        assertThat(get(ADMIN, CHECK + "?mark=" + mark).json().path("fits").booleanValue())
                .isTrue();
        assertThat(get(ADMIN, CHECK + "?mark=7").status()).isEqualTo(400);

        server.house()
                .store()
                .write(() -> server.house()
                        .store()
                        .jdbc()
                        .sql("update security_event set actor_name = 'nobody' where id = 1")
                        .update());

        var altered = get(ADMIN, CHECK);
        assertThat(altered.json().path("fits").booleanValue()).isFalse();
        assertThat(altered.text("/fault")).isEqualTo("altered");
        assertThat(altered.json().path("event").longValue()).isEqualTo(1);
    }

    @Test
    void notesWrongTokensAndSecretsWithoutThem() {
        get("rt_guessed_0123456789abcdef", "/api/v1/rules");
        get("rt_guessed_0123456789abcdee", "/api/v1/rules");

        assertThat(events(What.API_REFUSED)).singleElement().satisfies(event -> {
            assertThat(event.actor()).isEqualTo(Actor.token(0, "?"));
            assertThat(event.kind()).isEqualTo("tokens");
            assertThat(event.address()).isEqualTo("127.0.0.1");
        });
    }

    @Test
    void namesTheLoginThatSomebodyHasAndNoOther() {
        server.send(server.request("/ATServicesRest/V1.0/Version")
                .header("UserName", "a secret in the wrong place")
                .header("Secret", "guessed")
                .build());

        assertThat(events(What.API_REFUSED))
                .singleElement()
                .satisfies(event -> assertThat(event.actor()).isEqualTo(Actor.apiUser(0, "?")));
    }

    @Test
    void notesNothingOfWhoeverShowsNothing() {
        server.send(server.request("/api/v1/rules").build());
        server.send(server.request("/ATServicesRest/V1.0/Version").build());

        assertThat(events(What.API_REFUSED)).isEmpty();
    }

    @Test
    void namesTokensAsTokens() {
        assertThat(get(READER, CHECK).status()).isEqualTo(403);
        assertThat(get(ADMIN, "/api/v1/setup").status()).isEqualTo(200);
        server.send(server.request("/api/v1/companies")
                .header("Authorization", "Bearer " + ADMIN)
                .POST(BodyPublishers.ofString("{\"name\": \"Example GmbH\"}"))
                .build());

        assertThat(events(What.ACCESS_REFUSED)).singleElement().satisfies(event -> {
            assertThat(event.actor().kind()).isEqualTo(Actor.Kind.TOKEN);
            assertThat(event.actor().name()).isEqualTo("reader");
            assertThat(event.name()).isEqualTo("GET " + CHECK);
        });
        assertThat(events(What.SETUP_EXPORTED))
                .singleElement()
                .satisfies(event -> assertThat(event.actor().kind()).isEqualTo(Actor.Kind.TOKEN));
        assertThat(events(What.CREATED)).singleElement().satisfies(event -> {
            assertThat(event.actor().name()).isEqualTo("operations");
            assertThat(event.name()).isEqualTo("Example GmbH");
        });
    }

    /** An entry that cannot be noted is not kept. */
    @Test
    void changesNothingUnnoted() {
        server.house()
                .store()
                .write(() -> server.house()
                        .store()
                        .jdbc()
                        .sql("delete from security_chain")
                        .update());

        var answer = server.send(server.request("/api/v1/companies")
                .header("Authorization", "Bearer " + ADMIN)
                .POST(BodyPublishers.ofString("{\"name\": \"Example GmbH\"}"))
                .build());

        assertThat(answer.status()).isGreaterThanOrEqualTo(500);
        assertThat(server.house().directory().companies())
                .extracting(company -> company.name())
                .doesNotContain("Example GmbH");
    }

    @Test
    void aRotationOfTheKeyStandsInIt() {
        var path = "/api/v1/key-rotation?begin=true";
        var refused = server.send(server.request(path)
                .header("Authorization", "Bearer " + READER)
                .POST(BodyPublishers.noBody())
                .build());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(events(What.KEY_MADE)).isEmpty();

        var rotated = server.send(server.request(path)
                .header("Authorization", "Bearer " + ADMIN)
                .header("Accept", "application/json")
                .POST(BodyPublishers.noBody())
                .build());

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.text("/stage")).isEqualTo("done");
        assertThat(events(What.KEY_MADE)).extracting(SecurityEvent::name).containsExactly(rotated.text("/key"));
        assertThat(events(What.KEY_SEALS)).extracting(SecurityEvent::name).containsExactly(rotated.text("/key"));
        assertThat(events(What.SEALED_ANEW)).hasSize(1);
        assertThat(events(What.KEY_REMOVED))
                .extracting(SecurityEvent::name)
                .containsExactly(rotated.json().path("removed").path(0).stringValue());
    }
}
