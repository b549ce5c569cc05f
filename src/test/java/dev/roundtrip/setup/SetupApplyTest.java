package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.people.Token;
import dev.roundtrip.rule.Rule;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

class SetupApplyTest {
    static final Map<String, String> ICINGA =
            Map.of("env:TECH_PASSWORD", "Lantern-42-cellar", "env:ICINGA_PASSWORD", "s3cr3t/4711+ä");

    /** Durations, codes, names and numbers in spellings other than the ones the desk writes. */
    static final String OTHER_SPELLINGS = """
            desk: { domain: ACME.EXAMPLE, time-zone: Europe/Berlin, language: en }
            picklists:
              queue: [ { id: 29, label: Network } ]
            fields:
              - { name: AlertID, type: text }
            people: [ { login: tech, name: A. Technician, email: tech@acme.example, role: technician, password: "${env:TECH_PASSWORD}" } ]
            callouts:
              - name: Close in Icinga
                url: "https://icinga.acme.example:5665/v1/actions/acknowledge-problem"
                format: custom
                content-type: application/json
                body: '{"comment":"{{ticket.ticketNumber}} done"}'
                headers: { accept: application/json }
                auth: { basic: { username: rt, password: "${env:ICINGA_PASSWORD}" } }
                field: alertid
                success: { codes: "409,200-299" }
                retry: { every: 1m, times: 10 }
                timeout: 30000ms
                notify: { who: [ TECH, assigned-resource, noc@acme.example ] }
            rules:
              - name: Done
                when: [ edited ]
                if: [ { attribute: status, operator: changed-to, value: 5 }, { attribute: queueID, operator: in-list, value: [ 29, Monitoring Alert ] } ]
                then: [ { callout: close in icinga } ]
            """;

