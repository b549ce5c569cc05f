package dev.roundtrip.rule;

import static dev.roundtrip.rule.DeskWithRules.TECH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.directory.DeskSettings;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.NoteDraft;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A month of random work on a few tickets, with a look every few minutes, a new life of the clock every hour, three days without a desk,
 * and two changes to winter time: what fires is what a plain model says, to the minute.
 */
@OnBothDatabases
class RuleClockMonthTest {
    private static final long SEED = 20261010;
    private static final Instant BEGIN = Instant.parse("2026-10-10T00:00:00Z");
    private static final Instant END = Instant.parse("2026-11-10T00:00:00Z");
    /** Berlin goes to winter time on 25 October, New York on 1 November. */
    private static final Instant MOVES = Instant.parse("2026-10-28T12:00:00Z");

    private static final Instant FALLS_SILENT = Instant.parse("2026-10-17T21:17:00Z");
    private static final Duration SILENCE = Duration.ofDays(3);

    private static final int TICKETS = 10;

    private final DeskWithRules desk;
    private final Duration step;
    private final Random random = new Random(SEED);
    private final List<Model> models = new ArrayList<>();
    private final Set<String> expected = new HashSet<>();
    private ZoneId zone = ZoneId.of("Europe/Berlin");

    RuleClockMonthTest(TestDatabase database) {
        desk = new DeskWithRules(database);
        step = Duration.ofMinutes(database == TestDatabase.SQLITE ? 3 : 13);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /** What a rule waits for, and of which tickets it has not seen yet that they are in it. */
    private record Model(String name, RuleEvent.Reached event, boolean inBusinessHours, Map<Long, Seen> seen) {}

    /** @param pending came into the state, and was not looked at since */
    private record Seen(boolean in, boolean pending) {}

    /** A ticket as this test knows it. */
    private static final class Known {
        Instant active = Instant.EPOCH;
        Instant statusSince = Instant.EPOCH;
        long status = 1;

        @Nullable
        Instant due;

        boolean isIn(RuleEvent.Reached event, Instant at) {
            var from = switch (event.state()) {
                case IDLE_FOR -> active.plus(event.span());
                case STATUS_FOR -> statusSince.plus(event.span());
                case DUE_IN -> due == null || status == 5 ? Instant.MAX : due.minus(event.span());
                case OVERDUE_BY -> due == null || status == 5 ? Instant.MAX : due.plus(event.span());
                default -> throw new AssertionError(event);
            };
            return !from.isAfter(at);
        }
    }

    private final Map<Long, Known> tickets = new HashMap<>();

    @Test
    void firesExactlyWhatAPlainModelSays() {
        desk.clock.goTo(BEGIN);
        rule("Half an hour", "idle-for", "30m", false);
        rule("A day", "idle-for", "1d", false);
        rule("At work", "idle-for", "47m", true);
        rule("Two hours", "status-for", "2h", false);
        rule("Soon", "due-in", "1h", false);
        rule("Late", "overdue-by", "15m", false);
        for (int i = 0; i < TICKETS; i++) {
            create();
        }

        var clock = desk.anotherLife();
        var hour = BEGIN;
        boolean silent = false;
        for (var at = BEGIN; at.isBefore(END); at = at.plus(step)) {
            if (!silent && at.isAfter(FALLS_SILENT)) {
                silent = true;
                at = at.plus(SILENCE);
            }
            if (zone.getId().startsWith("Europe") && at.isAfter(MOVES)) {
                zone = ZoneId.of("America/New_York");
                desk.desk.change(new DeskSettings("ACME.EXAMPLE", zone, "en"));
            }
            work(at);
            desk.clock.goTo(at);
            if (Duration.between(hour, at).toHours() >= 1) {
                hour = at;
                clock = desk.anotherLife();
            }
            clock.runDue();
            look(at);
        }

        assertThat(expected).hasSizeGreaterThan(200);
        assertThat(fired()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private void rule(String name, String state, String span, boolean inBusinessHours) {
        var event = DeskWithRules.state(state, span);
        desk.rules.keep(new Rule(
                0,
                name,
                0,
                true,
                List.of(event),
                List.of(),
                inBusinessHours ? new TimeWindow(true, null) : null,
                List.of(),
                List.of(
                        new Action.ExecuteCallout(1),
                        new Action.AddNote("Seen", "by " + name, Note.PUBLISH_INTERNAL))));
        models.add(new Model(name, event, inBusinessHours, new HashMap<>()));
    }

    /** Up to two pieces of work since the last look. */
    private void work(Instant look) {
        if (desk.clock.instant().isBefore(look.minus(step))) {
            return; // nobody worked while there was no desk
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            var at = desk.clock.instant().plusMillis(random.nextLong(1, step.toMillis() / 3));
            if (random.nextInt(20) == 0) {
                desk.clock.goTo(at);
                edit();
            }
        }
    }

    private void create() {
        var due = desk.clock.instant().plus(Duration.ofMinutes(random.nextLong(3000)));
        var ticket = desk.ticket(TicketEdit.with().set(TicketField.DUE_DATE_TIME, due));
        var known = new Known();
        known.active = desk.clock.instant();
        known.statusSince = desk.clock.instant();
        known.due = due;
        tickets.put(ticket.id(), known);
        see(desk.clock.instant());
    }

    private void edit() {
        var now = desk.clock.instant();
        see(now);
        long id = List.copyOf(tickets.keySet()).get(random.nextInt(TICKETS));
        var known = Objects.requireNonNull(tickets.get(id));
        Ticket before = desk.tickets.find(id).orElseThrow();
        switch (random.nextInt(4)) {
            case 0 -> desk.tickets.addNote(id, NoteDraft.internal("Call", "said thanks"), TECH);
            case 1 -> desk.set(before, TicketField.TITLE, "disk full " + now);
            case 2 -> {
                long status = List.of(1L, 5L, 8L).get(random.nextInt(3));
                if (status == known.status) {
                    return;
                }
                desk.set(before, TicketField.STATUS, status);
                known.status = status;
                known.statusSince = now;
            }
            default -> {
                var due = now.plus(
                        random.nextInt(3) > 0
                                ? Duration.ofMinutes(random.nextLong(-300, 1500))
                                : Duration.ofSeconds(
                                        (random.nextBoolean() ? 3600 : -900) + random.nextLong(-120, 120)));
                desk.set(before, TicketField.DUE_DATE_TIME, due);
                known.due = due;
            }
        }
        known.active = now;
        see(now);
    }

    /** Takes down who came into a state, and who left it. */
    private void see(Instant at) {
        for (var model : models) {
            tickets.forEach((id, known) -> {
                var seen = model.seen().getOrDefault(id, new Seen(false, false));
                boolean in = known.isIn(model.event(), at);
                model.seen().put(id, new Seen(in, in && (seen.pending() || !seen.in())));
            });
        }
    }

    private void look(Instant at) {
        see(at);
        var desk = new DeskSettings("ACME.EXAMPLE", zone, "en");
        for (var model : models) {
            model.seen().replaceAll((id, seen) -> {
                if (seen.pending() && (!model.inBusinessHours() || desk.isOpen(desk.businessHours(), at))) {
                    expected.add(model.name() + " of " + id + " at " + at);
                }
                return new Seen(seen.in(), false);
            });
        }
    }

    private List<String> fired() {
        var all = new ArrayList<String>();
        for (var id : tickets.keySet()) {
            for (var trace : desk.traces.ofTicket(id)) {
                for (var line : trace.rules()) {
                    if (line.fired() && trace.part() > 0) {
                        all.add(line.rule() + " of " + id + " at " + trace.at());
                    }
                }
            }
        }
        return all;
    }
}
