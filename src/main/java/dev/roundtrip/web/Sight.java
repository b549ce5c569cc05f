package dev.roundtrip.web;

import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.Tickets;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** What the one who asks for a page may see of tickets, and whether they may be changed: its pages come to a ticket only from here. */
@Component
final class Sight {
    private final Visitor visitor;
    private final Tickets tickets;

    Sight(Visitor visitor, Tickets tickets) {
        this.visitor = visitor;
        this.tickets = tickets;
    }

    Person person() {
        return visitor.signedIn();
    }

    boolean mayChange() {
        return person().role() != Role.READ_ONLY;
    }

    /** Who changes something; nobody who may only read. */
    Actor whoChanges() {
        if (!mayChange()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return Actor.person(person().id(), person().name());
    }

    Ticket ticket(long id) {
        return tickets.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
