package dev.roundtrip.api;

import dev.roundtrip.field.Filter;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.Query;
import dev.roundtrip.field.UserField;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.NoSuchTicket;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.ticket.UserFields;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** {@code Tickets}. */
@Component
final class ServedTickets implements Served.Writable<Ticket> {
    private final Store store;
    private final Tickets tickets;
    private final UserFields userFields;
    private final References references;

    ServedTickets(Store store, Tickets tickets, UserFields userFields, References references) {
        this.store = store;
        this.tickets = tickets;
        this.userFields = userFields;
        this.references = references;
    }

    @Override
    public Entity entity() {
        return Entities.TICKET;
    }

    @Override
    public String path() {
        return "Tickets";
    }

    @Override
    public Page<Ticket> find(Query query) {
        return tickets.find(query);
    }

    @Override
    public long count(Filter where, Set<Long> companies) {
        return tickets.count(where, companies);
    }

    @Override
    public Optional<Ticket> one(long id, Caller caller) {
        return tickets.find(id).filter(ticket -> caller.maySee(ticket.companyId()));
    }

    @Override
    public long idOf(Ticket ticket) {
        return ticket.id();
    }

    @Override
    public Map<String, @Nullable Object> item(Ticket ticket, IncludedFields included) {
        return TicketJson.item(ticket, userFields.active(), included);
    }

    @Override
    public List<UserField> userFields() {
        return userFields.all();
    }

    @Override
    public long create(Caller caller, Members body) {
        var wanted = TicketJson.edit(body, userFields.active());
        caller.refuseOtherCompany(wanted.fields().getOrDefault(TicketField.COMPANY_ID, Optional.empty()));
        return store.write(() -> {
            references.refuseInvisible(caller, wanted.fields());
            return tickets.create(wanted, caller.actor(), 0, caller.impersonated())
                    .id();
        });
    }

    @Override
    public void change(Caller caller, long id, Members body, boolean whole) {
        TicketEdit wanted =
                whole ? TicketJson.replacement(body, userFields.active()) : TicketJson.edit(body, userFields.active());
        caller.refuseOtherCompany(wanted.fields().getOrDefault(TicketField.COMPANY_ID, Optional.empty()));
        // Looking and changing in one: in between the ticket could go to another company.
        store.write(id, () -> {
            refuseInvisible(caller, id);
            references.refuseInvisible(caller, wanted.fields());
            return tickets.edit(id, wanted, caller.actor());
        });
    }

    /** @throws NoSuchTicket when there is none of that id, or none that this caller may see */
    void refuseInvisible(Caller caller, long id) {
        if (one(id, caller).isEmpty()) {
            throw new NoSuchTicket(id);
        }
    }
}
