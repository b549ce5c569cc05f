package dev.roundtrip.api;

import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.NoteField;
import dev.roundtrip.ticket.Tickets;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Notes under their ticket. */
@RestController
@RequestMapping("/atservicesrest/v1.0/tickets" + AllServed.ID + "/notes")
class NoteController {
    private final Store store;
    private final Tickets tickets;
    private final ServedTickets above;
    private final ServedNotes served;
    private final ChildList<Note> list;

    NoteController(Store store, Tickets tickets, ServedTickets above, ServedNotes served) {
        this.store = store;
        this.tickets = tickets;
        this.above = above;
        this.served = served;
        this.list = new ChildList<>("notes", served, NoteField.TICKET_ID);
    }

    @PostMapping
    Map<String, Object> add(ApiCall call, @PathVariable("id") long ticketId, HttpServletRequest request) {
        var draft = NoteJson.draft(RequestBody.members(request), ticketId);
        var caller = call.caller();
        var note = store.write(ticketId, () -> {
            above.refuseInvisible(caller, ticketId);
            return tickets.addNote(ticketId, draft, caller.actor());
        });
        return Map.of("itemId", note.id());
    }

    @GetMapping
    Map<String, @Nullable Object> ofTicket(ApiCall call, @PathVariable("id") long ticketId) {
        above.refuseInvisible(call.caller(), ticketId);
        return list.answer(call, ticketId);
    }

    @GetMapping("/{note:[0-9]{1,18}}")
    Map<String, @Nullable Object> get(ApiCall call, @PathVariable("id") long ticketId, @PathVariable("note") long id) {
        above.refuseInvisible(call.caller(), ticketId);
        return served.whole(served.one(id, call.caller())
                .filter(note -> note.ticketId() == ticketId)
                .orElseThrow(() -> Entities.NOTE.none(id)));
    }
}
