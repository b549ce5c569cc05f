package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a file is told in one go, whether the file alone shows it or only the desk; and nothing that is right. */
class AllAtOnceTest {
    private final SetDesk desk = SetDesk.on(TestDatabase.SQLITE);

    @AfterEach
    void close() {
        desk.close();
    }

    private List<String> refused(String text) {
        var revision = desk.revision();
        var mistakes = desk.refused(text);
        assertThat(desk.revision()).as("nothing was changed").isEqualTo(revision);
        return mistakes;
    }

    @Test
    void aMistakeOfFormHidesNoneThatOnlyTheDeskSees() {
        assertThat(refused("""
                        callouts:
                          - { name: Twin, url: "https://a.example/" }
                          - { name: twin, url: "https://a.example/", field: Alert }
                          - { name: Misspelt, url: "https://a.example/{{ticket.titel}}" }
                          - { name: Slow, url: "https://a.example/", timeout: 10m }
                        rules:
                          - name: Tell
                            when: [ edited, edted ]
                            if: [ { attribute: statuss, operator: changed }, { attribute: status, operator: chaned } ]
                            then: [ { callout: Nobody }, { callout: Twin }, { set: { titel: x } } ]
                        """))
                .containsExactly(
                        "desk.yaml:3:13: callouts[1].name \"twin\" is the name of callouts[0] already; upper and lower case count as the same",
                        "desk.yaml:3:53: callouts[1].field \"Alert\" is no field of this desk or this file",
                        "desk.yaml:4:47: callouts[2].url: ticket.titel is not a value; did you mean ticket.title?",
                        "desk.yaml:5:55: callouts[3].timeout \"10m\" is out of range: 1s to 5m",
                        "desk.yaml:8:21: rules[0].when[1] \"edted\" is not known; did you mean \"edited\"?",
                        "desk.yaml:9:24: rules[0].if[0].attribute: attribute \"statuss\" is not known; did you mean status?",
                        "desk.yaml:9:85: rules[0].if[1].operator \"chaned\" is not known; did you mean \"changed\"?",
                        "desk.yaml:10:24: rules[0].then[0].callout: callout \"Nobody\" is not known; use the name of a callout of this desk",
                        "desk.yaml:10:69: rules[0].then[2].set.titel: attribute \"titel\" is not known; did you mean title?");
    }

    @Test
    void whoNamesSomethingThatIsWrongItselfIsNotToBlame() {
        assertThat(refused("""
                        companies: [ { name: Acme, classificaton: Gold } ]
                        picklists: { queue: [ { id: x, label: Network } ] }
                        fields:
                          - { name: Severity, type: numbr }
                          - { name: Alert ID, type: text, values: [ a ] }
                        people: [ { login: tech, name: A, role: technican } ]
                        api-users: [ { login: api, secret: correct-horse, companies: [ Acme ] } ]
                        callouts:
                          - { name: Form, url: "https://a.example/", methd: GET }
                          - { name: Desk, url: "https://a.example/{{ticket.titel}}" }
                          - { name: Chain, url: "https://a.example/{{udf.Alert ID}}", field: Severity }
                        rules:
                          - name: Tell
                            when: [ edited: { by: tech } ]
                            if:
                              - { attribute: udf.Severity, operator: greater-than, value: 3 }
                              - { attribute: queueID, operator: equal-to, value: Network }
                              - { attribute: companyID, operator: equal-to, value: Acme }
                            then: [ { callout: Form }, { callout: Desk }, { callout: Chain } ]
                        """))
                .containsExactly(
                        "desk.yaml:1:28: companies[0].classificaton is not known; did you mean \"classification\"?",
                        "desk.yaml:2:29: picklists.queue[0].id \"x\" is not a whole number",
                        "desk.yaml:4:29: fields[0].type \"numbr\" is not known; did you mean \"number\"?",
                        "desk.yaml:5:43: fields[1].values go with type list only, and this field is of type text",
                        "desk.yaml:6:41: people[0].role \"technican\" is not known; did you mean \"technician\"?",
                        "desk.yaml:9:46: callouts[0].methd is not known; did you mean \"method\"?",
                        "desk.yaml:10:43: callouts[1].url: ticket.titel is not a value; did you mean ticket.title?");
    }

    @Test
    void whereAListCannotBeReadTheRestIsJudgedByItsFormAlone() {
        assertThat(refused("""
                        calouts: [ { name: Close, url: "https://a.example/" } ]
                        rules: [ { name: Tell, when: [ edted ], then: [ { callout: Close } ] } ]
                        """))
                .containsExactly(
                        "desk.yaml:1:1: calouts is not known; did you mean \"callouts\"?",
                        "desk.yaml:2:32: rules[0].when[0] \"edted\" is not known; did you mean \"edited\"?");
    }

    @Test
    void aValueOfAListThatIsNewHasAnIdFromZeroUp() {
        assertThat(refused("picklists: { source: [ { id: -2, label: Insourced } ] }"))
                .containsExactly(
                        "desk.yaml:1:30: picklists.source[0].id \"-2\" is negative; a value of your own needs an id from 0 up");

        assertThat(desk.apply("picklists: { source: [ { id: -1, label: Elsewhere } ] }")
                        .differences())
                .containsExactly("source -1: label \"Other\" -> \"Elsewhere\"");
    }

    @Test
    void aTokenThatIsOverIsRefusedUnlessItRanOutSinceItWasKept() {
        var text = "tokens: [ { name: ci, token: 0123456789-0123456789, scopes: [ read ], expires: %s } ]";
        assertThat(refused(text.formatted("2020-01-01")))
                .containsExactly(
                        "desk.yaml:1:80: tokens[0].expires \"2020-01-01\" is over already; a token that opens nothing is better left out");

        var tomorrow = desk.desk.clock().instant().plus(java.time.Duration.ofDays(1));
        desk.apply(text.formatted("\"" + tomorrow + "\""));
        desk.desk.pass(java.time.Duration.ofDays(2));

        assertThat(desk.apply(text.formatted("\"" + tomorrow + "\"")).differences())
                .isEmpty();
    }
}
