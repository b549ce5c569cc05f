package dev.roundtrip.api;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Token;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A new secret for a program that goes on working meanwhile. */
@OnBothDatabases
@SuppressWarnings("NullAway.Init") // the server is there before the first test
class RotationApiTest {
    private static final String ADMIN = "rt_admin_0123456789abcdef";
    private static ApiServer server;

    private final String login = UUID.randomUUID() + "@acme.example";
    private final long id;

    RotationApiTest(TestDatabase database) {
        server.program(login);
        id = server.house().apiUsers().named(login).orElseThrow().id();
    }

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) {
        server = ApiServer.on(database);
        server.house().tokens().keep(new Token(0, "administrator", Set.of(Token.Scope.ADMIN), null), ADMIN);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        server.close();
    }

    private static ApiServer.Answer post(String token, String path, String body) {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private ApiServer.Answer rotate(String body) {
        return post(ADMIN, "/api/v1/api-users/" + id + "/rotate", body);
    }

    private int comesInWith(String secret) {
        return server.send(server.request("/ATServicesRest/V1.0/Version")
                        .header("UserName", login)
                        .header("Secret", secret)
                        .build())
                .status();
    }

    private static void isAbout(Duration overlap, ApiServer.Answer answer) {
        assertThat(Instant.parse(answer.text("/previousUntil")))
                .isBetween(
                        Instant.now().plus(overlap).minus(ofMinutes(1)),
                        Instant.now().plus(overlap).plus(ofMinutes(1)));
    }

    @Test
    void theNewSecretIsShownOnceAndTheOldOneOpensForADay() {
        var answer = rotate("");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactly("id", "login", "secret", "previousUntil");
        assertThat(answer.json().get("id").longValue()).isEqualTo(id);
        assertThat(answer.text("/login")).isEqualTo(login);
        assertThat(answer.text("/secret")).matches("rts_[0-9a-f]{40}");
        isAbout(ofHours(24), answer);
        assertThat(comesInWith(ApiServer.SECRET)).isEqualTo(200);
        assertThat(comesInWith(answer.text("/secret"))).isEqualTo(200);
        assertThat(comesInWith("something else, long")).isEqualTo(401);
    }

    @Test
    void theOverlapCanBeSaidAsTheSetupFileSpellsIt() {
        isAbout(ofMinutes(15), rotate("{\"overlap\":\"15m\"}"));
        isAbout(ofDays(30), rotate("{\"Overlap\":\"30d\"}"));
        isAbout(ofHours(24), rotate("{}"));
    }

    @Test
    void withoutAnOverlapTheOldSecretOpensNothing() {
        var answer = rotate("{\"overlap\":\"0s\"}");

        assertThat(answer.json().get("previousUntil").isNull()).isTrue();
        assertThat(comesInWith(ApiServer.SECRET)).isEqualTo(401);
        assertThat(comesInWith(answer.text("/secret"))).isEqualTo(200);
    }

    @Test
    void anOverlapIsEndedBeforeItsTime() {
        var secret = rotate("").text("/secret");

        var answer = post(ADMIN, "/api/v1/api-users/" + id + "/end-overlap", "");

        assertThat(answer.raw().body())
                .isEqualTo("{\"id\":%d,\"login\":\"%s\",\"previousUntil\":null}".formatted(id, login));
        assertThat(comesInWith(ApiServer.SECRET)).isEqualTo(401);
        assertThat(comesInWith(secret)).isEqualTo(200);
        assertThat(post(ADMIN, "/api/v1/api-users/" + id + "/end-overlap", "").status())
                .as("already")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"overlap":"31d"}     | overlap: "31d" is not a length of time from 0s to 30d, such as 24h
                    {"overlap":"a day"}   | overlap: "a day" is not a length of time from 0s to 30d, such as 24h
                    {"overlap":24}        | overlap: a text is needed
                    {"overlapp":"0s"}     | overlapp: is not known here; use overlap
                    []                    | body: a JSON object is needed, such as {…}
                    """)
    void whatIsAskedWronglyChangesNothing(String body, String told) {
        var answer = rotate(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).isEqualTo(told);
        assertThat(comesInWith(ApiServer.SECRET)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rotate", "end-overlap"})
    void isForAdministratorsAndForWhoIsThere(String what) {
        assertThat(post(ApiServer.READ_TOKEN, "/api/v1/api-users/" + id + "/" + what, "")
                        .status())
                .isEqualTo(403);
        var nobody = post(ADMIN, "/api/v1/api-users/4711/" + what, "");
        assertThat(nobody.status()).isEqualTo(404);
        assertThat(nobody.text("/detail")).isEqualTo("there is no API user 4711");
    }
}
