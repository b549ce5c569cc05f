package dev.roundtrip.api;

import dev.roundtrip.field.Filter;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.Query;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.Tickets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code TicketNotes}. They are added below their ticket, and never edited. */
@Component
final class ServedNotes implements Served<Note> {
    private final Tickets tickets;
    private final ServedTickets above;

    ServedNotes(Tickets tickets, ServedTickets above) {
        this.tickets = tickets;
        this.above = above;
    }

    @Override
    public Entity entity() {
        return Entities.NOTE;
    }

    @Override
    public String path() {
        return "TicketNotes";
    }

    @Override
    public boolean isAdded() {
        return true;
    }

    @Override
    public Page<Note> find(Query query) {
        return tickets.findNotes(query);
    }

    @Override
    public long count(Filter where, Set<Long> companies) {
        return tickets.countNotes(where, companies);
    }

    @Override
    public Optional<Note> one(long id, Caller caller) {
        return tickets.note(id)
                .filter(note -> above.one(note.ticketId(), caller).isPresent());
    }

    @Override
    public long idOf(Note note) {
        return note.id();
    }

    @Override
    public List<String> besides() {
        return NoteJson.NOT_OURS;
    }

    @Override
    public Map<String, @Nullable Object> item(Note note, IncludedFields included) {
        return NoteJson.item(note, included);
    }
}
