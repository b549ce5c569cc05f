package dev.roundtrip.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.House;
import dev.roundtrip.rule.Operator;
import dev.roundtrip.rule.RuleEvent;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.ticket.TicketChange;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RuleSentenceTest {
    private final TestClock clock = TestClock.atNoon();
    private House house;

    @BeforeAll
    void open(@TempDir Path data) {
        house = new House(Settings.in(data), clock);
        house.setup().apply("setup.yaml", """
                companies: [ { name: Acme GmbH } ]
                picklists: { queue: [ { id: 29, label: Network } ] }
                fields:
                  - { name: Alert ID, type: text }
                  - { name: Severity, type: list, values: [ warning, critical ] }
                  - { name: Load, type: number }
                  - { name: Seen, type: date }
                people: [ { login: tech, name: A. Technician, role: technician } ]
                api-users: [ { login: api@acme.example, secret: "correct horse battery" } ]
                callouts: [ { name: Close in Icinga, url: "https://icinga.acme.example/" } ]
                """, Map.of(), false);
    }

    @AfterAll
    void close() {
        house.close();
    }

    /** A rule of the parts that are told; of what is not, something short. */
    private String say(String language, String when, String conditions, String then) {
        house.setup()
                .apply(
                        "setup.yaml",
                        "rules: [ { name: R, when: [ %s ], if: [ %s ], then: [ %s ] } ]"
                                .formatted(when, conditions, then),
                        Map.of(),
                        false);
        return said(language);
    }

    private String said(String language) {
        return Piece.text(sentence(language).of(house.rules().named("R").orElseThrow()));
    }

    private RuleSentence sentence(String language) {
        var words = new Words(Texts.messageSource(), Locale.of(language), ZoneId.of("Europe/Berlin"), clock.instant());
        return new RuleSentence(words, house.ruleNames());
    }

    @Test
    void isOneInBothLanguages() {
        var when = "edited, created: { by: api-users }";
        var conditions = """
                { attribute: status, operator: changed-to, value: Complete }, { attribute: udf.Alert ID, operator: is-not-empty },
                { any: [ { attribute: queueID, operator: equal-to, value: Network }, { attribute: priority, operator: in-list, value: [ High, Low ] } ] }""";
        var then = "callout: Close in Icinga, set: { queueID: Network, contactID: null }";

        assertThat(say("en", when, conditions, then))
                .isEqualTo("When a ticket is edited by anyone or a ticket is created by an API user, "
                        + "if Status changed to Complete, Alert ID is not empty, and either Queue is Network, or Priority is High or Low, "
                        + "then set Queue to Network, clear Contact and execute extension callout Close in Icinga.");
        assertThat(said("de"))
                .isEqualTo(
                        "Wenn ein Ticket von jemandem bearbeitet wird oder ein Ticket von einem API-Benutzer angelegt wird, "
                                + "falls Status auf Complete wechselte, Alert ID nicht leer ist, und entweder Warteschlange gleich Network ist, oder Priorität gleich High oder Low ist, "
                                + "dann setze Warteschlange auf Network, leere Ansprechpartner und führe Erweiterungs-Callout Close in Icinga aus.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            created                                  | a ticket is created by anyone                          | ein Ticket von jemandem angelegt wird
            created: { by: [ people, contact ] }     | a ticket is created by a resource or the ticket’s contact | ein Ticket von einem Mitarbeiter oder dem Ansprechpartner des Tickets angelegt wird
            edited: { by: tech }                     | a ticket is edited by tech                             | ein Ticket von tech bearbeitet wird
            note-added: { by: "api@acme.example" }   | a note is added by API user api@acme.example           | eine Notiz von API-Benutzer api@acme.example hinzugefügt wird
            attachment-added                         | an attachment is added by anyone                       | ein Anhang von jemandem hinzugefügt wird
            idle-for: 1m                             | a ticket is idle for 1 minute                          | ein Ticket seit 1 Minute ruht
            status-for: 2d                           | a ticket has had its status for 2 days                 | ein Ticket seit 2 Tagen seinen Status hat
            due-in: 90m                              | a ticket is due in 90 minutes                          | ein Ticket in 90 Minuten fällig wird
            overdue-by: 2d                           | a ticket is overdue by 2 days                          | ein Ticket um 2 Tage überfällig ist
            first-response-due-in: 1h                | the first response is due in 1 hour                    | die erste Antwort in 1 Stunde fällig wird
            first-response-overdue-by: 1000d         | the first response is overdue by 1000 days             | die erste Antwort um 1000 Tage überfällig ist
            resolution-plan-due-in: 1d               | the resolution plan is due in 1 day                    | der Lösungsplan in 1 Tag fällig wird
            resolution-plan-overdue-by: 4h           | the resolution plan is overdue by 4 hours              | der Lösungsplan um 4 Stunden überfällig ist
            resolution-due-in: 1h                    | the resolution is due in 1 hour                        | die Lösung in 1 Stunde fällig wird
            resolution-overdue-by: 1d                | the resolution is overdue by 1 day                     | die Lösung um 1 Tag überfällig ist
            """)
    void tellsEveryEvent(String when, String english, String german) {
        assertThat(say("en", when, "", "callout: Close in Icinga")).startsWith("When " + english + ", then ");
        assertThat(said("de")).startsWith("Wenn " + german + ", dann ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status, operator: equal-to, value: New            | Status is New                    | Status gleich New ist
            companyID, operator: not-equal-to, value: Acme GmbH | Company is not Acme GmbH       | Firma nicht Acme GmbH ist
            assignedResourceID, operator: in-list, value: [ tech ] | Primary resource is tech    | Hauptmitarbeiter gleich tech ist
            udf.Severity, operator: in-list, value: [ warning, critical ] | Severity is warning or critical | Severity gleich warning oder critical ist
            priority, operator: not-in-list, value: [ High, Low ] | Priority is neither High nor Low | Priorität weder High noch Low ist
            priority, operator: not-in-list, value: [ High ]  | Priority is not High             | Priorität nicht High ist
            contactID, operator: is-empty                     | Contact is empty                 | Ansprechpartner leer ist
            contactID, operator: is-not-empty                 | Contact is not empty             | Ansprechpartner nicht leer ist
            queueID, operator: changed                        | Queue changed                    | Warteschlange wechselte
            queueID, operator: changed-to, value: Network     | Queue changed to Network         | Warteschlange auf Network wechselte
            queueID, operator: changed-from, value: Network   | Queue changed from Network       | Warteschlange von Network wechselte
            title, operator: contains, value: disk            | Title contains “disk”            | Titel „disk“ enthält
            title, operator: starts-with, value: disk         | Title starts with “disk”         | Titel mit „disk“ beginnt
            udf.Load, operator: greater-than, value: 2.50     | Load is greater than 2.5         | Load größer als 2.5 ist
            udf.Load, operator: less-than, value: 3           | Load is less than 3              | Load kleiner als 3 ist
            udf.Seen, operator: greater-than, value: 2025-03-01 | Seen is after 1 Mar 2025       | Seen nach 1. März 2025 ist
            udf.Seen, operator: less-than, value: "2025-03-01T12:00:00+01:00" | Seen is before 1 Mar 2025, 12:00:00 | Seen vor 1. März 2025, 12:00:00 ist
            isVisibleToComanaged, operator: equal-to, value: true | Visible to co-managed is yes | Sichtbar für Co-Managed gleich ja ist
            """)
    void tellsEveryOperator(String test, String english, String german) {
        var condition = "{ attribute: " + test + " }";

        assertThat(say("en", "edited", condition, "callout: Close in Icinga")).contains(", if " + english + ", then ");
        assertThat(said("de")).contains(", falls " + german + ", dann ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            callout: Close in Icinga                            | execute extension callout Close in Icinga       | führe Erweiterungs-Callout Close in Icinga aus
            note: { title: Told, text: t }                      | add the note “Told”                             | füge die Notiz „Told“ hinzu
            create-ticket: { title: Look }                      | create the ticket “Look”                        | lege das Ticket „Look“ an
            create-ticket: { title: Look, queueID: Network, dueDateTime: now + 4h } | create the ticket “Look” with Queue Network and Due 4 hours after it happens | lege das Ticket „Look“ an mit Warteschlange Network und Fällig 4 Stunden nach dem Geschehen
            notify: { who: [ assigned-resource, contact, actor, account, tech, "noc@acme.example" ], subject: s, text: t } | tell the primary resource, the contact, whoever did it, who looks after the company, tech and noc@acme.example | benachrichtige den Hauptmitarbeiter, den Ansprechpartner, wer es tat, den Betreuer der Firma, tech und noc@acme.example
            set: { dueDateTime: createDate - 2d }               | set Due to 2 days before the creation           | setze Fällig auf 2 Tage vor der Anlage
            set: { dueDateTime: createDate + 30s }              | set Due to 30.0 s after the creation            | setze Fällig auf 30,0 s nach der Anlage
            set: { dueDateTime: now }                           | set Due to the moment it happens                | setze Fällig auf den Moment des Geschehens
            set: { resolution: "by {{actor.name}}" }            | set Resolution to “by {{actor.name}}”           | setze Lösung auf „by {{actor.name}}“
            set: { contactID: null }                            | clear Contact                                   | leere Ansprechpartner
            """)
    void tellsEveryAction(String then, String english, String german) {
        assertThat(say("en", "edited", "", then)).endsWith(", then " + english.replace("30.0 s", "30.0\u00a0s") + ".");
        assertThat(said("de")).endsWith(", dann " + german.replace("30,0 s", "30,0\u00a0s") + ".");
    }

    @Test
    void tellsWhenARuleMayFire() {
        house.setup().apply("setup.yaml", """
                        rules: [ { name: R, when: [ edited ], during: { outside: { mon-fri: "08:00-12:00, 13:00-18:00", sun: "09:00-10:00" } }, then: [ callout: Close in Icinga ] } ]
                        """, Map.of(), false);
        assertThat(said("en")).contains("by anyone outside Mon–Fri 08:00-12:00, 13:00-18:00; Sun 09:00-10:00, then");
        assertThat(said("de"))
                .contains("bearbeitet wird außerhalb von Mo–Fr 08:00-12:00, 13:00-18:00; So 09:00-10:00, dann");

        house.setup().apply("setup.yaml", """
                        rules: [ { name: R, when: [ edited ], during: { inside: business-hours }, then: [ callout: Close in Icinga ] } ]
                        """, Map.of(), false);
        assertThat(said("en")).contains("by anyone inside business hours, then");
        assertThat(said("de")).contains("bearbeitet wird innerhalb der Geschäftszeiten, dann");
    }

    /** What the enumerations have must have words: a key that is missing would be an exception. */
    @ParameterizedTest
    @MethodSource("languages")
    void hasWordsForAllThatRulesHave(String language) {
        var texts = Texts.messageSource();
        var locale = Locale.of(language);
        var keys = Stream.of(
                        TicketChange.Event.MADE.stream().map(event -> "event." + event.word()),
                        Arrays.stream(RuleEvent.State.values()).map(state -> "event." + state.word()),
                        Arrays.stream(Operator.values()).map(operator -> "test." + operator.word()))
                .flatMap(key -> key);

        assertThat(keys).allSatisfy(key -> {
            assertThat(texts.getMessage("sentence." + key, new Object[] {"a", "b"}, locale))
                    .isNotBlank();
            assertThat(texts.getMessage(
                            key.replace("test.", "rule.operator.").replaceFirst("^event", "rule.event"), null, locale))
                    .isNotBlank();
        });
        assertThat(new RuleWords(house.ruleNames()).attributes())
                .allSatisfy(attribute ->
                        assertThat(sentence(language).attribute(attribute)).isNotBlank());
    }

    static Stream<String> languages() {
        return Stream.of("en", "de");
    }
}
