package dev.roundtrip.rule;

import static dev.roundtrip.rule.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.directory.OpenHours;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Actor;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketField;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleEvaluatorTest {
    private static final Attribute SEVERITY = new Attribute.UserDefined(3, UserField.Type.LIST);

    private final Samples.Desk desk = new Samples.Desk();

    private Verdict verdict(TicketChange change, Rule... rules) {
        return RuleEvaluator.evaluate(change, List.of(rules), desk);
    }

    private static List<Rule> firings(Verdict verdict) {
        return verdict.tried().stream()
                .filter(Verdict.Fires.class::isInstance)
                .map(Verdict.Tried::rule)
                .toList();
    }

    private boolean fires(TicketChange change, Rule rule) {
        return !firings(verdict(change, rule)).isEmpty();
    }

    @Test
    void firesInTheOrderOfTheRules() {
        var done = status(Operator.CHANGED_TO, 5);

        var verdict =
                verdict(edited(inStatus(1), inStatus(5)), rule(2, Event.EDITED, done), rule(1, Event.EDITED, done));

        assertThat(firings(verdict)).extracting(Rule::id).containsExactly(2L, 1L);
    }

    @Test
    void triesOnlyActiveRulesThatListenToTheEvent() {
        var verdict = verdict(
                edited(inStatus(1), inStatus(5)),
                rule(1, Event.CREATED),
                rule(2, Event.EDITED).switched(false),
                rule(3, new RuleEvent.Made(Event.EDITED, new Who(List.of(Who.Group.API_USERS)))),
                rule(4, Event.EDITED));

        assertThat(verdict.tried()).extracting(tried -> tried.rule().id()).containsExactly(4L);
    }

    @Test
    void tellsTheFirstConditionThatFailedWithBothValuesAndTheirLabels() {
        var verdict = verdict(
                edited(inStatus(5), inStatus(5)),
                rule(
                        1,
                        Event.EDITED,
                        field(TicketField.COMPANY_ID, Operator.EQUAL_TO, 0),
                        status(Operator.CHANGED_TO, 5),
                        status(Operator.EQUAL_TO, 1)));

        var failed = (FailedCondition.Test) ((Verdict.Fails) verdict.tried().getFirst()).failed();
        assertThat(failed.shown(failed.after())).isEqualTo("Complete (5)");
        assertThat(failed)
                .isEqualTo(
                        new FailedCondition.Test("status", "changed-to", List.of(5L), 5L, 5L, Map.of("5", "Complete")));
    }

    @Test
    void aGroupHoldsWhenOneOfItsTestsDoesAndNamesAllWhenNoneDoes() {
        var group = new Condition.Any(List.of(status(Operator.EQUAL_TO, 5), status(Operator.EQUAL_TO, 8)));
        var rule = rule(1, Event.EDITED, group);

        assertThat(fires(edited(inStatus(1), inStatus(8)), rule)).isTrue();
        var failed = ((Verdict.Fails)
                        verdict(edited(inStatus(8), inStatus(1)), rule).tried().getFirst())
                .failed();
        assertThat(((FailedCondition.Any) failed).any())
                .extracting(FailedCondition.Test::wanted)
                .containsExactly(List.of(5L), List.of(8L));
    }

    @Test
    void onACreatedTicketItsValuesHaveChangedFromNothing() {
        var change = created(inStatus(5));

        assertThat(fires(change, rule(1, Event.CREATED, status(Operator.CHANGED))))
                .isTrue();
        assertThat(fires(change, rule(1, Event.CREATED, status(Operator.CHANGED_TO, 5))))
                .isTrue();
        assertThat(fires(change, rule(1, Event.CREATED, status(Operator.CHANGED_FROM, 5))))
                .isFalse();
        assertThat(fires(change, rule(1, Event.CREATED, field(TicketField.CONTACT_ID, Operator.CHANGED))))
                .isFalse();
    }

    @Test
    void asksOfNoteUserDefinedFieldAndClassification() {
        var severity = new Condition.Test(SEVERITY, Operator.IN_LIST, List.of(new Value.Text("CRITICAL")));
        var text =
                new Condition.Test(new Attribute.NoteText(), Operator.STARTS_WITH, List.of(new Value.Text("vendor")));
        var type = new Condition.Test(new Attribute.NoteType(), Operator.EQUAL_TO, List.of(Value.Decimal.of(3)));
        var gold = new Condition.Test(
                new Attribute.CompanyClassification(), Operator.EQUAL_TO, List.of(new Value.Text("gold")));
        var rule = rule(1, Event.NOTE_ADDED, severity, text, type, gold);
        var critical = ticket(Map.of(), Map.of(3L, "critical"));

        desk.classification = "Gold";
        assertThat(fires(noted(critical, "Vendor called back"), rule)).isTrue();
        assertThat(fires(noted(critical, "The vendor called back"), rule)).isFalse();
        assertThat(fires(noted(ticket(Map.of(), Map.of()), "Vendor called back"), rule))
                .isFalse();
        desk.classification = null;
        assertThat(fires(noted(critical, "Vendor called back"), rule)).isFalse();
    }

    /** Samples.NOON is a Wednesday. */
    @Test
    void aWindowOfTimeIsLookedAtBeforeTheConditions() {
        var change = edited(inStatus(1), inStatus(5));
        var wrong = status(Operator.EQUAL_TO, 1);

        assertThat(fires(change, during(true, null))).isTrue();
        assertThat(fires(change, during(false, null))).isFalse();
        assertThat(fires(change, during(false, OpenHours.of(Map.of("sat-sun", "00:00-24:00")))))
                .isTrue();
        assertThat(verdict(change, during(true, OpenHours.of(Map.of("wed", "00:00-08:00")), wrong))
                        .tried())
                .singleElement()
                .extracting(tried -> ((Verdict.Fails) tried).failed())
                .isEqualTo(new FailedCondition.Window(
                        "inside wed 00:00-08:00",
                        NOON.atZone(desk.zone()).toOffsetDateTime().format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)));
    }

    private static Rule during(boolean inside, @Nullable OpenHours hours, Condition... conditions) {
        return new Rule(
                1,
                "In time",
                1,
                true,
                List.of(RuleEvent.of(Event.EDITED)),
                List.of(conditions),
                new TimeWindow(inside, hours),
                List.of(),
                List.of(new Action.ExecuteCallout(1)));
    }

    @Test
    void aBrokenRuleIsNotTriedAndSaysAllThatIsBroken() {
        desk.severity = new UserField(3, "Severity", UserField.Type.LIST, List.of("warning"), null, null, false);
        var rule = new Rule(
                1,
                "Broken",
                1,
                true,
                List.of(RuleEvent.of(Event.EDITED)),
                List.of(
                        status(Operator.IN_LIST, 1, 12, 99),
                        new Condition.Test(SEVERITY, Operator.EQUAL_TO, List.of(new Value.Text("critical"))),
                        new Condition.Test(
                                new Attribute.UserDefined(4, UserField.Type.TEXT), Operator.IS_EMPTY, List.of())),
                List.of(),
                List.of(new Action.ExecuteCallout(1), new Action.ExecuteCallout(77)));

        var tried = verdict(edited(inStatus(1), inStatus(5)), rule).tried();

        assertThat(tried)
                .singleElement()
                .extracting(one -> ((Verdict.Broken) one).defects())
                .isEqualTo(List.of(
                        "status: value 12 (Waiting Vendor) is inactive",
                        "status: value 99 is gone",
                        "udf.Severity is inactive",
                        "udf.Severity: value \"critical\" is gone",
                        "user-defined field 4 is gone",
                        "callout 77 is gone"));
    }

    @Test
    void whoDidItDecides() {
        var change = edited(ticket(Map.of(TicketField.CONTACT_ID, 9L), Map.of()), inStatus(5), TECH);

        assertThat(by(change, TECH, Who.Group.PEOPLE, new Who.Person(3))).containsExactly(true, true);
        assertThat(by(change, TECH, Who.Group.API_USERS, new Who.Person(4), new Who.ApiUser(3)))
                .containsExactly(false, false, false);
        assertThat(by(change, Actor.apiUser(3, "api"), Who.Group.API_USERS, new Who.ApiUser(3), Who.Group.PEOPLE))
                .containsExactly(true, true, false);
        assertThat(by(change, new Actor(Actor.Kind.CONTACT, 9, "C"), Who.Group.CONTACT))
                .containsExactly(true);
        assertThat(by(change, new Actor(Actor.Kind.CONTACT, 10, "D"), Who.Group.CONTACT))
                .containsExactly(false);
    }

    @Test
    void aChangeByARuleIsAnyonesAndNobodyElses() {
        var change = edited(inStatus(1), inStatus(5));

        assertThat(by(
                        change,
                        Actor.rule(3, "R"),
                        Who.Group.ANYONE,
                        Who.Group.PEOPLE,
                        Who.Group.API_USERS,
                        Who.Group.CONTACT,
                        new Who.Person(3),
                        new Who.ApiUser(3)))
                .containsExactly(true, false, false, false, false, false);
    }

    private List<Boolean> by(TicketChange change, Actor actor, Who.One... all) {
        return java.util.Arrays.stream(all)
                .map(one -> fires(
                        edited(java.util.Objects.requireNonNull(change.before()), change.after(), actor),
                        rule(1, new RuleEvent.Made(Event.EDITED, new Who(List.of(one))))))
                .toList();
    }

    @Test
    void aLongTextIsShortInTheTrace() {
        var long128KiB = ticket(Map.of(TicketField.DESCRIPTION, "😀".repeat(30_000)), Map.of());
        var contains = new Condition.Test(
                new Attribute.Field(TicketField.DESCRIPTION), Operator.CONTAINS, List.of(new Value.Text("disk")));

        var tried = verdict(created(long128KiB), rule(1, Event.CREATED, contains))
                .tried()
                .getFirst();

        var failed = (FailedCondition.Test) ((Verdict.Fails) tried).failed();
        assertThat(failed.after()).isEqualTo("😀".repeat(200) + "…");
    }

    @Test
    void asksTheDeskNothingWhenNoRuleListens() {
        var rules = java.util.stream.LongStream.rangeClosed(1, 200)
                .mapToObj(id -> rule(id, Event.CREATED, status(Operator.EQUAL_TO, 5)))
                .toList();
        var nobody = new Samples.Desk() {
            @Override
            public java.util.Optional<String> calloutName(long id) {
                throw new AssertionError("asked");
            }
        };

        assertThat(RuleEvaluator.evaluate(edited(inStatus(1), inStatus(5)), rules, nobody)
                        .tried())
                .isEmpty();
    }

    @Property
    void notIsTheOppositeAndAListIsAnyOfIts(
            @ForAll @LongRange(min = 0, max = 9) long before,
            @ForAll @LongRange(min = 0, max = 9) long after,
            @ForAll @Size(min = 1, max = 4) List<@LongRange(min = 1, max = 9) Long> wanted) {
        var change = edited(contact(before), contact(after));
        var all = wanted.stream().mapToLong(n -> n).toArray();

        var inList = fires(change, onContact(Operator.IN_LIST, all));

        assertThat(fires(change, onContact(Operator.NOT_IN_LIST, all))).isNotEqualTo(inList);
        assertThat(wanted.stream().anyMatch(n -> fires(change, onContact(Operator.EQUAL_TO, n))))
                .isEqualTo(inList);
        assertThat(fires(change, onContact(Operator.NOT_EQUAL_TO, all[0])))
                .isNotEqualTo(fires(change, onContact(Operator.EQUAL_TO, all[0])));
        assertThat(fires(change, onContact(Operator.IS_EMPTY)))
                .isNotEqualTo(fires(change, onContact(Operator.IS_NOT_EMPTY)));
    }

    @Property
    void changedToAndChangedFromSayBothEndsOfAChange(
            @ForAll @LongRange(min = 0, max = 4) long before, @ForAll @LongRange(min = 0, max = 4) long after) {
        var change = edited(contact(before), contact(after));
        var back = edited(contact(after), contact(before));

        assertThat(fires(change, onContact(Operator.CHANGED))).isEqualTo(before != after);
        for (long n = 1; n <= 4; n++) {
            assertThat(fires(change, onContact(Operator.CHANGED_TO, n))).isEqualTo(before != after && after == n);
            assertThat(fires(change, onContact(Operator.CHANGED_FROM, n)))
                    .isEqualTo(fires(back, onContact(Operator.CHANGED_TO, n)));
        }
    }

    /** A ticket for that contact; 0 for none. */
    private static Ticket contact(long id) {
        return ticket(id == 0 ? Map.of() : Map.of(TicketField.CONTACT_ID, id), Map.of());
    }

    private static Rule onContact(Operator operator, long... numbers) {
        return rule(1, Event.EDITED, field(TicketField.CONTACT_ID, operator, numbers));
    }
}
