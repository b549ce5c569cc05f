package dev.roundtrip.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** A desk written out as a setup file, and what becomes of that file. */
class ExportTest {
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{env:(\\w+)}");

    /** What the file with every key leaves out: odd names, and what only the other spelling of a thing shows. */
    private static final String ODD = """
            desk: { domain: "a: b # c", holidays: [] }
            companies:
              - { id: 0, name: "Acme's \\"own\\" desk", classification: "true", manager: "null" }
              - { name: "1984", classification: "" }
              - { name: "- a, [b] {c}", active: false }
            picklists:
              status: [ { id: 8, label: In Work }, { id: 21, label: In Progress }, { id: 11, label: Approved }, { id: 14, label: Escalate } ]
              priority: [ { id: 7, label: other }, { id: 8, label: "4" } ]
              queue: [ { id: 8, label: "$${env:QUEUE}", active: false }, { id: 40, label: "~" } ]
            service-levels:
              - name: "Odd: other"
                targets: { 7: { resolution: 90m }, "4": { first-response: 1m }, other: {} }
                statuses: { nothing: [], waiting: [ 8, In Progress ] }
            fields:
              - { name: "Seen?", type: date, default: 2026-12-24 }
              - { name: "a.b", type: multi-line-text, description: "two\\nlines \\n\\n\\tand a tab", default: " x \\n y" }
              - { name: Choice, type: list, values: [ "no", "1", "$${x}", "ü 🔥" ] }
            people:
              - { login: "null", name: "Ünïcode {{x}}", role: administrator, password: "${env:PASSWORD}" }
              - { login: guest, name: Guest, role: read-only, active: false }
            api-users:
              - { login: everywhere, secret: "${env:SECRET}" }
              - { login: every-where, secret: "${env:SECRET}", companies: [ "1984", "- a, [b] {c}" ], active: false }
            tokens:
              - { name: "every where", token: "${env:TOKEN}", scopes: [ intake, read ] }
            callouts:
              - name: "Query & more"
                active: false
                url: "https://g.north.example/{{ticket.id}}?a=b"
                method: GET
                format: custom
                headers: { X-Odd: "{{udf.a.b}} $${x}" }
                secrets: { one: "${env:SECRET}", two words: "${env:SECRET}" }
                retry: { every: 1500ms, times: 0 }
                success: { codes: "200" }
                tls: { certificate: client.pem, key: client.key }
                sign: { secrets: [ "${env:SIGNING}" ] }
            rules:
              - name: "# 2"
                active: false
                when: [ edited: { by: [ guest, everywhere ] } ]
                if: [ { attribute: companyID, operator: equal-to, value: 0 }, { attribute: status, operator: in-list, value: [ 8, 21 ] } ]
                then: [ { set: { "udf.a.b": "$${x} {{actor.name}}" } }, { callout: "Query & more" } ]
            """;

    private static final Map<TestDatabase, SetDesk> GENEROUS = new EnumMap<>(TestDatabase.class);

    /** The same for all tests, which look at it only. */
    private static SetDesk generous(TestDatabase database) {
        return GENEROUS.computeIfAbsent(database, fresh -> {
            var desk = SetDesk.on(fresh);
            desk.apply(Everything.TEXT, Everything.VALUES);
            var values = new LinkedHashMap<>(Everything.VALUES);
            values.put("env:PASSWORD", "Lantern-42-cellar");
            values.put("env:SECRET", "correct-horse-battery");
            values.put("env:TOKEN", "01234567890123456789");
            desk.apply(ODD, values);
            return desk;
        });
    }

    @AfterAll
    static void close() {
        GENEROUS.values().forEach(SetDesk::close);
    }

    private static Map<String, ?> exported(SetDesk desk, Withheld secrets) {
        return new Export(desk.sections).written(secrets);
    }

    private static String yaml(SetDesk desk, Withheld secrets) {
        return YamlWriter.written(exported(desk, secrets), true);
    }

    private static String json(SetDesk desk, Withheld secrets) {
        return JsonMapper.shared().writeValueAsString(exported(desk, secrets));
    }

