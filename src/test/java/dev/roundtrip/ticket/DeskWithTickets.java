package dev.roundtrip.ticket;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.FieldsRefused;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.TestClock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Tickets over a real store, and somebody who listens. There are the people 1 to 9. The clock stands still. */
final class DeskWithTickets {
    static final Actor ADA = Actor.person(3, "Ada");
    static final Actor PROGRAM = Actor.apiUser(7, "monitoring@acme.example");

    final Store store;
    final TestClock clock = TestClock.atNoon();
    final Directory directory;
    final Picklists picklists;
    final UserFields userFields;
    final Tickets tickets;

    /** What the listener heard. */
    final List<TicketChange> heard = new CopyOnWriteArrayList<>();

    DeskWithTickets(Store store) {
        this.store = store;
        picklists = new Picklists(store);
        directory = new Directory(store, clock, picklists, id -> id >= 1 && id <= 9);
        userFields = new UserFields(store);
        tickets =
                new Tickets(store, clock, new Desk(store), directory, picklists, userFields, id -> id >= 1 && id <= 9);
        tickets.tell(change -> heard.add(change));
    }

    UserField field(String name, UserField.Type type, String... choices) {
        return userFields.add(new UserField(0, name, type, List.of(choices), null, null, true));
    }

    /** Of the desk's own company. */
    Ticket ticket() {
        return create(TicketEdit.with());
    }

    Ticket create(TicketEdit.Builder wanted) {
        return create(wanted, PROGRAM);
    }

    /** With a title and a company, where none is named. */
    Ticket create(TicketEdit.Builder wanted, Actor actor) {
        if (!wanted.names(TicketField.TITLE)) {
            wanted.set(TicketField.TITLE, "disk full");
        }
        if (!wanted.names(TicketField.COMPANY_ID)) {
            wanted.set(TicketField.COMPANY_ID, 0);
        }
        return tickets.create(wanted.build(), actor);
    }

    Ticket edit(Ticket ticket, TicketField field, @Nullable Object value) {
        return edit(ticket, TicketEdit.with().set(field, value));
    }

    Ticket edit(Ticket ticket, TicketEdit.Builder wanted) {
        return edit(ticket, wanted, ADA);
    }

    Ticket edit(Ticket ticket, TicketEdit.Builder wanted, Actor actor) {
        return tickets.edit(ticket.id(), wanted.build(), actor);
    }

    /** As it stands in the store. */
    Ticket stored(Ticket ticket) {
        return tickets.find(ticket.id()).orElseThrow();
    }

    /** {@code status: 1 -> 5}, a line each, of one version. */
    List<String> history(Ticket ticket, int version) {
        return tickets.historyOf(ticket.id()).stream()
                .filter(line -> line.version() == version)
                .map(line -> line.field() + ": " + line.oldValue() + " -> " + line.newValue())
                .toList();
    }

    /** What it was refused for. */
    static List<String> refused(Runnable write) {
        try {
            write.run();
        } catch (FieldsRefused e) {
            return e.problems();
        }
        throw new AssertionError("not refused");
    }
}
