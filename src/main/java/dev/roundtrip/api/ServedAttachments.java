package dev.roundtrip.api;

import dev.roundtrip.field.Filter;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.Query;
import dev.roundtrip.ticket.Attachment;
import dev.roundtrip.ticket.Tickets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code TicketAttachments}. They are added below their ticket, and never edited. */
@Component
final class ServedAttachments implements Served<Attachment> {
    private final Tickets tickets;
    private final ServedTickets above;

    ServedAttachments(Tickets tickets, ServedTickets above) {
        this.tickets = tickets;
        this.above = above;
    }

    @Override
    public Entity entity() {
        return Entities.ATTACHMENT;
    }

    @Override
    public String path() {
        return "TicketAttachments";
    }

    @Override
    public boolean isAdded() {
        return true;
    }

    @Override
    public Page<Attachment> find(Query query) {
        return tickets.findAttachments(query);
    }

    @Override
    public long count(Filter where, Set<Long> companies) {
        return tickets.countAttachments(where, companies);
    }

    @Override
    public Optional<Attachment> one(long id, Caller caller) {
        return tickets.attachment(id)
                .filter(attachment -> above.one(attachment.ticketId(), caller).isPresent());
    }

    @Override
    public long idOf(Attachment attachment) {
        return attachment.id();
    }

    @Override
    public List<String> besides() {
        return AttachmentJson.NOT_OURS;
    }

    @Override
    public Map<String, @Nullable Object> item(Attachment attachment, IncludedFields included) {
        return AttachmentJson.item(attachment, included);
    }

    /** A list of one, with what is in the file: so the original answers whoever asks for a single attachment. */
    @Override
    public Map<String, @Nullable Object> whole(Attachment attachment) {
        return QueryRequest.answer(
                List.of(AttachmentJson.whole(attachment, tickets.contentOf(attachment))), 1, null, null);
    }
}
