package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.directory.DeskSettings;
import dev.roundtrip.directory.OpenTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of a ticket made at noon on a Wednesday, in UTC. */
class StandingTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final Targets ALL = new Targets(Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(4));
    private static final StatusMeanings MEANINGS = new StatusMeanings(Set.of(1L), Set.of(7L, 12L), Set.of(8L));
    private static final OpenTime BUSINESS = DeskSettings.FRESH.businessTime();

    private static final long NEW = 1;
    private static final long COMPLETE = 5;
    private static final long WAITING = 7;
    private static final long PLANNED = 8;
    private static final long ESCALATED = 11;
    private static final long WAITING_TOO = 12;

    /** {@code status, minutes after noon, status, minutes after noon, …} */
    private static List<StatusSince> course(long... statusesAndMinutes) {
        var course = new ArrayList<StatusSince>();
        for (int i = 0; i < statusesAndMinutes.length; i += 2) {
            course.add(new StatusSince(statusesAndMinutes[i], minute(statusesAndMinutes[i + 1])));
        }
        return course;
    }

    private static Instant minute(long afterNoon) {
        return NOON.plus(Duration.ofMinutes(afterNoon));
    }

    private static Map<TicketField, Object> standing(long... course) {
        return Standing.of(ALL, OpenTime.always(), MEANINGS, course(course));
    }

    /** The minute after noon of each: due and met, of the response, the plan and the resolution. */
    private static List<@Nullable Long> minutes(Map<TicketField, Object> standing) {
        var minutes = new ArrayList<@Nullable Long>();
        for (var field : List.of(
                TicketField.FIRST_RESPONSE_DUE_DATE_TIME,
                TicketField.FIRST_RESPONSE_DATE_TIME,
                TicketField.RESOLUTION_PLAN_DUE_DATE_TIME,
                TicketField.RESOLUTION_PLAN_DATE_TIME,
                TicketField.RESOLVED_DUE_DATE_TIME,
                TicketField.RESOLVED_DATE_TIME)) {
            var moment = (Instant) standing.get(field);
            minutes.add(moment == null ? null : Duration.between(NOON, moment).toMinutes());
        }
        return minutes;
    }

    private static @Nullable Object hasBeenMet(Map<TicketField, Object> standing) {
        return standing.get(TicketField.SERVICE_LEVEL_AGREEMENT_HAS_BEEN_MET);
    }

    private static @Nullable Object hoursLeft(Map<TicketField, Object> standing) {
        return standing.get(TicketField.SERVICE_LEVEL_AGREEMENT_PAUSED_NEXT_EVENT_HOURS);
    }

    @Test
    void whatIsNewIsDueSoLongAfterItsCreation() {
        assertThat(minutes(standing(NEW, 0))).containsExactly(30L, null, 120L, null, 240L, null);
    }

    @Test
    void aStatusMeetsWhatItMeansAndWhatComesBeforeThat() {
        assertThat(minutes(standing(ESCALATED, 0)))
                .as("an answer from the start")
                .containsExactly(30L, 0L, 120L, null, 240L, null);
        assertThat(minutes(standing(NEW, 0, ESCALATED, 10, NEW, 20, PLANNED, 50, ESCALATED, 60)))
                .as("the first time counts")
                .containsExactly(30L, 10L, 120L, 50L, 240L, null);
        assertThat(minutes(standing(NEW, 0, PLANNED, 40))).containsExactly(30L, 40L, 120L, 40L, 240L, null);
        assertThat(minutes(standing(NEW, 0, COMPLETE, 45))).containsExactly(30L, 45L, 120L, 45L, 240L, 45L);
    }

    @Test
    void itIsToldWhetherAllWasMetOnceItIsResolved() {
        assertThat(hasBeenMet(standing(NEW, 0, PLANNED, 30, COMPLETE, 240)))
                .as("to the minute")
                .isEqualTo(true);
        assertThat(hasBeenMet(standing(NEW, 0, PLANNED, 31, COMPLETE, 240))).isEqualTo(false);
        assertThat(hasBeenMet(standing(NEW, 0, PLANNED, 30, COMPLETE, 241))).isEqualTo(false);
        assertThat(hasBeenMet(standing(NEW, 0, PLANNED, 30))).isNull();
        assertThat(hasBeenMet(standing(NEW, 0, PLANNED, 30, COMPLETE, 50, NEW, 60)))
                .isNull();
    }

    @Test
    void waitingMovesWhatIsOpenOn() {
        var waiting = standing(NEW, 0, ESCALATED, 10, WAITING, 60, WAITING_TOO, 70);
        var after = standing(NEW, 0, ESCALATED, 10, WAITING, 60, WAITING_TOO, 70, PLANNED, 160);

        assertThat(minutes(waiting)).as("by what is over").containsExactly(30L, 10L, 130L, null, 250L, null);
        assertThat(hoursLeft(waiting)).isEqualTo(1.0);
        assertThat(minutes(after)).as("but not what is met").containsExactly(30L, 10L, 220L, 160L, 340L, null);
        assertThat(hoursLeft(after)).isNull();
    }

    @Test
    void theHoursThatAreLeftAreThoseToWhatIsNotOverdueYet() {
        assertThat(hoursLeft(standing(NEW, 0, WAITING, 10))).isEqualTo(0.33);
        assertThat(hoursLeft(standing(NEW, 0, WAITING, 30))).isEqualTo(1.5);
        assertThat(hoursLeft(standing(NEW, 0, WAITING, 240))).isEqualTo(0.0);
        assertThat(Standing.of(
                        new Targets(Duration.ofMinutes(30), null, null),
                        OpenTime.always(),
                        MEANINGS,
                        course(NEW, 0, PLANNED, 10, WAITING, 20)))
                .as("nothing is open")
                .doesNotContainKey(TicketField.SERVICE_LEVEL_AGREEMENT_PAUSED_NEXT_EVENT_HOURS);
    }

    @Test
    void resolvedWhileItWaitedItCountsTheWait() {
        var resolved = standing(NEW, 0, ESCALATED, 10, WAITING, 60, COMPLETE, 300);

        assertThat(minutes(resolved)).containsExactly(30L, 10L, 360L, 300L, 480L, 300L);
        assertThat(hasBeenMet(resolved)).isEqualTo(true);
    }

    @Test
    void openedAgainItHasTheTimeThatWasLeft() {
        assertThat(minutes(standing(NEW, 0, PLANNED, 30, COMPLETE, 100, NEW, 500)))
                .containsExactly(30L, 30L, 120L, 30L, 640L, null);
        assertThat(minutes(standing(NEW, 0, PLANNED, 30, COMPLETE, 100, NEW, 500, COMPLETE, 700)))
                .containsExactly(30L, 30L, 120L, 30L, 640L, 700L);
    }

    @Test
    void whatIsNotPromisedIsNotDue() {
        var nothing = Standing.of(Targets.NONE, OpenTime.always(), MEANINGS, course(NEW, 0, COMPLETE, 10));

        assertThat(minutes(nothing)).containsExactly(null, 10L, null, 10L, null, 10L);
        assertThat(hasBeenMet(nothing)).isNull();
        assertThat(hasBeenMet(Standing.of(
                        new Targets(null, null, Duration.ofHours(1)),
                        OpenTime.always(),
                        MEANINGS,
                        course(NEW, 0, COMPLETE, 60))))
                .isEqualTo(true);
    }

    /** On Friday at 17:30 it is asked something, and answers on Monday at 09:00; hours are from 08:00 to 18:00. */
    @Test
    void ofAWeekendOnlyOpenHoursCount() {
        var friday = Instant.parse("2026-11-27T16:00:00Z");
        var course = List.of(
                new StatusSince(ESCALATED, friday),
                new StatusSince(WAITING, Instant.parse("2026-11-27T17:30:00Z")),
                new StatusSince(ESCALATED, Instant.parse("2026-11-30T09:00:00Z")));

        var before = Standing.of(ALL, BUSINESS, MEANINGS, course.subList(0, 1));
        var waiting = Standing.of(ALL, BUSINESS, MEANINGS, course.subList(0, 2));
        var after = Standing.of(ALL, BUSINESS, MEANINGS, course);

        assertThat(before)
                .containsEntry(TicketField.RESOLUTION_PLAN_DUE_DATE_TIME, Instant.parse("2026-11-27T18:00:00Z"))
                .containsEntry(TicketField.RESOLVED_DUE_DATE_TIME, Instant.parse("2026-11-30T10:00:00Z"));
        assertThat(hoursLeft(waiting)).isEqualTo(0.5);
        assertThat(after)
                .as("an hour and a half later")
                .containsEntry(TicketField.RESOLUTION_PLAN_DUE_DATE_TIME, Instant.parse("2026-11-30T09:30:00Z"))
                .containsEntry(TicketField.RESOLVED_DUE_DATE_TIME, Instant.parse("2026-11-30T11:30:00Z"));
    }

    /** Whatever happened before, and whichever hours count. */
    @Test
    void whoeverWaitedHasAsMuchTimeLeftAsBefore() {
        var random = new Random(20261126);
        for (int i = 0; i < 2000; i++) {
            var time = random.nextBoolean() ? BUSINESS : OpenTime.always();
            var targets = new Targets(
                    null, Duration.ofMinutes(1 + random.nextInt(500)), Duration.ofMinutes(501 + random.nextInt(5000)));
            var course = new ArrayList<StatusSince>();
            var at = NOON;
            for (int n = random.nextInt(4); n >= 0; n--) {
                course.add(new StatusSince(
                        List.of(NEW, ESCALATED, WAITING, COMPLETE).get(random.nextInt(4)), at));
                at = at.plus(Duration.ofMinutes(1 + random.nextInt(1000)));
            }
            course.add(new StatusSince(ESCALATED, at));
            var asked = at.plus(Duration.ofMinutes(random.nextInt(1000)));
            var answered = asked.plus(Duration.ofMinutes(random.nextInt(4000)));
            var waited = new ArrayList<>(course);
            waited.add(new StatusSince(WAITING, asked));
            waited.add(new StatusSince(ESCALATED, answered));

            var before = Standing.of(targets, time, MEANINGS, course);
            var after = Standing.of(targets, time, MEANINGS, waited);

            for (var due : List.of(TicketField.RESOLUTION_PLAN_DUE_DATE_TIME, TicketField.RESOLVED_DUE_DATE_TIME)) {
                var dueBefore = (Instant) Objects.requireNonNull(before.get(due));
                var dueAfter = (Instant) Objects.requireNonNull(after.get(due));
                var met = due == TicketField.RESOLUTION_PLAN_DUE_DATE_TIME
                        && before.containsKey(TicketField.RESOLUTION_PLAN_DATE_TIME);
                assertThat(met ? time.between(NOON, dueAfter) : time.between(answered, dueAfter))
                        .as("%s of %s", due, waited)
                        .isEqualTo(met ? time.between(NOON, dueBefore) : time.between(asked, dueBefore));
            }
        }
    }

    @Test
    void targetsFollowEachOther() {
        assertThatThrownBy(() -> new Targets(Duration.ofHours(2), null, Duration.ofHours(1)))
                .hasMessage(
                        "first-response, resolution-plan and resolution follow each other; none may be shorter than the one before");
        assertThatThrownBy(() -> new Targets(null, Duration.ofSeconds(59), null))
                .hasMessage("a target of PT59S: from a minute to 3660 days");
        assertThatThrownBy(() -> new Targets(null, null, Duration.ofDays(3661))).hasMessageContaining("to 3660 days");
    }

    @Test
    void aStatusMeansOneThing() {
        for (var twice : List.of(Set.of(1L), Set.of(COMPLETE))) {
            assertThatThrownBy(() -> new StatusMeanings(Set.of(1L), Set.of(7L), twice))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("would mean two things (5 is resolved)");
        }
    }
}