    @ParameterizedTest
    @EnumSource
    void appliedTwiceIsAppliedOnce(TestDatabase database) {
        try (var desk = SetDesk.on(database)) {
            var first = desk.apply(OTHER_SPELLINGS, ICINGA);
            var callouts = desk.house.callouts().all();
            var rules = desk.rules.all();
            var revision = desk.revision();

            var second = desk.apply(OTHER_SPELLINGS, ICINGA);
            var dry = desk.dryRun(OTHER_SPELLINGS, ICINGA);

            assertThat(first.applied()).isTrue();
            assertThat(first.differences())
                    .containsExactly(
                            "desk: domain \"ROUNDTRIP.LOCAL\" -> \"ACME.EXAMPLE\"",
                            "desk: time-zone \"UTC\" -> \"Europe/Berlin\"",
                            "+ queue 29 \"Network\"",
                            "+ field \"AlertID\"",
                            "+ person \"tech\"",
                            "+ callout \"Close in Icinga\"",
                            "+ rule \"Done\"");
            assertThat(second).isEqualTo(new SetupOutcome(List.of(), false));
            assertThat(dry).isEqualTo(new SetupOutcome(List.of(), false));
            assertThat(desk.revision()).isEqualTo(revision);
            assertThat(desk.house.callouts().all()).isEqualTo(callouts).hasSize(1);
            assertThat(desk.rules.all()).isEqualTo(rules).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyOfTheGrammarIsAppliedAndStays(TestDatabase database) {
        try (var desk = SetDesk.on(database)) {
            var first = desk.apply(Everything.TEXT, Everything.VALUES);

            assertThat(first.applied()).isTrue();
            assertThat(desk.dryRun(Everything.TEXT, Everything.VALUES).differences())
                    .isEmpty();
            assertThat(desk.house.people().signIn("TECH", "value of TECH_PASSWORD"))
                    .isPresent();
            assertThat(desk.house.apiUsers().signIn("api@north.example", "value of API_SECRET", "NORTH1"))
                    .hasValueSatisfying(user -> assertThat(user.companies()).hasSize(1));
            assertThat(desk.house.tokens().of("value of ADMIN_TOKEN_OF_CI"))
                    .hasValueSatisfying(
                            token -> assertThat(token.opens(Token.Scope.ADMIN)).isTrue());
            assertThat(desk.house.callouts().named("close in icinga")).hasValueSatisfying(callout -> {
                assertThat(callout.secretNames()).containsExactly("key");
                assertThat(callout.ca()).isEqualTo(Everything.CA.pem());
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoNodesThatApplyAtTheSameMomentOneFindsNothingLeftToDo(TestDatabase database) throws Exception {
        try (var desk = SetDesk.on(database);
                var nodes = Executors.newFixedThreadPool(2)) {
            Callable<SetupOutcome> node = () -> desk.apply(OTHER_SPELLINGS, ICINGA);

            var outcomes = new ArrayList<Boolean>();
            for (var outcome : nodes.invokeAll(List.of(node, node))) {
                outcomes.add(outcome.get().applied());
            }

            assertThat(outcomes).containsExactlyInAnyOrder(true, false);
            assertThat(desk.house.callouts().all()).hasSize(1);
            assertThat(desk.rules.all()).hasSize(1);
        }
    }

    @Test
    void hundredsOfRecordsThatNameEachOtherAreAppliedAtOnce() {
        var text = new StringBuilder("fields:\n");
        for (int n = 0; n < 50; n++) {
            text.append("  - { name: Field %d, type: text }\n".formatted(n));
        }
        text.append("companies:\n");
        for (int n = 0; n < 1000; n++) {
            text.append("  - { name: Company %d }\n".formatted(n));
        }
        text.append("callouts:\n");
        for (int n = 0; n < 50; n++) {
            text.append(
                    "  - { name: Callout %d, url: 'https://a.example/%d/{{ticket.id}}', format: custom, content-type: application/json, body: '{\"t\":\"{{ticket.title}}\",\"f\":\"{{udf.Field %d}}\"}', auth: { bearer: { token: t0ken-%d } } }\n"
                            .formatted(n, n, n, n));
        }
        text.append("rules:\n");
        for (int n = 0; n < 50; n++) {
            text.append(
                    "  - { name: Rule %d, when: [ edited ], if: [ { attribute: udf.Field %d, operator: is-not-empty } ], then: [ { callout: Callout %d } ] }\n"
                            .formatted(n, n, n));
        }
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            assertThat(desk.apply(text.toString()).differences()).hasSize(1150);
            assertThat(desk.apply(text.toString()).differences()).isEmpty();
        }
    }

    @Test
    void aFileSaysTheSameInJson() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            desk.apply(Everything.TEXT, Everything.VALUES);
            Object everything = new Yaml().load(Everything.TEXT);

            var json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(everything);

            assertThat(json).startsWith("{");
            assertThat(desk.dryRun(json, Everything.VALUES).differences()).isEmpty();
        }
    }

    @Test
    void aDryRunTellsTheDifferenceAndChangesNothing() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            var revision = desk.revision();

            var dry = desk.dryRun(OTHER_SPELLINGS, ICINGA);

            assertThat(dry.applied()).isFalse();
            assertThat(dry.differences()).hasSize(7);
            assertThat(desk.revision()).isEqualTo(revision);
            assertThat(desk.house.people().all()).isEmpty();
            assertThat(desk.house.callouts().all()).isEmpty();
            assertThat(desk.house.desk().settings().domain()).isEqualTo("ROUNDTRIP.LOCAL");
        }
    }

    @Test
    void anotherSecretIsToldWithoutShowingEither() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            desk.apply(OTHER_SPELLINGS, ICINGA);
            var changed = new HashMap<>(ICINGA);
            changed.put("env:ICINGA_PASSWORD", "n3w/4712+ö");
            changed.put("env:TECH_PASSWORD", "Lantern-43-attic");

            var dry = desk.dryRun(OTHER_SPELLINGS, changed);
            desk.apply(OTHER_SPELLINGS, changed);

            assertThat(dry.differences())
                    .containsExactly("the password of \"tech\" differs", "a secret of \"Close in Icinga\" differs");
            assertThat(desk.house.people().signIn("tech", "Lantern-43-attic")).isPresent();
            assertThat(desk.dryRun(OTHER_SPELLINGS, changed).differences()).isEmpty();
        }
    }

    @Test
    void aMisspeltNameInATemplateIsToldWhereItStands() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            desk.apply("""
                    fields:
                      - { name: Alert ID 2, type: text }
                    callouts:
                      - { name: Names, url: "https://a.example/names", format: custom, content-type: application/json, body: '{"b":"{{udf.alert id 2}}"}' }
                    """);
            var before = desk.house.callouts().all();

            var refused = desk.refused("""
                    callouts:
                      - name: Names
                        url: "https://a.example/names"
                        format: custom
                        content-type: application/json
                        body: '{"a":"{{ticket.titel}}","b":"{{udf.Alert ID 3}}"}'
                      - name: In a block
                        url: "https://a.example/{{ticket.nubmer}}"
                        format: custom
                        content-type: application/json
                        headers: { X-One: "it's \\"{{udf.Alert}}\\"" }
                        body: |
                          {
                            "a": "{{ticket.statsu}}"
                          }
                    """);

            assertThat(refused).hasSize(5);
            assertThat(refused.get(0))
                    .startsWith("desk.yaml:6:18: callouts[0].body: ")
                    .contains("ticket.titel");
            assertThat(refused.get(1))
                    .startsWith("desk.yaml:6:41: callouts[0].body: ")
                    .contains("udf.Alert ID 3");
            assertThat(refused.get(2))
                    .startsWith("desk.yaml:8:29: callouts[1].url: ")
                    .contains("ticket.nubmer");
            assertThat(refused.get(3))
                    .startsWith("desk.yaml:11:31: callouts[1].headers.X-One: ")
                    .contains("udf.Alert");
            assertThat(refused.get(4))
                    .startsWith("desk.yaml:14:15: callouts[1].body: ")
                    .contains("ticket.statsu");
            assertThat(desk.house.callouts().all()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileWithOneRecordThatCannotBeIsRefusedWhole(TestDatabase database) {
        try (var desk = SetDesk.on(database)) {
            var refused = desk.refused("""
                    companies: [ { name: Acme } ]
                    picklists: { queue: [ { id: 29, label: client portal } ] }
                    fields: [ { name: Severity, type: list, values: [ warning, critical ], default: warnin } ]
                    api-users: [ { login: api, secret: "0123456789ab", companies: [ Acme, Acm ] }, { login: b } ]
                    tokens:
                      - { name: one, token: "01234567890123456789", scopes: [ read ], expires: soon }
                      - { name: two, token: "01234567890123456789-", scopes: [ read ] }
                      - { name: three, token: "01234567890123456789-", scopes: [ read ] }
                      - { name: four, scopes: [ read ] }
                    callouts:
                      - { name: Close, url: "http://10.0.0.5/", field: Alert }
                      - { name: Plain, url: "http://10.0.0.5/" }
                    rules:
                      - name: Done
                        when: [ created: { by: nobody } ]
                        if:
                          - { attribute: statsu, operator: changed-to, value: 5 }
                          - { attribute: status, operator: changed-to, value: Compleet }
                          - { attribute: title, operator: greater-than, value: 5 }
                          - any: [ { attribute: udf.Severity, operator: equal-to, value: x } ]
                        then:
                          - set: { id: 5, title: "{{misspelt}}" }
                          - callout: Clsoe
                          - note: { title: "{{misspelt}}", text: t }
                    """);

            assertThat(refused)
                    .extracting(line -> line.replaceFirst(": .*", ""))
                    .containsExactly(
                            "desk.yaml:2:40",
                            "desk.yaml:3:81",
                            "desk.yaml:4:71",
                            "desk.yaml:4:80",
                            "desk.yaml:6:76",
                            "desk.yaml:8:27",
                            "desk.yaml:9:5",
                            "desk.yaml:11:25",
                            "desk.yaml:11:52",
                            "desk.yaml:12:25",
                            "desk.yaml:15:28",
                            "desk.yaml:17:22",
                            "desk.yaml:18:59",
                            "desk.yaml:19:39",
                            "desk.yaml:22:20",
                            "desk.yaml:22:30",
                            "desk.yaml:23:18",
                            "desk.yaml:24:24");
            assertThat(refused.get(2))
                    .endsWith(
                            "api-users[0].companies[1] \"Acm\" is no company of this desk or this file; did you mean \"Acme\"?");
            assertThat(refused.get(5)).endsWith("tokens[2].token is the one of \"two\" already; each needs its own");
            assertThat(desk.house.directory().companies()).hasSize(1);
            assertThat(desk.house.userFields().all()).isEmpty();
            assertThat(desk.house.tokens().all()).isEmpty();
        }
    }

    @Test
    void whatIsNotNamedStaysAndWhatIsNamedIsAsTheFileSays() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            desk.apply("""
                    desk: { domain: ACME.EXAMPLE, language: de }
                    companies: [ { name: Acme, classification: Gold }, { name: Other } ]
                    callouts:
                      - { name: Close, url: "https://a.example/", active: false, timeout: 5s, retry: { every: 2m, never: "404" }, auth: { bearer: { token: t0ken-4711 } } }
                      - { name: Kept, url: "https://b.example/" }
                    """);

            var outcome = desk.apply("""
                    desk: { language: en }
                    companies: [ { name: ACME } ]
                    callouts: [ { name: close, url: "https://a.example/v2", auth: { bearer: {} } } ]
                    """);

            assertThat(outcome.differences())
                    .containsExactly(
                            "desk: language \"de\" -> \"en\"",
                            "company \"Acme\": name \"Acme\" -> \"ACME\"",
                            "company \"Acme\": classification \"Gold\" -> (none)",
                            "callout \"Close\": name \"Close\" -> \"close\"",
                            "callout \"Close\": active \"false\" -> \"true\"",
                            "callout \"Close\": url \"https://a.example/\" -> \"https://a.example/v2\"",
                            "callout \"Close\": retry.every \"2m\" -> \"60s\"",
                            "callout \"Close\": retry.never \"404\" -> (none)",
                            "callout \"Close\": timeout \"5s\" -> \"30s\"");
            assertThat(desk.house.desk().settings().domain()).isEqualTo("ACME.EXAMPLE");
            assertThat(desk.house.callouts().all()).extracting(Callout::name).containsExactly("close", "Kept");
            assertThat(desk.house.directory().companies()).hasSize(3);
        }
    }

    @Test
    void aSecretThatIsLeftOutStaysUnlessItBelongsToAnotherWay() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            var full = """
                    people: [ { login: tech, name: A, role: technician, password: Lantern-42-cellar } ]
                    api-users: [ { login: api, secret: "0123456789ab" } ]
                    tokens: [ { name: ci, token: "01234567890123456789", scopes: [ read ] } ]
                    callouts: [ { name: Close, url: "https://a.example/{{secret.key}}", secrets: { key: s3cr3t-4711 }, auth: { bearer: { token: t0ken-4711 } } } ]
                    """;
            desk.apply(full);

            var without = desk.apply("""
                    people: [ { login: tech, name: B, role: technician } ]
                    api-users: [ { login: api, integration-code: X } ]
                    tokens: [ { name: ci, scopes: [ intake ], expires: 2031-03-01 } ]
                    callouts: [ { name: Close, url: "https://a.example/{{secret.key}}", secrets: { key: }, auth: { bearer: {} } } ]
                    """);

            assertThat(without.differences())
                    .containsExactly(
                            "person \"tech\": name \"A\" -> \"B\"",
                            "API user \"api\": integration-code (none) -> \"X\"",
                            "token \"ci\": scopes \"read\" -> \"intake\"",
                            "token \"ci\": expires (none) -> \"2031-03-01T00:00:00.000Z\"");
            assertThat(desk.house.people().signIn("tech", "Lantern-42-cellar")).isPresent();
            assertThat(desk.house.apiUsers().signIn("api", "0123456789ab", "X")).isPresent();
            assertThat(desk.house.tokens().of("01234567890123456789"))
                    .hasValueSatisfying(token -> assertThat(token.scopes()).containsExactly(Token.Scope.INTAKE));
            assertThat(desk.dryRun(full.replace("role: technician", "role: technician, active: true"))
                            .differences())
                    .noneMatch(line -> line.contains("Close"));
            assertThat(
                            desk.refused(
                                    "callouts: [ { name: Close, url: 'https://a.example', auth: { header: { name: X-Key } } } ]"))
                    .containsExactly(
                            "desk.yaml:1:60: callouts[0].auth lacks its secret; the one that is kept belongs to bearer");
            assertThat(desk.refused("callouts: [ { name: New, url: 'https://a.example', auth: { bearer: {} } } ]"))
                    .containsExactly("desk.yaml:1:58: callouts[0].auth: its password, token or value is missing");
        }
    }

    @Test
    void whatAsksForAccessTokensIsComparedKeyByKey() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            var text =
                    "callouts: [ { name: Close, url: 'https://a.example', auth: { oauth2: { token-url: 'https://b.example/token', client-id: rt, client-secret: s3cr3t-4711, scope: close } } } ]";
            desk.apply(text);

            assertThat(desk.apply(text.replace(", scope: close", "").replace(", client-secret: s3cr3t-4711", ""))
                            .differences())
                    .containsExactly(
                            "callout \"Close\": auth \"oauth2, client-id rt at https://b.example/token, scope close\" -> \"oauth2, client-id rt at https://b.example/token\"");
            assertThat(desk.dryRun(text.replace(", scope: close", "")).differences())
                    .isEmpty();
            assertThat(desk.dryRun(text.replace(", scope: close", "").replace("4711", "4712"))
                            .differences())
                    .containsExactly("a secret of \"Close\" differs");
            assertThat(desk.refused(text.replace("client-id: rt, ", "")))
                    .containsExactly("desk.yaml:1:70: callouts[0].auth.oauth2 lacks the key \"client-id\"");
        }
    }

    @Test
    void rulesOfTheFileStandInItsOrderAndOthersWhereTheyWere() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            desk.apply(rules("A", "Other", "B"));

            var outcome = desk.apply(rules("B", "New", "A"));

            assertThat(outcome.differences())
                    .containsExactly("+ rule \"New\"", "order of rules: A, B, New -> B, New, A");
            assertThat(desk.rules.all()).extracting(Rule::name).containsExactly("B", "Other", "New", "A");
            assertThat(desk.apply(rules("B", "New", "A")).differences()).isEmpty();
        }
    }

    private static String rules(String... names) {
        var text = new StringBuilder("rules:\n");
        for (var name : names) {
            text.append(
                    "  - { name: %s, when: [ edited ], then: [ { note: { title: t, text: t } } ] }\n".formatted(name));
        }
        return text.toString();
    }

    @Test
    void aChangedRuleIsToldInItsOwnWords() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            desk.apply("""
                    rules:
                      - name: Done
                        when: [ edited ]
                        if: [ { attribute: status, operator: changed-to, value: 5 } ]
                        then: [ { set: { queueID: 8 } }, { note: { title: t, text: done } }, { create-ticket: { title: t, queueID: 8 } } ]
                    """);

            var outcome = desk.apply("""
                    rules:
                      - name: Done
                        when: [ edited, created: { by: people } ]
                        if:
                          - any: [ { attribute: status, operator: equal-to, value: complete }, { attribute: priority, operator: in-list, value: [ 1, Critical ] } ]
                        then: [ { set: { queueID: Client Portal, contactID: null } }, { note: { title: t, text: done, publish: all } }, { create-ticket: { title: t, queueID: 5 } } ]
                    """);

            assertThat(outcome.differences())
                    .containsExactly(
                            "rule \"Done\": when \"edited by anyone\" -> \"edited by anyone; created by people\"",
                            "rule \"Done\": if \"status changed-to Complete\" -> \"(status equal-to Complete or priority in-list High, Critical)\"",
                            "rule \"Done\": set \"queueID = Monitoring Alert\" -> \"queueID = Client Portal; contactID = (none)\"",
                            "rule \"Done\": then \"note internal: t: done; new ticket: title = t, queueID = Monitoring Alert\" -> \"note all: t: done; new ticket: title = t, queueID = Client Portal\"");
        }
    }

    @Test
    void aLongTextIsToldFromItsFirstDifferentLineOn() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            var text = """
                    callouts:
                      - name: Close
                        url: "${env:URL}/close"
                        format: custom
                        content-type: application/json
                        body: |
                          {
                            "a": "%s"
                          }
                    """;
            desk.apply(text.formatted("one"), Map.of("env:URL", "https://a.example/k3y-4711"));

            var outcome = desk.apply(text.formatted("two"), Map.of("env:URL", "https://a.example/k3y-4712"));

            assertThat(outcome.differences())
                    .containsExactly(
                            "callout \"Close\": url differs from \"${env:URL}/close\"",
                            "callout \"Close\": body differs from line 2 on: \"\"a\": \"one\"\" -> \"\"a\": \"two\"\"");
        }
    }

    @Test
    void aPicklistValueKeepsItsPlaceAndItsNatureUnderANewLabel() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            var outcome = desk.apply("picklists: { status: [ { id: 5, label: Done }, { id: 20, label: Parked } ] }");

            assertThat(outcome.differences())
                    .containsExactly("status 5: label \"Complete\" -> \"Done\"", "+ status 20 \"Parked\"");
            assertThat(desk.house.picklists().named(PicklistName.STATUS, "done"))
                    .hasValueSatisfying(value -> {
                        assertThat(value.system()).isTrue();
                        assertThat(value.order()).isEqualTo(2);
                    });
            assertThat(desk.house.picklists().values(PicklistName.STATUS))
                    .last()
                    .extracting(PicklistValue::label)
                    .isEqualTo("Parked");
        }
    }

    private static final String STANDARD = """
            service-levels:
              - name: Standard
                default: true
                targets: { Critical: { first-response: 30m, resolution: 4h }, other: { resolution: 2d } }
            """;

    @ParameterizedTest
    @EnumSource
    void aServiceLevelIsOfItsNameAndOneIsTheDefault(TestDatabase database) {
        try (var desk = SetDesk.on(database)) {
            var first = desk.apply(STANDARD);
            var same = desk.apply(STANDARD.replace("Critical", "4").replace("2d", "48h"));
            var other = desk.apply("""
                    service-levels:
                      - name: standard
                        hours: business-hours
                        targets: { Critical: { resolution: 4h } }
                        statuses: { resolution-plan: [ In Progress ], waiting: [ Waiting Vendor, New ] }
                      - { name: Gold, default: true, targets: { other: { first-response: 1h } } }
                    """);
            var back = desk.apply(STANDARD.replace("name: Standard", "name: standard"));

            assertThat(first.differences()).containsExactly("+ service level \"Standard\"");
            assertThat(same.differences()).isEmpty();
            assertThat(other.differences())
                    .containsExactly(
                            "service level \"Standard\": name \"Standard\" -> \"standard\"",
                            "service level \"Standard\": default \"true\" -> \"false\"",
                            "service level \"Standard\": hours \"always\" -> \"business-hours\"",
                            "service level \"Standard\": targets \"Critical: first-response 30m, resolution 4h; other: resolution 2d\" -> \"Critical: resolution 4h\"",
                            "service level \"Standard\": statuses \"nothing: New; waiting: Waiting Customer; resolution-plan: \" -> \"nothing: ; waiting: New, Waiting Vendor; resolution-plan: In Progress\"",
                            "+ service level \"Gold\"");
            assertThat(back.differences())
                    .contains(
                            "service level \"standard\": default \"false\" -> \"true\"",
                            "service level \"Gold\": default \"true\" -> \"false\"");
            assertThat(desk.house.picklists().values(PicklistName.SERVICE_LEVEL_AGREEMENT))
                    .extracting(PicklistValue::label)
                    .containsExactly("standard", "Gold");
        }
    }

    @Test
    void aServiceLevelNamesPrioritiesAndStatusesOfTheDesk() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            assertThat(desk.refused("""
                            service-levels:
                              - name: Standard
                                targets: { Citical: { resolution: 4h }, High: { resolution: 4h }, 1: { resolution: 5h } }
                                statuses: { waiting: [ Waiting Customer, Waiting ], nothing: [ 7, Complete ] }
                            """))
                    .containsExactly(
                            "desk.yaml:3:25: service-levels[0].targets.Citical \"Citical\" is no priority of this desk or this file; did you mean \"Critical\"?",
                            "desk.yaml:3:74: service-levels[0].targets.1 \"1\" is the same as service-levels[0].targets.High",
                            "desk.yaml:4:28: service-levels[0].statuses.waiting[0] \"Waiting Customer\" is the same as service-levels[0].statuses.nothing[0]",
                            "desk.yaml:4:46: service-levels[0].statuses.waiting[1] \"Waiting\" is no status of this desk or this file",
                            "desk.yaml:4:71: service-levels[0].statuses.nothing[1] \"Complete\" is resolved at every level; leave it out");
        }
    }

    @Test
    void aFieldKeepsItsTypeForItsValuesSake() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            desk.apply("fields: [ { name: Size, type: number, default: 3.0 } ]");

            assertThat(desk.dryRun("fields: [ { name: Size, type: number, default: 3 } ]")
                            .differences())
                    .isEmpty();
            assertThat(desk.refused("fields: [ { name: size, type: text } ]"))
                    .containsExactly(
                            "desk.yaml:1:31: fields[0].type \"text\" is not the type of field \"Size\", which is number and holds such values; take another name");
        }
    }

    @Test
    void isAppliedAtTheStartFromAFile(@TempDir Path folder) throws IOException {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            Files.writeString(folder.resolve("token.txt"), "01234567890123456789\n");
            var file = Files.writeString(
                    folder.resolve("desk.yaml"),
                    "tokens: [ { name: ci, token: \"${file:token.txt}\", scopes: [ read ] } ]\ndesk: { domain: \"${env:DOMAIN}\" }");

            desk.setup.applyAtStart(file, Map.of("DOMAIN", "ACME.EXAMPLE"), () -> {});

            assertThat(desk.house.tokens().of("01234567890123456789")).isPresent();
            assertThat(desk.house.desk().settings().domain()).isEqualTo("ACME.EXAMPLE");
            assertThatThrownBy(() -> desk.setup.applyAtStart(file, Map.of(), () -> {}))
                    .isInstanceOf(SetupRefused.class)
                    .hasMessage(
                            file + ":2:18: desk.domain: ${env:DOMAIN} is not set in the environment of this command");
            var missing = folder.resolve("missing.yaml");
            assertThatThrownBy(() -> desk.setup.applyAtStart(missing, () -> {}))
                    .isInstanceOf(SetupRefused.class)
                    .hasMessage(missing + ":1:1: there is no such file");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"icinga", "alertmanager", "practice"})
    void theShippedExamplesApplyAndStay(String example) {
        var file = Path.of("examples", example, "setup.yaml");
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            desk.desk.house().listensAt(new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));
            var values = Map.of(
                    "ICINGA_URL", "https://icinga.acme.example:5665",
                    "ICINGA_PASSWORD", "s3cr3t/4711+ä",
                    "ICINGA_TICKET_SECRET", "0123456789ab",
                    "ALERTMANAGER_URL", "https://alertmanager.acme.example:9093",
                    "ALERTMANAGER_USER", "roundtrip",
                    "ALERTMANAGER_PASSWORD", "s3cr3t/4711+ä",
                    "ALERTMANAGER_TOKEN", "01234567890123456789",
                    "API_SECRET", "0123456789ab",
                    "DESK_TOKEN", "practice-makes-perfect");
            var sources = new Sources() {
                @Override
                public String value(Reference reference) throws Unresolved {
                    return reference.kind() == Reference.Kind.FILE
                            ? Everything.CA.pem()
                            : new LocalSources(file, values).value(reference);
                }
            };
            var noted = new NotedSources(sources);
            var text = SetupText.of(file);
            SetupReader.read(text.name(), text.text(), noted);

            var first = desk.apply(text.text(), noted.noted());
            var second = desk.apply(text.text(), noted.noted());

            assertThat(first.differences()).isNotEmpty();
            assertThat(second.differences()).isEmpty();
        }
    }

    @Test
    void aSecretIsNowhereInWhatIsTold() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            var text = """
                    callouts:
                      - name: Close
                        url: "https://a.example/?key=s3cr3t-4711"
                        headers: { X-Key: "s3cr3t-4711 {{ticket.titel}}" }
                        secrets: { key: s3cr3t-4711 }
                        auth: { query: { name: key, value: s3cr3t-4711 } }
                    """;

            var refused = String.join("\n", desk.refused(text));
            var told =
                    String.join("\n", desk.apply(text.replace("titel", "title")).differences())
                            + desk.dryRun(text.replace("titel", "title").replace("?key=s3cr3t-4711", "?k=s3cr3t-4711"))
                                    .differences();

            assertThat(refused).contains("ticket.titel").doesNotContain("4711");
            assertThat(told).contains("url", Secret.MASK).doesNotContain("4711");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCompanyIsLookedAfterByAPersonOfTheSameFileOrOfTheDesk(TestDatabase database) {
        try (var desk = SetDesk.on(database)) {
            desk.apply("""
                    companies: [ { name: Acme, manager: TECH } ]
                    people: [ { login: tech, name: A, role: technician }, { login: chief, name: C, role: technician } ]
                    """);
            var tech = desk.house.people().named("tech").orElseThrow();

            assertThat(desk.house.directory().companyNamed("acme"))
                    .hasValueSatisfying(acme -> assertThat(acme.manager()).isEqualTo(tech.id()));
            assertThat(desk.apply("companies: [ { name: Acme, manager: chief } ]")
                            .differences())
                    .containsExactly("company \"Acme\": manager \"tech\" -> \"chief\"");
            assertThat(desk.apply("companies: [ { name: Acme } ]").differences())
                    .containsExactly("company \"Acme\": manager \"chief\" -> (none)");
            assertThat(desk.refused("companies: [ { name: Acme, manager: tehc } ]"))
                    .containsExactly(
                            "desk.yaml:1:37: companies[0].manager \"tehc\" is no person of this desk or this file; did you mean \"tech\"?");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsToldHasToBeSomebodyWhoIsThere(TestDatabase database) {
        var file = """
                people: [ { login: tech, name: A, role: technician }, { login: left, name: B, role: technician, active: false } ]
                rules:
                  - name: Tell
                    when: [ edited ]
                    then:
                      - notify:
                          who: [ contact, tehc, left, "noc@", noc@acme.example ]
                          subject: "{{misspelt}}"
                          text: t
                """;
        try (var desk = SetDesk.on(database)) {
            assertThat(desk.refused(file))
                    .containsExactly(
                            "desk.yaml:7:27: rules[0].then[0].notify.who[1]: who \"tehc\": nobody has that login; did you mean tech?",
                            "desk.yaml:7:33: rules[0].then[0].notify.who[2]: who \"left\": that person is inactive; name somebody who is active, or a role",
                            "desk.yaml:7:39: rules[0].then[0].notify.who[3]: who \"noc@\": this is no mail address, such as noc@acme.example, and nobody's login; use assigned-resource, contact, actor, account, a login, a mail address or a #channel",
                            "desk.yaml:8:20: rules[0].then[0].notify.subject: misspelt is not known");

            desk.apply(file.replace("tehc, left, \"noc@\",", "tech,").replace("{{misspelt}}", "s"));
            assertThat(desk.apply(file.replace("tehc, left, \"noc@\",", "").replace("{{misspelt}}", "s"))
                            .differences())
                    .containsExactly(
                            "rule \"Tell\": then \"notify contact, tech, noc@acme.example: s: t\" -> \"notify contact, noc@acme.example: s: t\"");
        }
    }
}
