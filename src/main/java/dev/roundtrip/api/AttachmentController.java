package dev.roundtrip.api;

import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.Attachment;
import dev.roundtrip.ticket.AttachmentField;
import dev.roundtrip.ticket.Tickets;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Files under their ticket. */
@RestController
@RequestMapping("/atservicesrest/v1.0")
class AttachmentController {
    private static final String OF_TICKET = "/tickets" + AllServed.ID + "/attachments";

    /** The largest file in base64, a third longer, with its lines broken and its slashes escaped, and room for the rest. */
    private static final int MOST_BYTES = 11 << 20;

    /** Files that are added at once. */
    private static final int AT_ONCE = 4;

    private static final int SECONDS_FOR_A_TURN = 30;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Store store;
    private final Tickets tickets;
    private final ServedTickets above;
    private final ServedAttachments served;
    private final ChildList<Attachment> list;

    AttachmentController(Store store, Tickets tickets, ServedTickets above, ServedAttachments served) {
        this.store = store;
        this.tickets = tickets;
        this.above = above;
        this.served = served;
        this.list = new ChildList<>("attachments", served, AttachmentField.TICKET_ID);
    }

    @PostMapping(OF_TICKET)
    Map<String, Object> add(ApiCall call, @PathVariable("id") long ticketId, HttpServletRequest request) {
        var caller = call.caller();
        above.refuseInvisible(caller, ticketId); // before so large a body is taken in
        return fewAtOnce(() -> add(caller, ticketId, request));
    }

    private Map<String, Object> add(Caller caller, long ticketId, HttpServletRequest request) {
        var body = RequestBody.members(request, MOST_BYTES);
        var draft = AttachmentJson.draft(body, ticketId);
        var content = AttachmentJson.content(body);
        var attachment = store.write(ticketId, () -> {
            above.refuseInvisible(caller, ticketId);
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
        above.refuseInvisible(call.caller(), ticketId);
        return list.answer(call, ticketId);
    }

    @GetMapping(OF_TICKET + "/{attachment:[0-9]{1,18}}")
    Map<String, @Nullable Object> get(
            ApiCall call, @PathVariable("id") long ticketId, @PathVariable("attachment") long id) {
        above.refuseInvisible(call.caller(), ticketId);
        return served.whole(served.one(id, call.caller())
                .filter(found -> found.ticketId() == ticketId)
                .orElseThrow(() -> Entities.ATTACHMENT.none(id)));
    }
}
