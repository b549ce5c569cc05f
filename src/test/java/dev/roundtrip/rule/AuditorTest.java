package dev.roundtrip.rule;

import static dev.roundtrip.rule.Written.rule;
import static dev.roundtrip.rule.Written.test;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.notify.Recipient;
import dev.roundtrip.ticket.TicketChange.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found of rules, and what is all but that. */
class AuditorTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

    private final Written.Names names = new Written.Names();
    private final Samples.Desk desk = new Samples.Desk() {
        @Override
        public Optional<String> calloutName(long id) {
            return names.callouts().name(id);
        }
    };

    private List<Finding> findings(Written... rules) {
        var all = Arrays.stream(rules)
                .map(rule -> new Auditor.Audited(rule.whole(), Samples.NOON, null))
                .toList();
        return new Auditor(desk, names, Samples.NOON).findings(all, Rules.MOST_ACTIVE);
    }

    private List<String> kinds(Written... rules) {
        return findings(rules).stream().map(Finding::kind).toList();
    }

    private static Finding.Subject subject(String letter) {
        return Finding.Subject.of(rule(letter).on("edited").callout(1).whole());
    }

    /** Days ago: since when it listens, when it fired last; and for how many it is told to have been quiet. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                     90 |    |  90
                     89 |    |
                    400 |    | 400
                    400 | 90 |  90
                    400 | 89 |
                    400 |  0 |
                     91 | 95 |  91
                     10 | 95 |
                    """)
    void aRuleThatDidNotFireForNinetyDaysIsToldOfIfItIsAsOldItself(
            long since, @Nullable Long last, @Nullable Long quiet) {
        var rule = rule("A").on("edited").callout(1).whole();
        var began = Samples.NOON.minus(Duration.ofDays(since));
        var fired = last == null ? null : TODAY.minusDays(last);

        var found = new Auditor(desk, names, Samples.NOON)
                .findings(List.of(new Auditor.Audited(rule, began, fired)), Rules.MOST_ACTIVE);

        assertThat(found)
                .isEqualTo(
                        quiet == null
                                ? List.of()
                                : List.of(new Finding.NotFired(subject("A"), TODAY.minusDays(since), fired, quiet)));
        assertThat(new Auditor(desk, names, Samples.NOON)
                        .findings(List.of(new Auditor.Audited(rule.switched(false), began, fired)), Rules.MOST_ACTIVE))
                .as("switched off")
                .isEmpty();
    }

    @Test
    void theDayIsThatOfTheDesk() {
        var rule = rule("A").on("edited").callout(1).whole();
        var lateInBerlin = Instant.parse("2026-08-26T23:30:00+02:00");
        var earlyInBerlin = Instant.parse("2026-08-27T00:30:00+02:00");

        for (var since : List.of(lateInBerlin, earlyInBerlin)) {
            assertThat(new Auditor(desk, names, Instant.parse("2026-11-24T23:30:00Z"))
                            .findings(List.of(new Auditor.Audited(rule, since, null)), Rules.MOST_ACTIVE))
                    .hasSize(1);
        }
        assertThat(new Auditor(desk, names, Instant.parse("2026-11-24T22:30:00Z"))
                        .findings(List.of(new Auditor.Audited(rule, earlyInBerlin, null)), Rules.MOST_ACTIVE))
                .isEmpty();
    }

    @Test
    void whatIsGoneOrInactiveIsNamedAndWhetherTheRuleIsRunAtAll() {
        names.inactiveCallouts.add(2L);

        assertThat(findings(
                        rule("A")
                                .on("edited")
                                .when("status", "changed-to", "Waiting Vendor")
                                .callout(2)
                                .callout(9),
                        rule("B")
                                .on("edited", "retired", "shut", "tech")
                                .callout(1)
                                .callout(2),
                        rule("C")
                                .on("created")
                                .when("assignedResourceID", "equal-to", "retired")
                                .callout(1),
                        rule("D").on("created").set("assignedResourceID", "77"),
                        rule("N")
                                .on("created")
                                .notify(
                                        false,
                                        Recipient.Role.CONTACT,
                                        new Recipient.Person(4),
                                        new Recipient.Person(3),
                                        new Recipient.Channel(1),
                                        new Recipient.Channel(2),
                                        new Recipient.Person(77)),
                        rule("E")
                                .on("created")
                                .when("status", "changed-to", "Waiting Vendor")
                                .callout(1)
                                .off(),
                        rule("F")
                                .on("created", "people")
                                .ticket("title", "x", "status", "Waiting Vendor", "assignedResourceID", "retired")))
                .containsExactly(
                        new Finding.Broken(
                                subject("A"),
                                true,
                                List.of(
                                        "status: value 12 (Waiting Vendor) is inactive",
                                        "callout 9 is gone",
                                        "callout \"Tell chat\" is inactive")),
                        new Finding.Broken(
                                subject("B"),
                                false,
                                List.of(
                                        "person \"retired\" is inactive",
                                        "API user \"shut\" is inactive",
                                        "callout \"Tell chat\" is inactive")),
                        new Finding.Broken(
                                subject("C"), false, List.of("assignedResourceID: person \"retired\" is inactive")),
                        new Finding.Broken(subject("D"), false, List.of("assignedResourceID: person 77 is gone")),
                        new Finding.Broken(
                                subject("N"),
                                false,
                                List.of(
                                        "notify: person \"retired\" is inactive",
                                        "notify: channel \"old\" is gone",
                                        "notify: person 77 is gone")),
                        new Finding.Broken(
                                subject("E"), true, List.of("status: value 12 (Waiting Vendor) is inactive")),
                        new Finding.Broken(
                                subject("F"),
                                true,
                                List.of(
                                        "status: value 12 (Waiting Vendor) is inactive",
                                        "assignedResourceID: person \"retired\" is inactive")));
    }

    @Test
    void aRuleThatIsWholeIsNotNamed() {
        assertThat(findings(
                        rule("A")
                                .on("edited", "tech", "monitoring")
                                .when("status", "changed-to", "Complete")
                                .callout(1),
                        rule("B")
                                .on("created")
                                .when("udf.Severity", "equal-to", "critical")
                                .callout(2),
                        rule("C")
                                .on("created")
                                .set("assignedResourceID", "tech")
                                .set("contactID", "4")))
                .isEmpty();
    }

    private static Written done(String letter) {
        return rule(letter).on("edited").when("status", "changed-to", "Complete");
    }

    private boolean isShadowed(Written earlier, Written later) {
        return findings(earlier, later).contains(new Finding.Shadowed(subject("B"), subject("A")));
    }

    @Test
    void aRuleThatDoesTheSameASecondTimeIsShadowed() {
        assertThat(isShadowed(done("A").callout(1), done("B").callout(1))).isTrue();
        assertThat(isShadowed(
                        done("A").on("created").callout(2).callout(1).set("queueID", "5"),
                        done("B").when("priority", "equal-to", "1").callout(1).set("queueID", "5")))
                .as("more events, fewer conditions, more to do")
                .isTrue();
        assertThat(isShadowed(
                        rule("A").on("edited").callout(1),
                        rule("B").on("edited", "tech", "people", "monitoring").callout(1)))
                .as("anyone")
                .isTrue();
        assertThat(isShadowed(
                        rule("A")
                                .on("edited", "people")
                                .on("edited", "api-users")
                                .callout(1),
                        rule("B").on("edited", "tech", "monitoring").callout(1)))
                .as("groups in two events")
                .isTrue();
        assertThat(isShadowed(
                        rule("A")
                                .on("edited")
                                .any(test("status", "changed"), test("queueID", "changed"))
                                .callout(1),
                        rule("B").on("edited").when("queueID", "changed").callout(1)))
                .as("one of a group")
                .isTrue();
        assertThat(isShadowed(done("A").callout(1), done("B").during(true).callout(1)))
                .as("at any time")
                .isTrue();
        assertThat(isShadowed(
                        rule("A").after("idle-for", "30m").on("created").callout(1),
                        rule("B").after("idle-for", "30m").callout(1)))
                .as("by the clock")
                .isTrue();
        assertThat(isShadowed(
                        done("A").note("Told", "twice").callout(1), done("B").note("Told", "twice")))
                .as("a note")
                .isTrue();
        assertThat(isShadowed(
                        done("A").ticket("title", "again").callout(1), done("B").ticket("title", "again")))
                .as("a ticket")
                .isTrue();
    }

    @Test
    void aRuleThatMayFireOrDoMoreIsNotShadowed() {
        assertThat(isShadowed(done("A").off().callout(1), done("B").callout(1)))
                .as("switched off")
                .isFalse();
        assertThat(isShadowed(done("A").callout(1), done("B").off().callout(1)))
                .as("off itself")
                .isFalse();
        assertThat(isShadowed(done("A").callout(1).callout(9), done("B").callout(1)))
                .as("broken")
                .isFalse();
        assertThat(isShadowed(done("A").callout(1), done("B").on("created").callout(1)))
                .as("more events")
                .isFalse();
        assertThat(isShadowed(
                        rule("A").on("edited", "people").callout(1),
                        rule("B").on("edited").callout(1)))
                .as("wider")
                .isFalse();
        assertThat(isShadowed(
                        rule("A").on("edited", "people").callout(1),
                        rule("B").on("edited", "tech", "monitoring").callout(1)))
                .as("one who is in no group")
                .isFalse();
        assertThat(isShadowed(
                        rule("A").on("created", "people").callout(1),
                        rule("B").on("edited", "tech").callout(1)))
                .as("another event")
                .isFalse();
        assertThat(isShadowed(
                        done("A").when("priority", "equal-to", "1").callout(1),
                        done("B").callout(1)))
                .as("more conditions before")
                .isFalse();
        assertThat(isShadowed(
                        done("A").callout(1),
                        rule("B").on("edited").when("status", "changed").callout(1)))
                .as("another condition")
                .isFalse();
        assertThat(isShadowed(
                        rule("A").on("edited").when("queueID", "changed").callout(1),
                        rule("B")
                                .on("edited")
                                .any(test("status", "changed"), test("queueID", "changed"))
                                .callout(1)))
                .as("a group where one is asked for")
                .isFalse();
        assertThat(isShadowed(done("A").during(true).callout(1), done("B").callout(1)))
                .as("hours")
                .isFalse();
        assertThat(isShadowed(
                        done("A").during(true).callout(1),
                        done("B").during(false).callout(1)))
                .as("other hours")
                .isFalse();
        assertThat(isShadowed(
                        rule("A").after("idle-for", "30m").callout(1),
                        rule("B").after("idle-for", "60m").callout(1)))
                .as("another span")
                .isFalse();
        assertThat(isShadowed(done("A").callout(1), done("B").callout(1).callout(2)))
                .as("a callout more")
                .isFalse();
        assertThat(isShadowed(done("A").callout(1), done("B").callout(1).note("Told", "")))
                .as("a note more")
                .isFalse();
        assertThat(isShadowed(
                        done("A").callout(1).ticket("title", "again"),
                        done("B").callout(1).ticket("title", "and again")))
                .as("another ticket")
                .isFalse();
        assertThat(isShadowed(
                        done("A").callout(1).set("queueID", "5"),
                        done("B").callout(1).set("queueID", "8")))
                .as("another value")
                .isFalse();
    }

    @Test
    void aRuleThatSetsBackWhatAThirdOneSetsIsNotShadowed() {
        var earlier = done("A").set("queueID", "5");
        var between = rule("B").on("edited").when("priority", "changed-to", "1").set("queueID", "8");
        var later = done("C").set("queueID", "5");

        assertThat(kinds(earlier, between, later)).isEmpty();
        assertThat(kinds(earlier, between.off(), later)).containsExactly("shadowed");
    }

    @Test
    void theRoundsOfRulesAreTold() {
        var there = done("A").set("status", "In Progress");
        var back = rule("B")
                .on("edited")
                .when("status", "changed-to", "In Progress")
                .set("status", "Complete");

        assertThat(findings(there, back)).containsExactly(new Finding.Loop(List.of(subject("A"), subject("B"))));
        assertThat(findings(there, back.off())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    edited     | status       | equal-to     | Complete | Complete
                    edited     | status       | equal-to     | 5        | Complete
                    edited     | udf.Severity | in-list      | critical | critical
                    edited     | priority     | equal-to     | One      | One
                    created    | status       | equal-to     | Complete |
                    note-added | status       | equal-to     | Complete |
                    edited     | status       | changed-to   | Complete |
                    edited     | status       | not-equal-to | Complete |
                    edited     | status       | is-not-empty |          |
                    edited     | companyID    | equal-to     | Acme     |
                    edited     | company.classification | equal-to | Gold |
                    """)
    void whoAsksWhatAFieldIsAtEveryEditCallsOutAtEveryEdit(
            String event, String attribute, String operator, @Nullable String value, @Nullable String told) {
        var values = value == null ? new String[0] : new String[] {value};
        var rule = rule("A").on(event).when(attribute, operator, values);

        assertThat(findings(rule.callout(1)))
                .isEqualTo(
                        told == null
                                ? List.of()
                                : List.of(new Finding.FiresAgain(subject("A"), attribute, operator, List.of(told))));
    }

    @Test
    void whoAsksForAChangeBesidesOrCallsNobodyMayAskWhatAFieldIs() {
        var complete = test("status", "equal-to", "Complete");

        assertThat(kinds(rule("A").on("created").on("edited").any(complete).callout(1)))
                .containsExactly("fires-again");
        assertThat(kinds(rule("A").on("edited").any(complete).ticket("title", "again")))
                .containsExactly("fires-again");
        assertThat(kinds(rule("A")
                        .on("edited")
                        .any(complete)
                        .when("priority", "changed")
                        .callout(1)))
                .isEmpty();
        assertThat(kinds(rule("A")
                        .on("edited")
                        .any(complete, test("status", "changed-from", "New"))
                        .callout(1)))
                .isEmpty();
        assertThat(kinds(rule("A").on("edited").any(complete).set("queueID", "5")))
                .isEmpty();
        assertThat(kinds(rule("A").on("edited").any(complete).callout(1).off())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {17, 18, 20})
    void nineOfTenActiveRulesThatMayBeAreNearTheLimit(long active) {
        var rules = LongStream.rangeClosed(1, active)
                .mapToObj(id -> Samples.rule(id, Event.CREATED, Samples.status(Operator.EQUAL_TO, id)))
                .map(rule -> new Auditor.Audited(rule, Samples.NOON, null))
                .toList();
        var off = new Auditor.Audited(rule("Z").on("edited").callout(1).off().whole(), Samples.NOON, null);
        var all = Stream.concat(rules.stream(), Stream.of(off, off)).toList();

        var found = new Auditor(desk, names, Samples.NOON).findings(all, 20);

        assertThat(found.stream().filter(Finding.NearLimit.class::isInstance).toList())
                .isEqualTo(active < 18 ? List.of() : List.of(new Finding.NearLimit(active, 20)));
    }

    @Test
    void everyFindingIsASentence() {
        var a = subject("A");
        var day = LocalDate.of(2026, 8, 27);

        assertThat(List.<Finding>of(
                                new Finding.NotFired(a, day, null, 90),
                                new Finding.NotFired(a, LocalDate.of(2026, 1, 2), day, 90),
                                new Finding.Broken(a, true, List.of("udf.Severity is inactive", "callout 9 is gone")),
                                new Finding.Broken(a, false, List.of("callout \"Tell chat\" is inactive")),
                                new Finding.Shadowed(subject("B"), a),
                                new Finding.Loop(List.of(a)),
                                new Finding.Loop(List.of(a, subject("B"))),
                                new Finding.FiresAgain(a, "status", "equal-to", List.of("Complete")),
                                new Finding.FiresAgain(a, "status", "in-list", List.of("New", "Complete")),
                                new Finding.NearLimit(180, 200))
                        .stream()
                        .map(FindingWords::of))
                .containsExactly(
                        "\"A\" has not fired since it began to listen, 90 days ago on 2026-08-27",
                        "\"A\" has not fired for 90 days, since 2026-08-27",
                        "\"A\" is broken: udf.Severity is inactive; callout 9 is gone; it is not run until that is mended",
                        "\"A\" is broken: callout \"Tell chat\" is inactive; the rest of it is run all the same",
                        "\"B\" does a second time what \"A\" does: whenever it fires, \"A\" has fired on the same change, with all the callouts, notes, new tickets, notices and updates of \"B\"",
                        "\"A\" -> \"A\" can go round: each sets off the next, until 5 rules have run in sequence",
                        "\"A\" -> \"B\" -> \"A\" can go round: each sets off the next, until 5 rules have run in sequence",
                        "\"A\" fires at every later edit too, as long as status is Complete; changed-to fires once",
                        "\"A\" fires at every later edit too, as long as status is New or Complete; with a condition status changed beside it, it fires only when that changes",
                        "180 of the 200 rules that may be active are");
    }

    @Test
    void whatIsStoredAsANoteCanGoRoundAndPeopleToldAtEveryEditAreToldAgain() {
        assertThat(findings(rule("A").on("note-added").notify(true, Recipient.Role.CONTACT)))
                .containsExactly(new Finding.Loop(List.of(subject("A"))));
        assertThat(findings(rule("A").on("note-added").notify(false, Recipient.Role.CONTACT)))
                .isEmpty();
        assertThat(findings(rule("A")
                        .on("edited")
                        .when("status", "equal-to", "Complete")
                        .notify(false, Recipient.Role.CONTACT)))
                .containsExactly(new Finding.FiresAgain(subject("A"), "status", "equal-to", List.of("Complete")));
    }

    @Test
    void whoeverTellsOthersDoesNotDoTheSame() {
        var person = new Recipient.Person(3);

        assertThat(findings(
                        rule("A").on("created").callout(1).notify(false, person),
                        rule("B").on("created").notify(false, person)))
                .containsExactly(new Finding.Shadowed(subject("B"), subject("A")));
        assertThat(findings(
                        rule("A").on("created").callout(1).notify(false, person),
                        rule("B").on("created").notify(false, Recipient.Role.ACTOR)))
                .isEmpty();
    }
}
