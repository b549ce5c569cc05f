package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.field.UserField;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A ticket as people look at it and work on it: page by page of its history, and from a version that may not be the last. */
@OnBothDatabases
class TicketAsSeenTest {
    private static final SharedStores STORES = new SharedStores();

    private final DeskWithTickets desk;

    TicketAsSeenTest(TestDatabase database) {
        desk = new DeskWithTickets(STORES.on(database));
        desk.field("Room", UserField.Type.TEXT);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private EditOutcome edit(Ticket seen, TicketEdit.Builder wanted) {
        return desk.tickets.editSeen(seen.id(), seen.version(), wanted.build(), DeskWithTickets.ADA);
    }

    @Test
    void whatNobodyElseTouchedIsKept() {
        var ticket = desk.ticket();

        var outcome = edit(
                ticket, TicketEdit.with().set(TicketField.TITLE, "disk is full").setUser("Room", "7"));

        assertThat(outcome).isEqualTo(new EditOutcome.Kept(desk.stored(ticket)));
        assertThat(desk.history(ticket, 2)).containsExactly("title: disk full -> disk is full", "udf.Room: null -> 7");
    }

    @Test
    void whatOthersChangedAndThisOneDidNotStays() {
        var seen = desk.create(TicketEdit.with().setUser("Room", "1"));
        desk.edit(seen, TicketEdit.with().set(TicketField.PRIORITY, 4).setUser("Room", "2"), DeskWithTickets.PROGRAM);

        edit(
                seen,
                TicketEdit.with()
                        .set(TicketField.TITLE, "disk is full")
                        .set(TicketField.PRIORITY, 2)
                        .setUser("Room", "1"));

        assertThat(desk.history(seen, 3)).containsExactly("title: disk full -> disk is full");
        assertThat(desk.stored(seen).number(TicketField.PRIORITY)).isEqualTo(4);
    }

    @Test
    void whereBothChangedOneFieldNothingIsKeptAndTheOtherIsNamed() {
        var seen = desk.ticket();
        desk.edit(seen, TicketField.TITLE, "disk is full");

        var outcome =
                edit(seen, TicketEdit.with().set(TicketField.TITLE, "no room").set(TicketField.STATUS, 8));

        assertThat(outcome).isInstanceOfSatisfying(EditOutcome.Overtaken.class, overtaken -> {
            assertThat(overtaken.now()).isEqualTo(desk.stored(seen));
            assertThat(overtaken.by())
                    .extracting(HistoryLine::actor, HistoryLine::newValue)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple(DeskWithTickets.ADA, "disk is full"));
        });
        assertThat(desk.stored(seen).version()).isEqualTo(2);
    }

    @Test
    void historyGoesBackVersionByVersionAndNotesGoWithTheirs() {
        var ticket = desk.ticket();
        for (int i = 2; i <= 9; i++) {
            if (i % 3 == 0) {
                desk.edit(
                        ticket,
                        TicketEdit.with().set(TicketField.TITLE, "title " + i).set(TicketField.EXTERNAL_ID, "e" + i));
            } else {
                desk.tickets.addNote(ticket.id(), NoteDraft.internal("", "note " + i), DeskWithTickets.ADA);
            }
        }
        long id = ticket.id();

        assertThat(versions(desk.tickets.historyBefore(id, Integer.MAX_VALUE, HistoryKind.ALL, 3)))
                .containsExactly(9, 9, 8, 7);
        assertThat(versions(desk.tickets.historyBefore(id, 4, HistoryKind.ALL, 9)))
                .containsExactly(3, 3, 2, 1);
        assertThat(versions(desk.tickets.historyBefore(id, 9, HistoryKind.ADDED, 2)))
                .containsExactly(8, 7);
        assertThat(versions(desk.tickets.historyBefore(id, 9, HistoryKind.CHANGED, 9)))
                .containsExactly(6, 6, 3, 3, 1);
        assertThat(desk.tickets.historyOf(id, 3, 4))
                .extracting(HistoryLine::version)
                .containsExactly(3, 3, 4);
        assertThat(desk.tickets.notesOf(id, 5, 8)).extracting(Note::text).containsExactly("note 5", "note 7", "note 8");
        assertThat(desk.tickets.notesOf(id, 9, 9)).isEmpty();
    }

    private static List<Integer> versions(List<HistoryLine> lines) {
        return lines.stream().map(HistoryLine::version).toList();
    }

    @Test
    void isFoundByItsNumber() {
        var ticket = desk.ticket();

        assertThat(desk.tickets.numbered(ticket.ticketNumber())).contains(ticket);
        assertThat(desk.tickets.numbered("T20200101.0001")).isEmpty();
    }
}
