package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;

import dev.roundtrip.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

/** What is as the file says, and should be looked at all the same. */
class SetupWarningsTest {
    private static final String IN_CLEAR = """
            callouts:
              - name: In clear
                url: "http://127.0.0.1:9/close"
                auth: { bearer: { token: t0ken-4711 } }
                notify: { who: [] }
              - name: Fine
                url: "https://a.example/"
                headers: { X-Key: "{{secret.key}}" }
                secrets: { key: clé-4711 }
                notify: { who: [] }
            """;

    private final SetDesk desk = SetDesk.on(TestDatabase.SQLITE);

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void areToldWithLineAndColumnBesideTheDifferencesEachTime() {
        var told = List.of(
                "desk.yaml:3:10: warning: callouts[0].url: sends credentials over http://, where everybody on the way can read them; use https://",
                "desk.yaml:9:21: warning: callouts[1].secrets.key: holds a character outside ASCII, which is sent percent-encoded in headers.X-Key");

        var dry = desk.dryRun(IN_CLEAR);
        var first = desk.apply(IN_CLEAR);
        var second = desk.apply(IN_CLEAR);

        assertThat(first.applied()).isTrue();
        assertThat(first.differences()).hasSize(2);
        assertThat(second.differences()).isEmpty();
        assertThat(List.of(dry, first, second))
                .allSatisfy(outcome -> assertThat(outcome.warnings())
                        .map(SetupWarning::toString)
                        .isEqualTo(told));
    }

    @Test
    void aCalloutOfWhichNobodyHearsIsToldUnlessThatIsOnPurpose() {
        var outcome = desk.apply("""
                callouts:
                  - { name: Silent, url: "https://a.example/" }
                  - { name: Watched, url: "https://a.example/", notify: { who: [] } }
                """);

        assertThat(outcome.warnings())
                .map(SetupWarning::toString)
                .containsExactly(
                        "desk.yaml:2:5: warning: callouts[0].notify: nobody is told when this callout fails; name people or mail addresses, or say who: [] for nobody, on purpose");
    }

    @Test
    void aFileThatIsRefusedTellsItsMistakesAlone() {
        assertThat(desk.refused(IN_CLEAR.replace("https://a.example/", "https://a.example/{{ticket.titel}}")))
                .hasSize(1)
                .first()
                .asString()
                .contains("ticket.titel");
    }

    @ParameterizedTest
    @EnumSource
    void aNameThatStandsForAShutAddressIsToldThoughItIsKept(TestDatabase database) {
        try (var shut = SetDesk.on(database)) {
            var text = """
                    callouts:
                      - { name: Named, url: "https://localhost:5665/{{ticket.id}}", notify: { who: [] } }
                      - { name: Unknown, url: "https://nobody.acme.example/", notify: { who: [] } }
                    """;
            assertThat(shut.apply(text).warnings()).isEmpty();
            shut.desk.restartAllowing("");

            var outcome = shut.desk.apply(text.replace("5665", "5666"));

            assertThat(outcome.applied()).isTrue();
            assertThat(outcome.warnings())
                    .map(SetupWarning::toString)
                    .containsExactly(
                            "setup.yaml:2:25: warning: callouts[0].url: address 127.0.0.1 (of localhost) is loopback; to allow it: --outbound-allow 127.0.0.1/32:5666");
        }
    }

    @Test
    void theNameThatGivesOutAccessTokensIsLookedUpToo() {
        try (var shut = SetDesk.on(TestDatabase.SQLITE)) {
            shut.desk.restartAllowing("");

            var outcome = shut.desk.apply("""
                    callouts:
                      - name: Named
                        url: "https://nobody.acme.example/"
                        auth:
                          oauth2:
                            token-url: "https://localhost:8443/token"
                            client-id: roundtrip
                            client-secret: s3cr3t-4711
                        notify: { who: [] }
                    """);

            assertThat(outcome.warnings())
                    .map(SetupWarning::toString)
                    .containsExactly(
                            "setup.yaml:6:20: warning: callouts[0].auth.oauth2.token-url: address 127.0.0.1 (of localhost) is loopback; to allow it: --outbound-allow 127.0.0.1/32:8443");
        }
    }

    @Test
    void aCredentialThatWouldArriveAsAnotherIsAMistakeInItsPlace() {
        var text = """
                callouts:
                  - name: Broken
                    url: "https://a.example/"
                    auth:
                      bearer: { token: "${env:TOKEN}" }
                    headers: { Authorization: Own }
                """;

        assertThat(desk.refused(text.replace("${env:TOKEN}", "one-4711\\r\\ntwo")))
                .containsExactly(
                        "desk.yaml:5:24: callouts[0].auth.bearer.token: holds a line break, which a header cannot carry; write it on one line",
                        "desk.yaml:6:31: callouts[0].headers.Authorization: is written by the callout's authentication (auth.bearer.token), so it would be sent twice; leave one of the two out");
    }

    @Test
    void stayBesideTheDifferencesOverHttp() throws Exception {
        var door = MockMvcBuilders.standaloneSetup(new SetupApi(desk.setup, desk.sections, desk.house.securityLog()))
                .build();

        door.perform(post("/api/v1/setup")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(JsonMapper.shared().writeValueAsString(Map.of("name", "desk.yaml", "text", IN_CLEAR))))
                .andExpect(jsonPath("$.applied").value(true))
                .andExpect(jsonPath("$.warnings.length()").value(2))
                .andExpect(jsonPath("$.warnings[0].file").value("desk.yaml"))
                .andExpect(jsonPath("$.warnings[0].line").value(3))
                .andExpect(jsonPath("$.warnings[0].column").value(10))
                .andExpect(
                        jsonPath("$.warnings[0].message")
                                .value(
                                        "callouts[0].url: sends credentials over http://, where everybody on the way can read them; use https://"));
    }
}
