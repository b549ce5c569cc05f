package dev.roundtrip.rule;

import static dev.roundtrip.rule.DeskWithRules.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange.Event;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a rule would have done: told from the past, with nothing written and nothing sent. */
@OnBothDatabases
class DryRunTest {
    private static final Duration WEEK = Duration.ofDays(7);

    private final DeskWithRules desk;

    DryRunTest(TestDatabase database) {
        desk = new DeskWithRules(database);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void afterMinutes(int minutes) {
        desk.clock.pass(Duration.ofMinutes(minutes));
    }

    private Rule complete() {
        return desk.rule("Close", Event.EDITED)
                .when("status", "changed-to", "Complete")
                .when("priority", "equal-to", "Critical")
                .set("resolution", "closed by {{actor.name}}")
                .note("Told", "{{ticket.title}}")
                .callout("Close alert")
                .kept();
    }

    private static @Nullable String body(Rehearsed.Call call) {
        return Objects.requireNonNull(call.request()).body();
    }

    @Test
    void tellsWhatWouldHaveBeenDoneAndSentAndDoesNothing() {
        var ticket = desk.ticket(TicketEdit.with().set(TicketField.PRIORITY, 4));
        afterMinutes(1);
        desk.set(ticket, TicketField.STATUS, 5);
        var before = desk.now(ticket);
        var rule = complete();

        var told = desk.dryRun.of(rule, WEEK);

        assertThat(told.fires()).isEqualTo(1);
        assertThat(told.changes()).isEqualTo(1);
        assertThat(told.tickets()).isEqualTo(1);
        assertThat(told.whole()).isTrue();
        var sample = told.samples().getFirst();
        assertThat(sample.ticketNumber()).isEqualTo(ticket.ticketNumber());
        assertThat(sample.at()).isEqualTo(desk.clock.instant());
        assertThat(sample.actor()).isEqualTo(TECH.name());
        assertThat(sample.updates()).containsExactly(new TraceLine.Updated("resolution", "closed by A. Technician"));
        assertThat(sample.notes()).containsExactly(new Rehearsed.NoteText("Told", "disk full"));
        assertThat(body(sample.callouts().getFirst())).isEqualTo("disk full");
        assertThat(sample.failed()).isNull();
        assertThat(desk.now(ticket)).isEqualTo(before);
        assertThat(desk.calls).isEmpty();
        assertThat(desk.traces.ofTicket(ticket.id())).isEmpty();
    }

    @Test
    void aCalloutIsRenderedFromTheTicketAsTheRuleWouldHaveLeftIt() {
        var rule = desk.rule("Rename", Event.EDITED)
                .when("title", "changed")
                .set("title", "closed")
                .callout("Close alert")
                .callout("Tell chat")
                .kept();
        desk.rules.deactivate(rule.id());
        var ticket = desk.ticket();
        desk.set(ticket, TicketField.TITLE, "disk fuller");
        desk.inactive.add(2L);

        var calls = desk.dryRun.of(rule, WEEK).samples().getFirst().callouts();

        assertThat(body(calls.getFirst())).isEqualTo("closed");
        assertThat(calls.getLast().skipped()).isEqualTo("the callout is inactive");
        assertThat(desk.now(ticket).title()).isEqualTo("disk fuller");
    }

    @Test
    void tellsWhatKeptItFromTheRest() {
        var rule = complete();
        for (int i = 0; i < 3; i++) {
            var ticket = desk.ticket();
            afterMinutes(1);
            desk.set(ticket, TicketField.TITLE, "disk fuller");
            afterMinutes(1);
            desk.set(ticket, TicketField.STATUS, i == 0 ? 5 : 8);
        }

        var told = desk.dryRun.of(rule, WEEK);

        assertThat(told.fires()).isZero();
        assertThat(told.whyNot())
                .extracting(Rehearsed.WhyNot::condition, Rehearsed.WhyNot::changes)
                .containsExactly(tuple(1, 5), tuple(2, 1));
        var second = (FailedCondition.Test) told.whyNot().getLast().failed();
        assertThat(second.attribute()).isEqualTo("priority");
    }

    @Test
    void whatWouldBeRefusedIsToldAtItsSample() {
        var ticket = desk.ticket();
        var refused = desk.rule("Clear", Event.EDITED)
                .set("dueDateTime", "{{ticket.title}}")
                .kept();
        desk.set(ticket, TicketField.STATUS, 8);

        var sample = desk.dryRun.of(refused, WEEK).samples().getFirst();

        assertThat(sample.failed()).contains("dueDateTime", "disk full");
        assertThat(sample.updates()).isEmpty();
    }

    @Test
    void onlyChangesOfThatTimeCountAndARuleByTheClockToo() {
        var old = desk.ticket();
        afterMinutes(60 * 24 * 8);
        var ticket = desk.ticket();
        desk.set(old, TicketField.TITLE, "disk fuller");
        var created = desk.rule("Made", Event.CREATED).callout("Close alert").kept();
        var idle = desk.rule("Idle", new Event[0])
                .after("idle-for", "2d")
                .callout("Close alert")
                .kept();
        afterMinutes(60 * 24 * 3);

        assertThat(desk.dryRun.of(created, WEEK).samples())
                .extracting(Rehearsed.Sample::ticketId)
                .containsExactly(ticket.id());
        assertThat(desk.dryRun.of(idle, WEEK).samples())
                .extracting(Rehearsed.Sample::ticketId, Rehearsed.Sample::event)
                .containsExactlyInAnyOrder(tuple(ticket.id(), "idle-for 2d"), tuple(old.id(), "idle-for 2d"));
        assertThat(desk.dryRun.of(idle, Duration.ofHours(12)).fires()).isZero();
    }

    /** Whom such rules are made for: nobody has looked at them for longer than one looks back. */
    @Test
    void aRuleByTheClockMeetsTicketsThatNobodyTouchedSince() {
        var ticket = desk.ticket(TicketEdit.with()
                .set(TicketField.DUE_DATE_TIME, desk.clock.instant().plus(Duration.ofDays(1))));
        var idle = desk.rule("Idle", new Event[0])
                .after("idle-for", "8d")
                .callout("Close alert")
                .kept();
        var late = desk.rule("Late", new Event[0])
                .after("overdue-by", "9d")
                .callout("Close alert")
                .kept();
        var both = desk.rule("Both", new Event[0])
                .after("idle-for", "8d")
                .after("overdue-by", "9d")
                .callout("Close alert")
                .kept();
        afterMinutes(60 * 24 * 12);

        assertThat(desk.dryRun.of(idle, WEEK).fires()).isEqualTo(1);
        assertThat(desk.dryRun.of(late, WEEK).fires()).isEqualTo(1);
        var told = desk.dryRun.of(both, WEEK);
        assertThat(told.fires()).isEqualTo(2);
        assertThat(told.tickets()).isEqualTo(1);
        assertThat(told.samples()).extracting(Rehearsed.Sample::ticketId).containsOnly(ticket.id());
    }

    @Test
    void whatANoteOrANewTicketWouldBeRefusedForIsToldToo() {
        var note = desk.rule("Note", Event.EDITED).note("x".repeat(251), "text").kept();
        var created = desk.rule("Create", Event.EDITED)
                .ticket("title", "x".repeat(200) + "{{ticket.title}}")
                .kept();
        desk.rules.deactivate(note.id());
        desk.rules.deactivate(created.id());
        var ticket = desk.ticket();
        desk.set(ticket, TicketField.TITLE, "y".repeat(100));

        assertThat(desk.dryRun.of(note, WEEK).samples().getFirst().failed()).contains("250");
        assertThat(desk.dryRun.of(created, WEEK).samples().getFirst().failed()).contains("255");
    }

    @Test
    void aBrokenRuleSaysSo() {
        var rule = complete();
        desk.ticket();
        desk.callouts.remove(1L);
        desk.store.write(() -> {
            desk.store.revision().bump();
            return null;
        });

        assertThat(desk.dryRun.of(rule, WEEK).broken()).hasSize(1);
        desk.callouts.put(1L, "Close alert");
    }

    /** Rules that are there from the beginning do at once what a dry run over the same time tells. */
    @Test
    void tellsOfAnyPastWhatWasReallyDone() {
        var rules = List.of(
                desk.rule("Complete", Event.EDITED)
                        .when("status", "changed-to", "Complete")
                        .callout("Close alert")
                        .kept(),
                desk.rule("Noted", Event.NOTE_ADDED, Event.CREATED)
                        .when("priority", "not-equal-to", "High")
                        .callout("Tell chat")
                        .kept(),
                desk.rule("Idle", new Event[0])
                        .after("idle-for", "7m")
                        .callout("Close alert")
                        .kept(),
                desk.rule("Long", new Event[0])
                        .after("status-for", "11m")
                        .callout("Close alert")
                        .kept(),
                desk.rule("Late", new Event[0])
                        .after("overdue-by", "5m")
                        .callout("Close alert")
                        .kept(),
                desk.rule("Soon", new Event[0])
                        .after("due-in", "3m")
                        .callout("Close alert")
                        .kept());
        var random = new Random(11);
        var tickets = new ArrayList<Ticket>();
        for (int i = 0; i < 200; i++) {
            afterMinutes(1);
            desk.ruleClock.runDue();
            if (i % 20 == 0) {
                tickets.add(desk.ticket(TicketEdit.with()
                        .set(TicketField.PRIORITY, random.nextInt(1, 5))
                        .set(
                                TicketField.DUE_DATE_TIME,
                                desk.clock.instant().plusSeconds(60L * random.nextInt(-9, 40)))));
            } else {
                somethingIsDoneTo(tickets.get(random.nextInt(tickets.size())), random);
            }
        }
        afterMinutes(1);
        desk.ruleClock.runDue();

        for (var rule : rules) {
            var fired = tickets.stream()
                    .flatMap(ticket -> desk.traces.ofTicket(ticket.id()).stream())
                    .filter(trace ->
                            trace.rules().stream().anyMatch(line -> line.ruleId() == rule.id() && line.fired()))
                    .count();
            assertThat((long) desk.dryRun.of(rule, WEEK).fires())
                    .as(rule.name())
                    .isEqualTo(fired)
                    .isPositive();
        }
    }

    private void somethingIsDoneTo(Ticket ticket, Random random) {
        switch (random.nextInt(5)) {
            case 0 -> desk.tickets.addNote(ticket.id(), NoteDraft.internal("Call", "they wait"), TECH);
            case 1 -> desk.set(ticket, TicketField.STATUS, random.nextBoolean() ? 5 : 8);
            case 2 ->
                desk.set(
                        ticket,
                        TicketField.DUE_DATE_TIME,
                        desk.clock.instant().plusSeconds(60L * random.nextInt(-9, 30)));
            case 3 -> desk.set(ticket, TicketField.PRIORITY, random.nextInt(1, 5));
            default -> {}
        }
    }
}