    /** A value for each variable that the file names. */
    private static Map<String, String> values(String file) {
        var values = new LinkedHashMap<String, String>();
        VARIABLE.matcher(file).results().map(found -> found.group(1)).forEach(name -> {
            var value = "value of " + name;
            if (name.startsWith("SIGNING")) {
                value = name.endsWith("_2") ? "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX" : Everything.SIGNING;
            } else if (name.startsWith("URL_OF")) {
                value = "https://chat.north.example/" + name;
            } else if (name.startsWith("TLS_KEY")) {
                value = Everything.CLIENT.keyPem();
            }
            values.put("env:" + name, value);
        });
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void appliedToTheDeskItIsOfItChangesNothing(TestDatabase database) {
        var desk = generous(database);
        var revision = desk.revision();

        var fromYaml = desk.apply(yaml(desk, Withheld.leftOut()));
        var fromJson = desk.apply(json(desk, Withheld.leftOut()));

        assertThat(fromYaml.differences()).isEmpty();
        assertThat(fromJson.differences()).isEmpty();
        assertThat(desk.revision()).isEqualTo(revision);
    }

    @ParameterizedTest
    @EnumSource
    void appliedToAFreshDeskItMakesOneOfTheSameExport(TestDatabase database) {
        var desk = generous(database);
        try (var fresh = SetDesk.on(database)) {
            var file = yaml(desk, Withheld.asVariables());

            fresh.apply(file, values(file));

            assertThat(yaml(fresh, Withheld.leftOut())).isEqualTo(yaml(desk, Withheld.leftOut()));
            assertThat(yaml(fresh, Withheld.asVariables())).isEqualTo(file);
            assertThat(fresh.apply(file, values(file)).differences())
                    .as("secrets too")
                    .isEmpty();
        }
    }

    @Test
    void noSecretIsInIt() {
        var desk = generous(TestDatabase.SQLITE);

        var all = yaml(desk, Withheld.leftOut()) + yaml(desk, Withheld.asVariables());

        assertThat(all)
                .contains(
                        "BEGIN CERTIFICATE",
                        "${env:TLS_KEY_OF_CLOSE_IN_ICINGA}",
                        "${env:SIGNING_SECRET_OF_CLOSE_IN_ICINGA_2}",
                        "PASSWORD_OF_TECH")
                .doesNotContain(
                        "value of ",
                        "Lantern",
                        "correct-horse",
                        "whsec_",
                        "s3cr3t",
                        "01234567890123456789",
                        "BEGIN PRIVATE",
                        "$2")
                .as("who has no password needs none elsewhere")
                .doesNotContain("PASSWORD_OF_GUEST");
    }

    @Test
    void aTokenThatIsOverIsLeftOutForItCouldNotBeMadeAnew() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            desk.apply("""
                    tokens:
                      - { name: ci, token: 01234567890123456789, scopes: [ read ], expires: 2031-03-01 }
                      - { name: cd, token: 98765432109876543210, scopes: [ read ] }
                    """);
            assertThat(yaml(desk, Withheld.leftOut())).contains("expires: '2031-03-01T00:00:00.000Z'");

            desk.desk.pass(Duration.ofDays(3650));

            assertThat(yaml(desk, Withheld.leftOut()))
                    .doesNotContain("name: ci", "expires:")
                    .contains("name: cd");
        }
    }

    @Test
    void twoValuesOfAListCanSwapTheirLabelsInOneFile() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            desk.apply("picklists: { queue: [ { id: 5, label: Post Sale }, { id: 6, label: Client Portal } ] }");

            assertThat(desk.house.picklists().values(PicklistName.QUEUE))
                    .extracting(PicklistValue::label)
                    .containsExactly("Post Sale", "Client Portal", "Monitoring Alert");
            assertThat(desk.refused("picklists: { queue: [ { id: 5, label: Client Portal } ] }"))
                    .containsExactly(
                            "desk.yaml:1:39: picklists.queue[0].label \"Client Portal\" is the label of 6 already; choose another, or that id");
        }
    }

    @Test
    void aValueOfAListCanBeTakenOutOfUseUnlessTheDeskNeedsIt() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            var off = desk.apply("picklists: { queue: [ { id: 5, label: Client Portal, active: false } ] }");
            var on = desk.apply("picklists: { queue: [ { id: 5, label: Client Portal } ] }");

            assertThat(off.differences()).containsExactly("queue 5: active \"true\" -> \"false\"");
            assertThat(on.differences()).containsExactly("queue 5: active \"false\" -> \"true\"");
            assertThat(desk.refused("picklists: { status: [ { id: 5, label: Complete, active: false } ] }"))
                    .containsExactly(
                            "desk.yaml:1:58: picklists.status[0].active is false, and the desk itself needs this value; only its label is yours");
        }
    }

    @Test
    void theDesksOwnCompanyIsFoundByItsIdWhateverItIsCalled() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            assertThat(desk.apply("companies: [ { id: 0, name: Acme } ]").differences())
                    .containsExactly("company \"This desk\": name \"This desk\" -> \"Acme\"");

            assertThat(desk.house.directory().company(0).orElseThrow().name()).isEqualTo("Acme");
            assertThat(desk.refused("companies: [ { id: 3, name: Other }, { id: 0, name: A }, { id: 0, name: B } ]"))
                    .containsExactly(
                            "desk.yaml:1:20: companies[0].id goes with 0 only, the desk's own company; all others are found by their names",
                            "desk.yaml:1:64: companies[2].id is that of companies[1] already; the desk has one company of its own");
        }
    }

    @Test
    void certificatesMayStandInTheFileThemselves() {
        try (var desk = SetDesk.on(TestDatabase.SQLITE)) {
            var file = """
                    callouts:
                      - name: Close
                        url: https://a.example/
                        tls: { ca: "%s", certificate: "%s", key: "${env:KEY}" }
                    """.formatted(
                            Everything.CA.pem().replace("\n", "\\n"),
                            Everything.CLIENT.certificatePem().replace("\n", "\\n"));

            desk.apply(file, Map.of("env:KEY", Everything.CLIENT.keyPem()));

            var callout = desk.house.callouts().named("Close").orElseThrow();
            assertThat(callout.ca()).isEqualTo(Everything.CA.pem());
            assertThat(callout.certificate()).isEqualTo(Everything.CLIENT.certificatePem());
        }
    }

    @Test
    void noTwoSecretsGetTheSameVariable() {
        var secrets = Withheld.asVariables();

        assertThat(List.of("a b", "a-b", "Ä B!"))
                .extracting(owner -> secrets.secret("token", owner).orElseThrow())
                .containsExactly("${env:TOKEN_OF_A_B}", "${env:TOKEN_OF_A_B_2}", "${env:TOKEN_OF__B_}");
        assertThat(Withheld.leftOut().secret("token", "a")).isEmpty();
    }
}
