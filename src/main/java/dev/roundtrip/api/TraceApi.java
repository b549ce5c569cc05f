package dev.roundtrip.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roundtrip.rule.Trace;
import dev.roundtrip.rule.TraceLine;
import dev.roundtrip.rule.Traces;
import dev.roundtrip.ticket.FieldValues;
import dev.roundtrip.ticket.NoSuchTicket;
import dev.roundtrip.ticket.Tickets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells, per change of a ticket, which rules were tried and why they fired or not. */
@RestController
class TraceApi {
    private static final int MOST = 500;

    private final Tickets tickets;
    private final Traces traces;

    TraceApi(Tickets tickets, Traces traces) {
        this.tickets = tickets;
        this.traces = traces;
    }

    /** @param next what {@code after} is to be for the rest; null when this is all */
    record Page(
            List<Item> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    record Item(int version, String at, String event, By actor, int hops, List<TraceLine> rules) {
        static Item of(Trace trace) {
            return new Item(
                    trace.version(),
                    FieldValues.shown(trace.at()),
                    trace.event().word(),
                    new By(
                            trace.actor().kind().word(),
                            trace.actor().id(),
                            trace.actor().name()),
                    trace.hops(),
                    trace.rules());
        }
    }

    record By(String kind, long id, String name) {}

    /** The newest change first. {@code after} is the {@code next} of the page before: the version down to which it told. */
    @GetMapping("/api/v1/tickets/{id}/trace")
    Page trace(
            @PathVariable long id,
            @RequestParam(defaultValue = "" + Integer.MAX_VALUE) int after,
            @RequestParam(defaultValue = "50") int limit) {
        if (tickets.find(id).isEmpty()) {
            throw new NoSuchTicket(id);
        }
        var most = Math.clamp(limit, 1, MOST);
        var found = traces.ofTicket(id, after, most + 1);
        var items = found.stream().limit(most).map(Item::of).toList();
        return new Page(
                items, found.size() > most ? Integer.toString(items.getLast().version()) : null);
    }
}
