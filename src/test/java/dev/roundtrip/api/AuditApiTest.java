package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The audit of rules for programs. */
@SuppressWarnings("NullAway.Init") // the server is there before the first test
class AuditApiTest {
    private static ApiServer server;

    @BeforeAll
    static void open() {
        server = ApiServer.on(TestDatabase.SQLITE);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static ApiServer.Answer audit(String token) {
        return server.send(server.request("/api/v1/rules/audit")
                .header("Authorization", "Bearer " + token)
                .build());
    }

    private static JsonNode findings() {
        return audit(ApiServer.READ_TOKEN).json().get("findings");
    }

    @Test
    void tellsEachFindingWithWhatItsKindHasBesides() {
        assertThat(findings()).isEmpty();
        server.apply("""
                callouts:
                  - { name: Close, url: "https://icinga.acme.example/close" }
                  - { name: Old, url: "https://icinga.acme.example/old", active: false }
                rules:
                  - name: Complete
                    when: [ edited ]
                    if: [ { attribute: status, operator: equal-to, value: Complete } ]
                    then: [ { callout: Close } ]
                  - name: Complete and high
                    when: [ edited ]
                    if:
                      - { attribute: status, operator: equal-to, value: Complete }
                      - { attribute: priority, operator: changed-to, value: High }
                    then: [ { callout: Close } ]
                  - name: Echo
                    when: [ note-added ]
                    then: [ { note: { title: Echo, text: again, publish: internal } } ]
                  - { name: Tell, when: [ created ], then: [ { callout: Old } ] }
                """);

        assertThat(findings()).hasToString("""
                [\
                {"kind":"fires-again","ruleId":1,"rule":"Complete",\
                "text":"\\"Complete\\" fires at every later edit too, as long as status is Complete; changed-to fires once",\
                "attribute":"status","operator":"equal-to","values":["Complete"]},\
                {"kind":"shadowed","ruleId":2,"rule":"Complete and high",\
                "text":"\\"Complete and high\\" does a second time what \\"Complete\\" does: whenever it fires, \\"Complete\\" has fired on the \
                same change, with all the callouts, notes, new tickets, notices and updates of \\"Complete and high\\"",\
                "byRuleId":1,"byRule":"Complete"},\
                {"kind":"loop","ruleId":3,"rule":"Echo",\
                "text":"\\"Echo\\" -> \\"Echo\\" can go round: each sets off the next, until 5 rules have run in sequence",\
                "round":[{"ruleId":3,"rule":"Echo"}]},\
                {"kind":"broken","ruleId":4,"rule":"Tell",\
                "text":"\\"Tell\\" is broken: callout \\"Old\\" is inactive; the rest of it is run all the same",\
                "skipped":false,"defects":["callout \\"Old\\" is inactive"]}]""");
    }

    @Test
    void isForThoseWhoMayRead() {
        assertThat(audit(ApiServer.INTAKE_TOKEN).status()).isEqualTo(403);
        assertThat(audit("nobody's").status()).isEqualTo(401);
    }
}
