package dev.roundtrip.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketField;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleWordsTest {
    private final RuleWords words = new RuleWords(new Names());

    private static final class Names implements RuleNames {
        @Override
        public List<UserField> userFields() {
            return List.of(
                    new UserField(3, "Severity", UserField.Type.LIST, List.of("warning", "critical"), null, null, true),
                    new UserField(4, "Closed by", UserField.Type.TEXT, List.of(), null, null, true),
                    new UserField(5, "Due 2", UserField.Type.DATE, List.of(), null, null, true),
                    new UserField(6, "Old", UserField.Type.NUMBER, List.of(), null, null, false));
        }

        @Override
        public List<PicklistValue> picklist(PicklistName list) {
            return list == PicklistName.QUEUE
                    ? List.of(
                            new PicklistValue(29, "Network", 1, true, false, false),
                            new PicklistValue(30, "Network", 2, true, false, false),
                            new PicklistValue(31, "29", 3, true, false, false),
                            new PicklistValue(32, "Phone", 4, false, false, false))
                    : List.of(
                            new PicklistValue(1, "New", 1, true, true, true),
                            new PicklistValue(5, "Complete", 2, true, true, false));
        }

        @Override
        public Named companies() {
            return named(Map.of(7L, "Acme GmbH", 8L, "1984"));
        }

        @Override
        public Named people() {
            return named(Map.of(3L, "tech", 4L, "both"));
        }

        @Override
        public Named apiUsers() {
            return named(Map.of(1L, "api@acme.example", 2L, "both"));
        }

        @Override
        public Named callouts() {
            return named(Map.of(1L, "Close in Icinga"));
        }

        @Override
        public Named channels() {
            return named(Map.of(1L, "noc"));
        }

        private static Named named(Map<Long, String> all) {
            return Named.of(() -> List.copyOf(all.entrySet()), Map.Entry::getKey, Map.Entry::getValue);
        }
    }

    private static void refused(ThrowingCallable reading, String message) {
        assertThatThrownBy(reading).isInstanceOf(RuleRefused.class).hasMessage(message);
    }

    /** Attribute, operator, value, and what is written of it again. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    status           | changed-to   | complete    | Complete
                    Status           | equal-to     | 5           | Complete
                    queueID          | equal-to     | Network     | Network
                    queueID          | equal-to     | 30          | 30
                    queueID          | equal-to     | 29          | 29
                    queueID          | equal-to     | Phone       | Phone
                    companyID        | equal-to     | acme gmbh   | Acme GmbH
                    companyID        | equal-to     | 7           | Acme GmbH
                    companyID        | equal-to     | 8           | 8
                    companyID        | equal-to     | 99          | 99
                    assignedResourceID | equal-to   | Tech        | tech
                    contactID        | equal-to     | 12          | 12
                    udf.severity     | equal-to     | CRITICAL    | critical
                    udf.CLOSED BY    | starts-with  | A. T        | A. T
                    udf.Due 2        | less-than    | 2026-12-24  | 2026-12-24
                    udf.old          | greater-than | 1e2         | 100
                    createDate       | greater-than | 2026-11-25T14:00:00+01:00 | 2026-11-25T13:00:00.000Z
                    title            | contains     | Disk full   | Disk full
                    note.type        | equal-to     | 3           | 3
                    note.text        | contains     | 3           | 3
                    company.classification | equal-to | Gold      | Gold
                    isVisibleToComanaged | equal-to | TRUE        | true
                    """)
    void readsTheWordsOfATestAndWritesThemAgain(String attribute, String operator, String value, String written) {
        var test = words.test(attribute, operator, List.of(value));

        assertThat(words.values(test)).containsExactly(written);
        assertThat(words.test(words.word(test.attribute()), test.operator().word(), words.values(test)))
                .isEqualTo(test);
    }

    @Test
    void aLabelThatLooksLikeANumberIsALabel() {
        assertThat(words.test("queueID", "equal-to", List.of("29")).wanted()).containsExactly(Value.Decimal.of(31));
    }

    @Test
    void tellsWhatIsWrongWithATestAndWhatWouldBeRight() {
        refused(
                () -> words.test("statsu", "equal-to", List.of("5")),
                "attribute \"statsu\" is not known; did you mean status?");
        refused(
                () -> words.test("Severity", "equal-to", List.of("x")),
                "attribute \"Severity\" is not known; did you mean udf.Severity?");
        refused(
                () -> words.test("udf.Severty", "equal-to", List.of("x")),
                "attribute \"udf.Severty\" is not known; did you mean udf.Severity?");
        refused(
                () -> words.test("something else", "equal-to", List.of("x")),
                "attribute \"something else\" is not known; use a field of the ticket, udf.NAME, note.type, note.text or company.classification");
        refused(
                () -> words.test("status", "changed-too", List.of("5")),
                "operator \"changed-too\" is not known; did you mean changed-to?");
        refused(
                () -> words.test("status", "contains", List.of("5")),
                "operator contains makes no sense for status; use equal-to, not-equal-to, in-list, not-in-list, is-empty, is-not-empty, changed, changed-to, changed-from");
        refused(
                () -> words.test("note.text", "changed", List.of()),
                "operator changed makes no sense for note.text; use equal-to, not-equal-to, in-list, not-in-list, is-empty, is-not-empty, contains, starts-with");
        refused(
                () -> words.test("status", "equal-to", List.of("Complet")),
                "status: \"Complet\" is not in the list; did you mean Complete?");
        refused(
                () -> words.test("status", "equal-to", List.of("77")),
                "status: \"77\" is not in the list; use 1 New, 5 Complete");
        refused(
                () -> words.test("status", "equal-to", List.of("")),
                "status: an empty value is asked for with is-empty and is-not-empty");
        refused(() -> words.test("status", "equal-to", List.of()), "operator equal-to needs a value");
        refused(
                () -> words.test("status", "equal-to", List.of("1", "5")),
                "operator equal-to takes one value, not 2; use in-list or not-in-list for several");
        refused(() -> words.test("status", "in-list", List.of()), "operator in-list needs at least one value");
        refused(
                () -> words.test("status", "is-empty", List.of("5")),
                "operator is-empty takes no value; leave \"5\" out");
        refused(
                () -> words.test("udf.Severity", "equal-to", List.of("criticl")),
                "udf.Severity: \"criticl\" is not in the list; did you mean critical?");
        refused(
                () -> words.test("createDate", "less-than", List.of("2026-11-25T14:00:00")),
                "createDate: \"2026-11-25T14:00:00\" is not what is needed: a date, such as 2026-11-25, or a time with its offset, such as 2026-11-25T14:00:00+01:00");
        refused(
                () -> words.test("companyID", "equal-to", List.of("Acme Gmb")),
                "companyID: there is no Company \"Acme Gmb\"; did you mean Acme GmbH?");
        refused(() -> words.test("contactID", "equal-to", List.of("Jo")), "contactID: \"Jo\" is no number; use the id");
    }

    @Test
    void readsEventsAndWhoTheyAreBy() {
        assertThat(words.event("edited", List.of())).isEqualTo(RuleEvent.of(Event.EDITED));
        var event = words.event("Created", List.of("api-users", "TECH", "api@acme.example", "both", "tech"));

        assertThat(event.by().anyOf())
                .containsExactly(
                        Who.Group.API_USERS,
                        new Who.Person(3),
                        new Who.ApiUser(1),
                        new Who.Person(4),
                        new Who.ApiUser(2));
        assertThat(words.words(event.by())).containsExactly("api-users", "tech", "api@acme.example", "both");
        refused(() -> words.event("note-add", List.of()), "event \"note-add\" is not known; did you mean note-added?");
        refused(
                () -> words.event("full-moon", List.of()),
                "event \"full-moon\" is not known; use created, edited, note-added, attachment-added");
        refused(() -> words.who(List.of("peple")), "by \"peple\": nobody has that login; did you mean people?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
                    status        | complete          | Complete
                    dueDateTime   | createDate + 4h   | createDate + 4h
                    dueDateTime   | NOW+48h           | now + 2d
                    udf.Due 2     | now - 90s         | now - 90s
                    udf.Due 2     | now               | now
                    udf.Due 2     | 2026-12-24        | 2026-12-24
                    udf.Closed by | now + 2d          | now + 2d
                    udf.Closed by | {{actor.name}}    | {{actor.name}}
                    companyID     | {{ticket.companyID}} | {{ticket.companyID}}
                    contactID     | null              | null
                    """)
    void readsUpdatesAndWritesThemAgain(String attribute, String value, @Nullable String written) {
        var update = words.update(attribute, value);

        assertThat(words.value(update)).isEqualTo(written);
        assertThat(words.update(words.word(update.target()), words.value(update)))
                .isEqualTo(update);
    }

    @Test
    void tellsWhatIsWrongWithAnUpdate() {
        refused(() -> words.update("status", null), "status: a ticket cannot be without it");
        refused(() -> words.update("createDate", "now"), "createDate is set by the desk itself; a rule cannot set it");
        refused(() -> words.update("note.text", "x"), "note.text: a rule can set fields of the ticket only");
        refused(
                () -> words.update("dueDateTime", "createDate + soon"),
                "dueDateTime: \"soon\" is no span of time, such as 30m, 4h or 2d");
        refused(() -> words.update("title", "x".repeat(256)), "title: 256 characters; at most 255 fit");
        refused(
                () -> words.update("udf.Closed by", "x".repeat(1001)),
                "udf.Closed by: 1,001 characters; at most 1,000 fit");
    }

    @Test
    void readsActions() {
        assertThat(words.callout("close in icinga")).isEqualTo(new Action.ExecuteCallout(1));
        assertThat(words.callout(new Action.ExecuteCallout(1))).isEqualTo("Close in Icinga");
        assertThat(words.publish(words.note("t", "", "all"))).isEqualTo("all");
        refused(
                () -> words.callout("Close in Icingo"),
                "callout \"Close in Icingo\" is not known; did you mean Close in Icinga?");
        refused(() -> words.note("t", "x", "everyone"), "publish \"everyone\" is not known; use internal or all");
        refused(() -> words.note(" ", "", "all"), "a note needs a title or a text");
    }

    @Test
    void offersEveryFieldAndTheActiveUserDefinedOnes() {
        assertThat(words.attributes())
                .hasSize(TicketField.values().length + 3 + 3)
                .allSatisfy(attribute ->
                        assertThat(words.attribute(words.word(attribute))).isEqualTo(attribute));
    }
}
