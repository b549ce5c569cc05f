package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Actor;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What history tells of the past is what whoever listened has heard then. */
@OnBothDatabases
class LifeTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Actor RULE = Actor.rule(4, "Close");
    private static final List<Actor> ANYBODY = List.of(DeskWithTickets.ADA, DeskWithTickets.PROGRAM, RULE);

    private final DeskWithTickets desk;
    private final PastChanges past;

    LifeTest(TestDatabase database) {
        desk = new DeskWithTickets(STORES.on(database));
        past = new PastChanges(desk.store, desk.userFields);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private Life life(Ticket ticket) {
        return past.page(Instant.EPOCH, Optional.empty(), 500).stream()
                .map(PastChanges.Found::life)
                .filter(life -> life.changes().getFirst().after().id() == ticket.id())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isWhatWasHeardChangeByChange() {
        var random = new Random(20261126);
        var severity = desk.userFields
                .named("Severity")
                .orElseGet(() -> desk.field("Severity", UserField.Type.LIST, "warning", "critical"));
        for (int round = 0; round < 20; round++) {
            desk.heard.clear();
            var ticket = desk.create(
                    TicketEdit.with()
                            .set(TicketField.STATUS, random.nextInt(4) == 0 ? Status.COMPLETE : 1)
                            .setUser("Severity", random.nextBoolean() ? "warning" : null),
                    ANYBODY.get(random.nextInt(2)));
            for (int i = 0; i < 12; i++) {
                desk.clock.pass(Duration.ofSeconds(random.nextInt(1, 5)));
                somethingIsDoneTo(ticket, severity, random);
            }

            assertThat(life(ticket).changes()).as("round %d", round).containsExactlyElementsOf(desk.heard);
        }
    }

    private void somethingIsDoneTo(Ticket ticket, UserField severity, Random random) {
        var actor = ANYBODY.get(random.nextInt(ANYBODY.size()));
        switch (random.nextInt(7)) {
            case 0 ->
                desk.tickets.addNote(ticket.id(), NoteDraft.internal("Call " + random.nextInt(9), "they wait"), actor);
            case 5 ->
                desk.tickets.addAttachment(
                        ticket.id(), new AttachmentDraft("log.txt", "", "", 1), new byte[] {1, 2, 3}, actor);
            case 1 -> edit(ticket, TicketEdit.with().set(TicketField.STATUS, random.nextBoolean() ? 5 : 8), actor);
            case 2 ->
                edit(
                        ticket,
                        TicketEdit.with()
                                .setUser(
                                        severity.name(),
                                        List.of("warning", "critical", "").get(random.nextInt(3))),
                        actor);
            case 3 ->
                edit(
                        ticket,
                        TicketEdit.with()
                                .set(TicketField.TITLE, "disk " + random.nextInt(3))
                                .set(TicketField.RESOLUTION, random.nextBoolean() ? "cleaned up\nby hand" : null)
                                .set(TicketField.ESTIMATED_HOURS, random.nextInt(3) / 2.0),
                        actor);
            case 4 ->
                edit(
                        ticket,
                        TicketEdit.with()
                                .set(
                                        TicketField.DUE_DATE_TIME,
                                        desk.clock.instant().plusSeconds(random.nextInt(99))),
                        actor);
            default ->
                edit(ticket, TicketEdit.with().set(TicketField.IS_VISIBLE_TO_COMANAGED, random.nextBoolean()), actor);
        }
    }

    private void edit(Ticket ticket, TicketEdit.Builder wanted, Actor actor) {
        desk.edit(ticket, wanted, actor);
    }

    @Test
    void knowsTheMomentsAfterEachChangeAsTheStoreDid() {
        var moments = new Moments(desk.store);
        var ticket = desk.ticket();
        desk.clock.pass(Duration.ofMinutes(1));
        desk.edit(ticket, TicketEdit.with().set(TicketField.STATUS, 8), RULE);
        desk.clock.pass(Duration.ofMinutes(1));
        desk.edit(ticket, TicketEdit.with().set(TicketField.TITLE, "disk fuller"));
        desk.clock.pass(Duration.ofMinutes(1));
        desk.edit(ticket, TicketEdit.with().set(TicketField.STATUS, 5), RULE);

        var life = life(ticket);

        for (var which : TicketMoment.values()) {
            assertThat(life.moment(which, 3))
                    .as(which.name())
                    .isEqualTo(desk.store.write(() -> moments.of(which, ticket.id())));
        }
        assertThat(life.moment(TicketMoment.DUE, 0)).contains(ticket.time(TicketField.DUE_DATE_TIME));
    }

    @Test
    void comesPageByPageTheLastChangedFirst() {
        var first = desk.ticket();
        desk.clock.pass(Duration.ofHours(1));
        var second = desk.ticket();
        desk.clock.pass(Duration.ofHours(1));
        var since = desk.clock.instant();
        desk.edit(first, TicketField.TITLE, "disk fuller");
        var third = desk.ticket();

        var page = past.page(since, Optional.empty(), 1);
        var rest = past.page(since, Optional.of(page.getLast().at()), 9);

        assertThat(page).extracting(found -> found.at().ticketId()).containsExactly(third.id());
        assertThat(rest)
                .extracting(found -> found.at().ticketId())
                .containsExactly(first.id())
                .doesNotContain(second.id());
    }
}
