package dev.roundtrip.rule;

import static dev.roundtrip.rule.Written.rule;
import static dev.roundtrip.rule.Written.test;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.ticket.TicketChange.Event;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> loops(Written... rules) {
        var all = Arrays.stream(rules).map(Written::whole).toList();
        return Loops.of(all, BERLIN).stream()
                .map(round -> round.stream().map(Rule::name).collect(Collectors.joining(" ")))
                .toList();
    }

    private static Written edited(String letter) {
        return rule(letter).on("edited");
    }

    @Test
    void twoThatUndoWhatTheOtherDidGoRound() {
        var done = edited("A").when("status", "changed-to", "Complete").set("status", "In Progress");
        var undone = edited("B").when("status", "changed-to", "In Progress").set("status", "Complete");

        assertThat(loops(done, undone)).containsExactly("A B");
        assertThat(loops(undone, done)).as("from the first in order").containsExactly("B A");
    }

    @Test
    void aRuleThatHearsItselfGoesRoundAlone() {
        assertThat(loops(edited("A").set("title", "{{ticket.title}}!"))).containsExactly("A");
        assertThat(loops(edited("A").set("dueDateTime", "now + 4h"))).containsExactly("A");
        assertThat(loops(rule("A").on("note-added").note("Noted", ""))).containsExactly("A");
        assertThat(loops(rule("A")
                        .on("note-added")
                        .when("note.text", "contains", "call")
                        .note("", "call back")))
                .containsExactly("A");
        assertThat(loops(edited("A")
                        .any(test("status", "changed"), test("queueID", "equal-to", "5"))
                        .set("title", "{{x}}")))
                .as("one of the group is enough")
                .containsExactly("A");
        assertThat(loops(edited("A").when("lastActivityDate", "changed").set("title", "{{x}}")))
                .as("the desk sets that itself")
                .containsExactly("A");
    }

    @Test
    void whatIsTheSameAgainIsNoChangeAndEndsIt() {
        assertThat(loops(edited("A").set("status", "In Progress"))).isEmpty();
        assertThat(loops(edited("A").set("resolution", null))).isEmpty();
        assertThat(loops(edited("A").set("dueDateTime", "createDate + 4h"))).isEmpty();
        assertThat(loops(edited("A").set("status", "New"), edited("B").set("queueID", "5")))
                .isEmpty();
        assertThat(loops(edited("A").set("status", "New"), edited("B").set("status", "New")))
                .isEmpty();
    }

    @Test
    void whoDoesNotHearWhatRulesDoIsSetOffByNone() {
        var undone = edited("B").set("status", "Complete");

        assertThat(loops(rule("A").on("edited", "people").set("status", "New"), undone))
                .isEmpty();
        assertThat(loops(rule("A").on("edited", "api-users", "contact").set("status", "New"), undone))
                .isEmpty();
        assertThat(loops(rule("A").on("created").set("status", "New"), undone)).isEmpty();
        assertThat(loops(rule("A").after("idle-for", "30m").set("status", "New"), undone))
                .as("time sets nothing off")
                .isEmpty();
        assertThat(loops(rule("A").on("note-added").set("status", "New"), undone))
                .isEmpty();
        assertThat(loops(edited("A").note("Edited", "")))
                .as("a note is no edit")
                .isEmpty();
        assertThat(loops(edited("A").callout(1), undone)).isEmpty();
        assertThat(loops(edited("A").set("status", "New"), undone)).containsExactly("A B");
    }

    @Test
    void aConditionThatWhatIsSetContradictsEndsIt() {
        var undone = edited("B").set("status", "Complete");

        for (var contradicted : List.of(
                test("status", "equal-to", "New"),
                test("status", "in-list", "New", "In Progress"),
                test("status", "changed-to", "New"),
                test("status", "changed-from", "Complete"),
                test("status", "not-equal-to", "Complete"),
                test("status", "is-empty"),
                test("queueID", "changed"),
                test("udf.Severity", "changed-to", "critical"),
                test("company.classification", "is-empty"))) {
            var loops = loops(edited("A").any(contradicted).set("status", "New"), undone);

            assertThat(loops)
                    .as("%s %s", contradicted.attribute(), contradicted.operator())
                    .hasSize(contradicted.attribute().isOfTicket() ? 0 : 1);
        }
        for (var kept : List.of(
                test("status", "equal-to", "Complete"),
                test("status", "in-list", "New", "Complete"),
                test("status", "changed"),
                test("status", "changed-from", "New"),
                test("queueID", "equal-to", "5"),
                test("queueID", "is-empty"))) {
            assertThat(loops(edited("A").any(kept).set("status", "New"), undone))
                    .as("%s %s", kept.attribute(), kept.operator())
                    .containsExactly("A B");
        }
    }

    @Test
    void aNoteThatIsNotAskedForSetsNothingOff() {
        assertThat(loops(rule("A")
                        .on("note-added")
                        .when("note.text", "contains", "call")
                        .note("Call", "answered")))
                .isEmpty();
        assertThat(loops(rule("A")
                        .on("note-added")
                        .when("note.type", "equal-to", "77")
                        .note("Call", "")))
                .isEmpty();
        assertThat(loops(rule("A")
                        .on("note-added")
                        .when("note.type", "equal-to", "1")
                        .note("Call", "")))
                .as("that is the type of a rule's notes")
                .containsExactly("A");
        assertThat(loops(rule("A").on("note-added").when("status", "changed").note("Call", "")))
                .isEmpty();
        assertThat(loops(rule("A")
                        .on("note-added")
                        .when("note.text", "contains", "call")
                        .note("", "{{note.text}}")))
                .containsExactly("A");
    }

    @Test
    void whatNoneOfThemSetsStaysAsItIs() {
        var network = edited("A").when("queueID", "equal-to", "5").set("status", "New");

        assertThat(loops(network, edited("B").when("queueID", "equal-to", "8").set("status", "Complete")))
                .isEmpty();
        assertThat(loops(
                        network,
                        edited("B").when("queueID", "not-in-list", "5", "8").set("status", "Complete")))
                .isEmpty();
        assertThat(loops(
                        network,
                        edited("B").when("queueID", "in-list", "5", "8").set("status", "Complete")))
                .containsExactly("A B");
        assertThat(loops(
                        network,
                        edited("B")
                                .when("status", "equal-to", "New")
                                .set("queueID", "8")
                                .set("status", "Complete"),
                        edited("C")
                                .when("status", "equal-to", "Complete")
                                .set("queueID", "5")
                                .set("status", "New")))
                .as("another moves it there and back")
                .contains("B C");
        assertThat(loops(
                        edited("A").during(true).set("status", "New"),
                        edited("B").during(false).set("status", "Complete")))
                .as("one by day, one by night")
                .isEmpty();
    }

    @Test
    void aChangeThatIsAskedForMustBeOneEachTime() {
        assertThat(loops(edited("A")
                        .when("status", "changed-to", "Complete")
                        .set("status", "Complete")
                        .set("title", "{{ticket.title}}!")))
                .as("it is complete already")
                .isEmpty();
    }

    @Test
    void aRoundIsAsLongAsASequenceAtMost() {
        assertThat(loops(chain(5))).containsExactly("A B C D E");
        assertThat(loops(chain(6))).isEmpty();
    }

    /** Each sets the queue on, and the last one back to where it began. */
    private static Written[] chain(int length) {
        return IntStream.range(0, length)
                .mapToObj(i -> edited(Character.toString('A' + i))
                        .when("assignedResourceRoleID", "changed-to", Integer.toString(i))
                        .set("assignedResourceRoleID", Integer.toString((i + 1) % length)))
                .toArray(Written[]::new);
    }

    @Test
    void ofTheRoundsThroughOneRuleTheShortestIsTold() {
        assertThat(loops(
                        edited("A").when("status", "changed-to", "New").set("status", "Complete"),
                        edited("B").when("status", "changed-to", "Complete").set("status", "In Progress"),
                        edited("C").when("status", "changed-to", "In Progress").set("status", "New"),
                        edited("D").when("status", "changed-to", "Complete").set("status", "New"),
                        rule("E").on("note-added").note("Again", "")))
                .containsExactly("E", "A D", "A B C");
    }

    /** B fires on what it sets itself, and A, which hears of it too, has set that back by the time it does. */
    @Test
    void aRuleBesideMayKeepARoundGoing() {
        var back = edited("A").set("status", "Complete");
        var again = edited("B").when("status", "equal-to", "New").set("status", "New");

        assertThat(loops(back, again)).contains("B");
        assertThat(loops(edited("A").when("queueID", "changed").set("status", "Complete"), again))
                .as("it does not hear of it")
                .isEmpty();
    }

    @Test
    void aRuleGoesRoundByTheTicketsItCreates() {
        var again = rule("A").on("created").ticket("title", "again", "queueID", "5");

        assertThat(loops(again)).containsExactly("A");
        assertThat(loops(rule("A").on("created", "people").ticket("title", "again")))
                .as("it hears of no rule's")
                .isEmpty();
        assertThat(loops(rule("A").on("edited").ticket("title", "again")))
                .as("a new ticket is no edit")
                .isEmpty();
        assertThat(loops(rule("A").on("created").note("Seen", ""))).isEmpty();
        assertThat(loops(
                        rule("A").on("created").ticket("title", "for B"),
                        rule("B").on("created").when("title", "contains", "B").ticket("title", "for A")))
                .containsExactly("A", "A B");
        assertThat(loops(
                        rule("A").on("created").when("title", "contains", "A").ticket("title", "for B"),
                        rule("B").on("created").when("title", "contains", "B").ticket("title", "for A")))
                .containsExactly("A B");
    }

    @Test
    void aTicketThatIsNotAskedForSetsNothingOff() {
        for (var contradicted : List.of(
                test("queueID", "equal-to", "8"),
                test("queueID", "changed-from", "8"),
                test("contactID", "is-not-empty"),
                test("contactID", "changed"),
                test("note.text", "contains", "x"),
                test("status", "changed-to", "Complete"))) {
            assertThat(loops(rule("A")
                            .on("created")
                            .on("note-added", "people")
                            .any(contradicted)
                            .ticket("title", "x", "queueID", "5", "status", "New")))
                    .as("%s %s", contradicted.attribute(), contradicted.operator())
                    .isEmpty();
        }
        for (var kept : List.of(
                test("queueID", "equal-to", "5"),
                test("queueID", "changed"),
                test("title", "starts-with", "x"),
                test("contactID", "is-empty"),
                test("priority", "equal-to", "5"),
                test("udf.Severity", "equal-to", "critical"),
                test("company.classification", "equal-to", "Gold"),
                test("createDate", "changed"))) {
            assertThat(loops(rule("A").on("created").any(kept).ticket("title", "x", "queueID", "5")))
                    .as("%s %s", kept.attribute(), kept.operator())
                    .containsExactly("A");
        }
        assertThat(loops(rule("A").on("created").when("title", "equal-to", "y").ticket("title", "{{ticket.title}}")))
                .containsExactly("A");
    }

    @Test
    void aRoundMayLeadFromTicketToTicket() {
        var made =
                rule("A").on("edited").when("status", "changed-to", "Complete").ticket("title", "x", "status", "New");
        var completed = rule("B").on("created").set("status", "Complete");

        assertThat(loops(made, completed)).containsExactly("A B");
        assertThat(loops(
                        edited("A").when("status", "changed-to", "Complete").ticket("title", "x", "status", "Complete"),
                        completed))
                .as("it is complete already")
                .isEmpty();
        assertThat(loops(
                        edited("A")
                                .when("queueID", "changed")
                                .set("queueID", "5")
                                .ticket("title", "x"),
                        rule("B").on("created").set("contactID", null)))
                .as("it has no contact")
                .isEmpty();
        assertThat(loops(edited("A").set("queueID", "5").ticket("title", "x")))
                .as("on one ticket it is the same again")
                .isEmpty();
        assertThat(loops(made, rule("B").on("note-added").set("status", "Complete")))
                .isEmpty();
    }

    @Test
    void manyRulesThatHangTogetherAreLookedAtInTime() {
        var many = IntStream.rangeClosed(1, 400)
                .mapToObj(i -> new Rule(
                        i,
                        "Rule " + i,
                        i,
                        true,
                        List.of(RuleEvent.of(Event.EDITED)),
                        List.of(test("assignedResourceRoleID", "equal-to", Integer.toString(i))),
                        List.of(new Update(
                                test("title", "is-empty").attribute(), new NewValue.Templated("{{ticket.title}}!"))),
                        List.of()))
                .toList();

        assertThat(Loops.of(many, BERLIN)).hasSize(400).allMatch(round -> round.size() == 1);
    }
}
