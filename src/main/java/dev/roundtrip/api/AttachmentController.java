package dev.roundtrip.api;

import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Attachment;
import dev.roundtrip.ticket.AttachmentField;
import dev.roundtrip.ticket.NoSuchTicket;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.Tickets;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files, under their ticket and as {@code TicketAttachments}. What is in a file is answered where one is asked for alone. */
@RestController
@RequestMapping("/atservicesrest/v1.0")
class AttachmentController {
    private static final String OF_TICKET = "/tickets" + TicketController.ID + "/attachments";
    private static final ListOfTicket LIST = new ListOfTicket("attachments");

    /** The largest file in base64, a third longer, with its lines broken and its slashes escaped, and room for the rest. */
    private static final int MOST_BYTES = 11 << 20;

    /** Files that are added at once. */
    private static final int AT_ONCE = 4;

    private static final int SECONDS_FOR_A_TURN = 30;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Store store;
    private final Tickets tickets;

    AttachmentController(Store store, Tickets tickets) {
        this.store = store;
        this.tickets = tickets;
    }

    @PostMapping(OF_TICKET)
    Map<String, Object> add(ApiCall call, @PathVariable("id") long ticketId, HttpServletRequest request) {
        var caller = call.caller();
        refuseInvisible(caller, ticketId); // before so large a body is taken in
        return fewAtOnce(() -> add(caller, ticketId, request));
    }

    private Map<String, Object> add(Caller caller, long ticketId, HttpServletRequest request) {
        var body = RequestBody.members(request, MOST_BYTES);
        var draft = AttachmentJson.draft(body, ticketId);
        var content = AttachmentJson.content(body);
        var attachment = store.write(ticketId, () -> {
            refuseInvisible(caller, ticketId);
            return tickets.addAttachment(ticketId, draft, content, caller.actor());
        });
        return Map.of("itemId", attachment.id());
    }

    /** Each is in memory several times over while it is read; the others wait for their turn before they are. */
    private <T> T fewAtOnce(Supplier<T> work) {
        try {
            if (!turns.tryAcquire(SECONDS_FOR_A_TURN, TimeUnit.SECONDS)) {
                throw ApiProblem.tooMany(
                        "attachments: %d are being added already; try again in a while".formatted(AT_ONCE), 10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the desk is being closed", e);
        }
        try {
            return work.get();
        } finally {
            turns.release();
        }
    }

    @GetMapping(OF_TICKET)
    Map<String, @Nullable Object> ofTicket(ApiCall call, @PathVariable("id") long ticketId) {
        refuseInvisible(call.caller(), ticketId);
        return LIST.answer(
                call,
                tickets.findAttachments(LIST.query(call, AttachmentField.TICKET_ID, ticketId)),
                Attachment::id,
                attachment -> AttachmentJson.item(attachment, IncludedFields.ALL));
    }

    @GetMapping(OF_TICKET + "/{attachment:[0-9]{1,18}}")
    Map<String, @Nullable Object> get(
            ApiCall call, @PathVariable("id") long ticketId, @PathVariable("attachment") long id) {
        refuseInvisible(call.caller(), ticketId);
        return whole(id, tickets.attachment(id).filter(found -> found.ticketId() == ticketId));
    }

    @GetMapping("/ticketattachments" + TicketController.ID)
    Map<String, @Nullable Object> get(ApiCall call, @PathVariable("id") long id) {
        return whole(
                id,
                tickets.attachment(id)
                        .filter(found ->
                                visible(call.caller(), found.ticketId()).isPresent()));
    }

    @PostMapping({"/ticketattachments/query", "/ticketattachments/query/next"})
    Map<String, @Nullable Object> query(ApiCall call, HttpServletRequest request) {
        return page(call, reader().posted(call, () -> RequestBody.text(request)));
    }

    @GetMapping({"/ticketattachments/query", "/ticketattachments/query/next"})
    Map<String, @Nullable Object> query(ApiCall call) {
        return page(call, reader().inAddress(call));
    }

    @PostMapping("/ticketattachments/query/count")
    Map<String, Object> count(ApiCall call, HttpServletRequest request) {
        return count(call, reader().posted(call, () -> RequestBody.text(request)));
    }

    @GetMapping("/ticketattachments/query/count")
    Map<String, Object> count(ApiCall call) {
        return count(call, reader().inAddress(call));
    }

    private static QueryRequest.Reader reader() {
        return new QueryRequest.Reader(Entities.ATTACHMENT, List.of());
    }

    private Map<String, @Nullable Object> page(ApiCall call, QueryRequest query) {
        return query.answer(
                call,
                tickets.findAttachments(query.of(call.caller())),
                Attachment::id,
                attachment -> AttachmentJson.item(attachment, query.included()));
    }

    private Map<String, Object> count(ApiCall call, QueryRequest query) {
        return Map.of(
                "queryCount",
                tickets.countAttachments(query.where(), call.caller().companies()));
    }

    /** A list of one: so the original answers whoever asks for a single attachment. */
    private Map<String, @Nullable Object> whole(long id, Optional<Attachment> found) {
        var attachment = found.orElseThrow(() -> ApiProblem.notFound("there is no attachment " + id));
        var content = tickets.contentOf(attachment);
        return QueryRequest.answer(List.of(AttachmentJson.whole(attachment, content)), 1, null, null);
    }

    private Optional<Ticket> visible(Caller caller, long ticketId) {
        return tickets.find(ticketId).filter(ticket -> caller.maySee(ticket.companyId()));
    }

    private void refuseInvisible(Caller caller, long ticketId) {
        if (visible(caller, ticketId).isEmpty()) {
            throw new NoSuchTicket(ticketId);
        }
    }
}
