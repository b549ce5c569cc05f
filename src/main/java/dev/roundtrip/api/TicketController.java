package dev.roundtrip.api;

import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.NoSuchTicket;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.ticket.UserFields;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code Tickets}: create, read, change, query. */
@RestController
@RequestMapping("/atservicesrest/v1.0/tickets")
class TicketController {
    /** Ids are positive and fit a long. */
    static final String ID = "/{id:[0-9]{1,18}}";

    private final Store store;
    private final Tickets tickets;
    private final UserFields userFields;

    TicketController(Store store, Tickets tickets, UserFields userFields) {
        this.store = store;
        this.tickets = tickets;
        this.userFields = userFields;
    }

    @PostMapping
    Map<String, Object> create(ApiCall call, HttpServletRequest request) {
        var wanted = TicketJson.edit(RequestBody.members(request), userFields.active());
        refuseOtherCompany(call.caller(), wanted);
        var caller = call.caller();
        return Map.of(
                "itemId",
                tickets.create(wanted, caller.actor(), 0, caller.impersonated()).id());
    }

    @GetMapping(ID)
    Map<String, @Nullable Object> get(ApiCall call, @PathVariable("id") long id) {
        return Map.of("item", TicketJson.item(visible(call.caller(), id), userFields.active(), IncludedFields.ALL));
    }

    @PatchMapping
    Map<String, Object> patch(ApiCall call, HttpServletRequest request) {
        var body = RequestBody.members(request);
        return edited(call, idOf(body), TicketJson.edit(body, userFields.active()));
    }

    @PatchMapping(ID)
    Map<String, Object> patch(ApiCall call, @PathVariable("id") long id, HttpServletRequest request) {
        var body = RequestBody.members(request);
        refuseOtherId(body, id);
        return edited(call, id, TicketJson.edit(body, userFields.active()));
    }

    @PutMapping
    Map<String, Object> put(ApiCall call, HttpServletRequest request) {
        var body = RequestBody.members(request);
        return edited(call, idOf(body), TicketJson.replacement(body, userFields.active()));
    }

    @PutMapping(ID)
    Map<String, Object> put(ApiCall call, @PathVariable("id") long id, HttpServletRequest request) {
        var body = RequestBody.members(request);
        refuseOtherId(body, id);
        return edited(call, id, TicketJson.replacement(body, userFields.active()));
    }

    @PostMapping({"/query", "/query/next"})
    Map<String, @Nullable Object> query(ApiCall call, HttpServletRequest request) {
        return page(call, reader().posted(call, () -> RequestBody.text(request)));
    }

    @GetMapping({"/query", "/query/next"})
    Map<String, @Nullable Object> query(ApiCall call) {
        return page(call, reader().inAddress(call));
    }

    @PostMapping("/query/count")
    Map<String, Object> count(ApiCall call, HttpServletRequest request) {
        return count(call, reader().posted(call, () -> RequestBody.text(request)));
    }

    @GetMapping("/query/count")
    Map<String, Object> count(ApiCall call) {
        return count(call, reader().inAddress(call));
    }

    private QueryRequest.Reader reader() {
        return new QueryRequest.Reader(Entities.TICKET, userFields.all());
    }

    private Map<String, @Nullable Object> page(ApiCall call, QueryRequest query) {
        var active = userFields.active();
        return query.answer(
                call,
                tickets.find(query.of(call.caller())),
                Ticket::id,
                ticket -> TicketJson.item(ticket, active, query.included()));
    }

    private Map<String, Object> count(ApiCall call, QueryRequest query) {
        return Map.of("queryCount", tickets.count(query.where(), call.caller().companies()));
    }

    private Map<String, Object> edited(ApiCall call, long id, TicketEdit wanted) {
        var caller = call.caller();
        refuseOtherCompany(caller, wanted);
        // Looking and changing in one: in between the ticket could go to another company.
        store.write(id, () -> {
            visible(caller, id);
            return tickets.edit(id, wanted, caller.actor());
        });
        return Map.of("itemId", id);
    }

    private Ticket visible(Caller caller, long id) {
        return tickets.find(id)
                .filter(ticket -> caller.maySee(ticket.companyId()))
                .orElseThrow(() -> new NoSuchTicket(id));
    }

    private static void refuseOtherCompany(Caller caller, TicketEdit wanted) {
        var company = wanted.fields().get(TicketField.COMPANY_ID);
        if (company == null || company.isEmpty() || caller.companies().isEmpty()) {
            return;
        }
        var allowed = caller.companies().stream().map(String::valueOf).sorted().toList();
        if (!allowed.contains(company.get().toString().strip())) {
            throw ApiProblem.badInput("companyID: this API user may use %s, not %s"
                    .formatted(
                            String.join(", ", allowed),
                            Characters.shortened(company.get().toString(), 60)));
        }
    }

    private static long idOf(Members body) {
        return body.number("id")
                .filter(id -> id > 0)
                .orElseThrow(() -> ApiProblem.badInput("id: the ticket's id is needed, in the body or in the address"));
    }

    private static void refuseOtherId(Members body, long id) {
        var inBody = body.number("id").filter(other -> other != 0);
        if (inBody.isPresent() && inBody.get() != id) {
            throw ApiProblem.badInput("id: %d in the body, and %d in the address".formatted(inBody.get(), id));
        }
    }
}
