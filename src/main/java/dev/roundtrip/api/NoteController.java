package dev.roundtrip.api;

import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.NoSuchTicket;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.NoteField;
import dev.roundtrip.ticket.Tickets;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Notes, under their ticket and as {@code TicketNotes}. */
@RestController
@RequestMapping("/atservicesrest/v1.0")
class NoteController {
    private static final String OF_TICKET = "/tickets" + TicketController.ID + "/notes";
    private static final ListOfTicket LIST = new ListOfTicket("notes");

    private final Store store;
    private final Tickets tickets;

    NoteController(Store store, Tickets tickets) {
        this.store = store;
        this.tickets = tickets;
    }

    @PostMapping(OF_TICKET)
    Map<String, Object> add(ApiCall call, @PathVariable("id") long ticketId, HttpServletRequest request) {
        var draft = NoteJson.draft(RequestBody.members(request), ticketId);
        var caller = call.caller();
        var note = store.write(ticketId, () -> {
            refuseInvisible(caller, ticketId);
            return tickets.addNote(ticketId, draft, caller.actor());
        });
        return Map.of("itemId", note.id());
    }

    @GetMapping(OF_TICKET)
    Map<String, @Nullable Object> ofTicket(ApiCall call, @PathVariable("id") long ticketId) {
        refuseInvisible(call.caller(), ticketId);
        return LIST.answer(
                call,
                tickets.findNotes(LIST.query(call, NoteField.TICKET_ID, ticketId)),
                Note::id,
                note -> NoteJson.item(note, IncludedFields.ALL));
    }

    @GetMapping("/ticketnotes" + TicketController.ID)
    Map<String, @Nullable Object> get(ApiCall call, @PathVariable("id") long id) {
        var note = tickets.note(id)
                .filter(found -> tickets.find(found.ticketId())
                        .filter(ticket -> call.caller().maySee(ticket.companyId()))
                        .isPresent())
                .orElseThrow(() -> ApiProblem.notFound("there is no note " + id));
        return Map.of("item", NoteJson.item(note, IncludedFields.ALL));
    }

    @PostMapping({"/ticketnotes/query", "/ticketnotes/query/next"})
    Map<String, @Nullable Object> query(ApiCall call, HttpServletRequest request) {
        return page(call, reader().posted(call, () -> RequestBody.text(request)));
    }

    @GetMapping({"/ticketnotes/query", "/ticketnotes/query/next"})
    Map<String, @Nullable Object> query(ApiCall call) {
        return page(call, reader().inAddress(call));
    }

    @PostMapping("/ticketnotes/query/count")
    Map<String, Object> count(ApiCall call, HttpServletRequest request) {
        return count(call, reader().posted(call, () -> RequestBody.text(request)));
    }

    @GetMapping("/ticketnotes/query/count")
    Map<String, Object> count(ApiCall call) {
        return count(call, reader().inAddress(call));
    }

    private static QueryRequest.Reader reader() {
        return new QueryRequest.Reader(Entities.NOTE, List.of());
    }

    private Map<String, @Nullable Object> page(ApiCall call, QueryRequest query) {
        return query.answer(
                call,
                tickets.findNotes(query.of(call.caller())),
                Note::id,
                note -> NoteJson.item(note, query.included()));
    }

    private Map<String, Object> count(ApiCall call, QueryRequest query) {
        return Map.of(
                "queryCount", tickets.countNotes(query.where(), call.caller().companies()));
    }

    private void refuseInvisible(Caller caller, long ticketId) {
        if (tickets.find(ticketId).filter(t -> caller.maySee(t.companyId())).isEmpty()) {
            throw new NoSuchTicket(ticketId);
        }
    }
}
