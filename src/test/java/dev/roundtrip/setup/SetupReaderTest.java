package dev.roundtrip.setup;

import static dev.roundtrip.setup.Written.mistakes;
import static dev.roundtrip.setup.Written.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roundtrip.callout.Authentication;
import dev.roundtrip.callout.DataFormat;
import dev.roundtrip.callout.StatusCodes;
import dev.roundtrip.callout.SuccessTest;
import dev.roundtrip.delivery.AfterCrash;
import dev.roundtrip.delivery.RetryPolicy;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.Telling;
import dev.roundtrip.people.Role;
import dev.roundtrip.people.Token;
import dev.roundtrip.rule.TimeWindow;
import dev.roundtrip.rule.WordedRule;
import dev.roundtrip.setup.SetupDocument.ApiUserEntry;
import dev.roundtrip.setup.SetupDocument.CalloutEntry;
import dev.roundtrip.setup.SetupDocument.ChannelEntry;
import dev.roundtrip.setup.SetupDocument.CompanyEntry;
import dev.roundtrip.setup.SetupDocument.DeskEntry;
import dev.roundtrip.setup.SetupDocument.FieldEntry;
import dev.roundtrip.setup.SetupDocument.PersonEntry;
import dev.roundtrip.setup.SetupDocument.PicklistEntry;
import dev.roundtrip.setup.SetupDocument.RuleEntry;
import dev.roundtrip.setup.SetupDocument.ServiceLevelEntry;
import dev.roundtrip.setup.SetupDocument.TokenEntry;
import dev.roundtrip.ticket.Targets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetupReaderTest {

    @Test
    void readsEveryKeyThereIs() {
        var document = Everything.document();

        assertThat(document.all(DeskEntry.class)).singleElement().satisfies(desk -> {
            assertThat(desk.domain()).isEqualTo("NORTH.EXAMPLE");
            assertThat(desk.zone()).isEqualTo(ZoneId.of("Europe/Vienna"));
            assertThat(desk.language()).isEqualTo("de");
        });
        assertThat(document.all(CompanyEntry.class))
                .extracting(c -> c.classification())
                .containsExactly("Gold", null);
        assertThat(document.all(PicklistEntry.class))
                .extracting(p -> p.list())
                .containsExactly(
                        PicklistName.STATUS,
                        PicklistName.PRIORITY,
                        PicklistName.QUEUE,
                        PicklistName.QUEUE,
                        PicklistName.SOURCE,
                        PicklistName.ISSUE_TYPE,
                        PicklistName.SUB_ISSUE_TYPE);
        assertThat(document.all(ServiceLevelEntry.class))
                .extracting(level -> level.name() + " " + level.byDefault() + " " + level.hours())
                .containsExactly("Standard true BUSINESS_HOURS", "Nights false ALWAYS");
        assertThat(document.all(ServiceLevelEntry.class).getFirst()).satisfies(level -> {
            assertThat(level.targets().keySet()).extracting(Value::text).containsExactly("Critical", "3", "other");
            assertThat(level.targets().values())
                    .containsExactly(
                            new Targets(Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(4)),
                            new Targets(null, null, null),
                            new Targets(Duration.ofHours(4), null, Duration.ofDays(2)));
            assertThat(level.waiting()).extracting(Value::text).containsExactly("Waiting Customer", "12");
        });
        assertThat(document.all(FieldEntry.class))
                .extracting(f -> f.type())
                .containsExactly(
                        UserField.Type.TEXT,
                        UserField.Type.MULTI_LINE_TEXT,
                        UserField.Type.NUMBER,
                        UserField.Type.DATE,
                        UserField.Type.LIST);
        assertThat(document.all(PersonEntry.class)).singleElement().satisfies(person -> {
            assertThat(person.role()).isEqualTo(Role.TECHNICIAN);
            assertThat(person.password()).isEqualTo(new Secret("value of TECH_PASSWORD"));
        });
        assertThat(document.all(ApiUserEntry.class)).singleElement().satisfies(user -> {
            assertThat(user.integrationCode()).isEqualTo("NORTH1");
            assertThat(user.companies()).extracting(Value::text).containsExactly("North Wind GmbH");
        });
        assertThat(document.all(TokenEntry.class)).singleElement().satisfies(token -> {
            assertThat(token.scopes()).containsExactly(Token.Scope.ADMIN, Token.Scope.READ, Token.Scope.INTAKE);
            assertThat(token.expires()).isEqualTo("2031-03-01");
        });
        assertThat(document.all(ChannelEntry.class))
                .extracting(channel -> channel.name() + " " + channel.kind().word())
                .containsExactly("noc slack", "On_call-2 ntfy", "team teams", "büro mattermost");
        assertThat(document.all(CalloutEntry.class)).hasSize(6);
        assertThat(document.all(CalloutEntry.class).getFirst()).satisfies(callout -> {
            assertThat(callout.method()).isEqualTo("PUT");
            assertThat(callout.headers().get("X-Key")).hasToString("{{secret.key}}");
            assertThat(callout.secrets()).containsEntry("key", Optional.of(new Secret("value of KEY")));
            assertThat(callout.authentication()).isEqualTo(new Authentication.Basic("north"));
            assertThat(callout.authSecret()).isEqualTo(new Secret("value of ICINGA_PASSWORD"));
            assertThat(callout.success())
                    .isEqualTo(new SuccessTest(
                            StatusCodes.parse("200-299,409"), new SuccessTest.BodyTest.Equals("/status", "done")));
            assertThat(callout.retry()).isEqualTo(new RetryPolicy(Duration.ofSeconds(90), 4));
            assertThat(callout.never()).isEqualTo(StatusCodes.parse("400,404"));
            assertThat(callout.retryAfter()).isTrue();
            assertThat(callout.timeout()).isEqualTo(Duration.ofSeconds(5));
            assertThat(callout.concurrency()).isEqualTo(2);
            assertThat(callout.afterCrash()).isEqualTo(AfterCrash.HOLD);
            assertThat(callout.ca()).isEqualTo(Everything.CA.pem());
            assertThat(callout.certificate()).isEqualTo(Everything.CLIENT.certificatePem());
            assertThat(callout.tlsKey()).isEqualTo(new Secret(Everything.CLIENT.keyPem()));
            assertThat(callout.telling()).isNotNull().satisfies(telling -> {
                assertThat(telling.who())
                        .map(Value::text)
                        .containsExactly("tech", "noc@north.example", "assigned-resource");
                assertThat(telling.when()).isEqualTo(Telling.When.EVERY);
            });
            assertThat(callout.signing())
                    .hasSize(2)
                    .extracting(Secret::text)
                    .first()
                    .isEqualTo(Everything.SIGNING);
        });
        assertThat(document.all(CalloutEntry.class).subList(1, 6))
                .extracting(c -> c.authentication().getClass().getSimpleName())
                .containsExactly("Bearer", "Header", "Query", "OAuth2", "None");
        assertThat(document.all(CalloutEntry.class).get(4)).satisfies(callout -> {
            assertThat(callout.authentication())
                    .isEqualTo(new Authentication.OAuth2(
                            "https://login.north.example/token", "roundtrip", "close acknowledge"));
            assertThat(callout.authSecret()).isEqualTo(new Secret("value of AUTH"));
        });
        assertThat(document.all(RuleEntry.class))
                .singleElement()
                .extracting(RuleEntry::rule)
                .satisfies(rule -> {
                    assertThat(rule.when())
                            .extracting(SetupReaderTest::word)
                            .containsExactly(
                                    "edited by []",
                                    "created by [api-users]",
                                    "created by [people, tech]",
                                    "note-added by []",
                                    "attachment-added by [people]",
                                    "IDLE_FOR PT30M",
                                    "STATUS_FOR PT4H",
                                    "DUE_IN PT1H30M",
                                    "OVERDUE_BY PT24H",
                                    "FIRST_RESPONSE_DUE_IN PT10M",
                                    "FIRST_RESPONSE_OVERDUE_BY PT1M",
                                    "RESOLUTION_PLAN_DUE_IN PT1H",
                                    "RESOLUTION_PLAN_OVERDUE_BY PT24H",
                                    "RESOLUTION_DUE_IN PT1H30M",
                                    "RESOLUTION_OVERDUE_BY PT15M");
                    assertThat(rule.during()).isEqualTo(new TimeWindow(false, null));
                    assertThat(rule.conditions()).hasSize(16);
                    assertThat(rule.conditions().getLast()).isInstanceOf(WordedRule.If.Any.class);
                    assertThat(rule.then())
                            .hasExactlyElementsOfTypes(
                                    WordedRule.Then.SetFields.class,
                                    WordedRule.Then.CallOut.class,
                                    WordedRule.Then.AddNote.class,
                                    WordedRule.Then.CreateTicket.class,
                                    WordedRule.Then.Notify.class);
                });
    }

    private static String word(WordedRule.When entry) {
        return switch (entry) {
            case WordedRule.When.Made made ->
                made.word() + " by "
                        + made.by().stream().map(WordedRule.Said::text).toList();
            case WordedRule.When.Reached reached ->
                reached.event().state() + " " + reached.event().span();
        };
    }

    @Test
    void takesTheDefaultsOfTheGrammar() {
        var document = read("""
                callouts: [ { name: Close, url: "https://a.example/" } ]
                rules: [ { name: Done, when: [ created: {} ], then: [ note: { title: t, text: t } ] } ]
                """);

        assertThat(document.all(CalloutEntry.class)).singleElement().satisfies(callout -> {
            assertThat(callout.active()).isTrue();
            assertThat(callout.method()).isEqualTo("POST");
            assertThat(callout.format()).isEqualTo(DataFormat.NAME_VALUE_PAIRS);
            assertThat(callout.authentication()).isEqualTo(new Authentication.None());
            assertThat(callout.success()).isEqualTo(SuccessTest.DEFAULT);
            assertThat(callout.retry()).isEqualTo(RetryPolicy.DEFAULT);
            assertThat(callout.never()).isNull();
            assertThat(callout.retryAfter()).isFalse();
            assertThat(callout.timeout()).isEqualTo(Duration.ofSeconds(30));
            assertThat(callout.concurrency()).isEqualTo(8);
            assertThat(callout.afterCrash()).isEqualTo(AfterCrash.RESEND);
        });
        assertThat(document.all(RuleEntry.class))
                .singleElement()
                .extracting(RuleEntry::rule)
                .satisfies(rule -> {
                    assertThat(rule.active()).isTrue();
                    assertThat(rule.when())
                            .singleElement()
                            .satisfies(event -> assertThat(word(event)).isEqualTo("created by []"));
                    assertThat(rule.then())
                            .singleElement()
                            .isInstanceOfSatisfying(
                                    WordedRule.Then.AddNote.class,
                                    note -> assertThat(note.internal()).isTrue());
                });
    }

    @Test
    void readsJsonIndentedByTabs() {
        var document = read("""
                {
                \t"desk": {"domain":"A.EXAMPLE", "language":"en"},
                \t"companies": [
                \t\t{"name":"Caf\\u00e9 \\/ \\ud83d\\ude00","active":false}
                \t]
                }
                """);

        assertThat(document.all(DeskEntry.class).getFirst().domain()).isEqualTo("A.EXAMPLE");
        assertThat(document.all(CompanyEntry.class)).singleElement().satisfies(company -> {
            assertThat(company.name()).isEqualTo("Café / 😀");
            assertThat(company.active()).isFalse();
        });
    }

    @Test
    void tellsPlacesInJsonToo() {
        assertThat(mistakes("{\n\t\"desk\": {\n\t\t\"langage\": \"en\"}}"))
                .containsExactly("desk.yaml:3:3: desk.langage is not known; did you mean \"language\"?");
    }

    @Test
    void readsWordsAsTheyAreTyped() {
        var document = read("""
                companies: [ { name: no }, { name: 010 }, { name: 2026-11-25 }, { name: 12:30:45 }, { name: "true" }, { name: 1_000 } ]
                """);

        assertThat(document.all(CompanyEntry.class))
                .extracting(c -> c.name())
                .containsExactly("no", "010", "2026-11-25", "12:30:45", "true", "1_000");
    }

    @Test
    void clearsAFieldThatIsSetToNothing() {
        var document = read("rules: [ { name: R, when: [ edited ], then: [ set: { contactID: null, queueID: 8 } ] } ]");

        assertThat(document.all(RuleEntry.class).getFirst().rule().then())
                .singleElement()
                .isInstanceOfSatisfying(WordedRule.Then.SetFields.class, set -> {
                    assertThat(set.fields())
                            .extracting(WordedRule.FieldValue::name, WordedRule.FieldValue::value)
                            .containsExactly(tuple("contactID", null), tuple("queueID", "8"));
                });
    }

    @Test
    void takesAnEmptyFileForOneThatNamesNothing() {
        assertThat(read("# nothing yet\n").entries()).isEmpty();
        assertThat(read("").all(CalloutEntry.class)).isEmpty();
    }

    @Test
    void takesAliasesOfWhatWasSaidBefore() {
        var document = read("""
                callouts:
                  - { name: A, url: "https://a.example/", retry: &patient { every: 5m, times: 3 } }
                  - { name: B, url: "https://b.example/", retry: *patient }
                """);

        assertThat(document.all(CalloutEntry.class))
                .extracting(c -> c.retry().times())
                .containsExactly(3, 3);
    }

    @Test
    void showsNoSecretWhenADocumentIsPrinted() {
        var document = read("""
                people: [ { login: tech, name: A, role: technician, password: "Lantern-42-cellar" } ]
                callouts: [ { name: C, url: "https://a.example/", secrets: { key: s3cr3t-4711 }, auth: { bearer: { token: t0ken-4711 } } } ]
                """);

        assertThat(document.all(PersonEntry.class).toString() + document.all(CalloutEntry.class))
                .doesNotContain("Lantern", "4711");
    }
}
