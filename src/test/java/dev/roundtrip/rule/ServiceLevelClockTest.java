package dev.roundtrip.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.ServiceLevel;
import dev.roundtrip.ticket.ServiceLevels;
import dev.roundtrip.ticket.StatusMeanings;
import dev.roundtrip.ticket.Targets;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Noon in Berlin. Within half an hour somebody is to respond, within two hours there is a plan, within four it is resolved. */
@OnBothDatabases
class ServiceLevelClockTest {
    private static final int NEW = 1;
    private static final int COMPLETE = 5;
    private static final int WAITING = 7;
    private static final int PLANNED = 8;
    private static final int ESCALATED = 11;

    private final DeskWithRules desk;

    ServiceLevelClockTest(TestDatabase database) {
        desk = new DeskWithRules(database);
        keep("Standard", ServiceLevel.Hours.ALWAYS, true);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void keep(String name, ServiceLevel.Hours hours, boolean byDefault) {
        var targets = new Targets(Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(4));
        var meanings = new StatusMeanings(Set.of((long) NEW), Set.of((long) WAITING), Set.of((long) PLANNED));
        new ServiceLevels(desk.store)
                .keep(new ServiceLevel(0, name, true, byDefault, hours, Map.of(), targets, meanings));
    }

    private void rule(String state, String span) {
        desk.rule(state, new Event[0]).after(state, span).callout("Tell chat").kept();
    }

    private int afterMinutes(long minutes) {
        desk.clock.pass(Duration.ofMinutes(minutes));
        return desk.ruleClock.runDue();
    }

    private List<String> states(Ticket ticket) {
        return desk.traces.ofTicket(ticket.id()).stream()
                .filter(trace -> trace.part() > 0)
                .map(Trace::event)
                .toList()
                .reversed();
    }

    @Test
    void aResponseThatIsMissedFiresOnceAndToTheMinute() {
        rule("first-response-due-in", "10m");
        rule("first-response-overdue-by", "5m");
        var ticket = desk.ticket();

        assertThat(afterMinutes(19)).isZero();
        assertThat(afterMinutes(1)).as("12:20").isEqualTo(1);
        assertThat(afterMinutes(14)).isZero();
        assertThat(afterMinutes(1)).as("12:35").isEqualTo(1);
        assertThat(afterMinutes(6000)).isZero();
        desk.set(ticket, TicketField.TITLE, "disk fuller");
        assertThat(afterMinutes(1)).isZero();

        assertThat(states(ticket)).containsExactly("first-response-due-in 10m", "first-response-overdue-by 5m");
    }

    @Test
    void eachTargetHasItsOwn() {
        rule("first-response-overdue-by", "2m");
        rule("resolution-plan-due-in", "1h");
        rule("resolution-plan-overdue-by", "2m");
        rule("resolution-due-in", "1h");
        rule("resolution-overdue-by", "2m");
        var ticket = desk.ticket();

        assertThat(afterMinutes(300)).isEqualTo(5);
        assertThat(states(ticket))
                .containsExactly(
                        "first-response-overdue-by 2m",
                        "resolution-plan-due-in 1h",
                        "resolution-plan-overdue-by 2m",
                        "resolution-due-in 1h",
                        "resolution-overdue-by 2m");
    }

    @Test
    void whatIsMetNeverFires() {
        rule("first-response-overdue-by", "2m");
        rule("resolution-plan-overdue-by", "2m");
        rule("resolution-overdue-by", "2m");
        var answered = desk.ticket();
        var planned = desk.ticket();
        var done = desk.ticket();
        afterMinutes(29);
        desk.set(answered, TicketField.STATUS, ESCALATED);
        desk.set(planned, TicketField.STATUS, PLANNED);
        desk.set(done, TicketField.STATUS, COMPLETE);

        afterMinutes(6000);

        assertThat(states(answered)).containsExactly("resolution-plan-overdue-by 2m", "resolution-overdue-by 2m");
        assertThat(states(planned)).containsExactly("resolution-overdue-by 2m");
        assertThat(states(done)).isEmpty();
    }

    @Test
    void whileItWaitsNothingComesToPass() {
        rule("resolution-due-in", "1h");
        rule("resolution-overdue-by", "5m");
        var ticket = desk.ticket();
        afterMinutes(120);
        desk.set(ticket, TicketField.STATUS, WAITING);

        assertThat(afterMinutes(1000)).isZero();
        desk.set(ticket, TicketField.STATUS, ESCALATED);
        assertThat(afterMinutes(59)).as("two hours were left").isZero();
        assertThat(afterMinutes(1)).isEqualTo(1);
        assertThat(afterMinutes(64)).isZero();
        assertThat(afterMinutes(1)).isEqualTo(1);
    }

    @Test
    void whenItNoLongerWaitsItComesIntoTheStateAnew() {
        rule("resolution-due-in", "1h");
        var ticket = desk.ticket();
        assertThat(afterMinutes(190)).isEqualTo(1);
        desk.set(ticket, TicketField.STATUS, WAITING);
        assertThat(afterMinutes(60)).isZero();
        desk.set(ticket, TicketField.STATUS, ESCALATED);

        assertThat(afterMinutes(1)).as("49 minutes are left").isEqualTo(1);
        assertThat(afterMinutes(600)).isZero();
    }

    @Test
    void anotherPriorityOrLevelThatMakesItOverdueIsNotMissed() {
        rule("first-response-overdue-by", "5m");
        var ticket = desk.ticket(TicketEdit.with().set(TicketField.STATUS, NEW));
        desk.set(ticket, TicketField.SERVICE_LEVEL_AGREEMENT_ID, "");
        assertThat(afterMinutes(60)).isZero();
        desk.rule("Gold", Event.EDITED)
                .when("priority", "changed-to", "Critical")
                .set("serviceLevelAgreementID", "standard")
                .kept();

        desk.set(ticket, TicketField.PRIORITY, 4);

        assertThat(desk.now(ticket).time(TicketField.FIRST_RESPONSE_DUE_DATE_TIME))
                .isEqualTo(ticket.createdAt().plus(Duration.ofMinutes(30)));
        assertThat(afterMinutes(1)).isEqualTo(1);
        assertThat(afterMinutes(60)).isZero();
    }

    /** On Friday at 17:00 three hours of the resolution's four are left for Monday. */
    @Test
    void ofAWeekendOnlyBusinessHoursCount() {
        rule("resolution-overdue-by", "1m");
        keep("Office", ServiceLevel.Hours.BUSINESS_HOURS, true);
        desk.clock.goTo(Instant.parse("2026-11-27T16:00:00Z"));
        var ticket = desk.ticket();

        assertThat(ticket.time(TicketField.RESOLVED_DUE_DATE_TIME)).isEqualTo(Instant.parse("2026-11-30T10:00:00Z"));
        desk.clock.goTo(Instant.parse("2026-11-30T10:00:59.999Z"));
        assertThat(desk.ruleClock.runDue()).isZero();
        desk.clock.goTo(Instant.parse("2026-11-30T10:01:00Z"));
        assertThat(desk.ruleClock.runDue()).isEqualTo(1);
    }

    @Test
    void conditionsCanAskForIt() {
        desk.rule("Answered in time", Event.EDITED)
                .when("firstResponseDateTime", "changed")
                .when("firstResponseDateTime", "is-not-empty")
                .when("firstResponseDueDateTime", "greater-than", "2026-11-25T12:00:00Z")
                .when("serviceLevelAgreementID", "equal-to", "Standard")
                .callout("Close alert")
                .kept();
        var early = desk.ticket();
        afterMinutes(31);
        var late = desk.ticket();

        desk.set(early, TicketField.STATUS, PLANNED);
        desk.set(late, TicketField.STATUS, PLANNED);
        desk.set(late, TicketField.STATUS, ESCALATED);

        assertThat(desk.calls)
                .singleElement()
                .satisfies(call -> assertThat(call.change().after().id()).isEqualTo(late.id()));
    }
}
