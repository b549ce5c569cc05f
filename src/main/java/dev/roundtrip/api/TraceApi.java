package dev.roundtrip.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.rule.Trace;
import dev.roundtrip.rule.TraceLine;
import dev.roundtrip.rule.Traces;
import dev.roundtrip.ticket.NoSuchTicket;
import dev.roundtrip.ticket.Tickets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells, per change of a ticket, which rules were tried and why they fired or not. */
@RestController
class TraceApi {
    private static final int MOST = 500;
    private static final Pattern PLACE = Pattern.compile("(\\d{1,9}|2147483647)(?:\\.(\\d{1,9}))?");

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

    record Item(int version, int part, String at, String event, By actor, int hops, List<TraceLine> rules) {
        static Item of(Trace trace) {
            return new Item(
                    trace.version(),
                    trace.part(),
                    FieldValues.shown(trace.at()),
                    trace.event(),
                    new By(
                            trace.actor().kind().word(),
                            trace.actor().id(),
                            trace.actor().name()),
                    trace.hops(),
                    trace.rules());
        }
    }

    record By(String kind, long id, String name) {}

    /** The newest change first. {@code after} is the {@code next} of the page before: the version and part down to which it told. */
    @GetMapping("/api/v1/tickets/{id}/trace")
    Page trace(
            @PathVariable long id,
            @RequestParam(defaultValue = "" + Integer.MAX_VALUE) String after,
            @RequestParam(defaultValue = "50") int limit) {
        if (tickets.find(id).isEmpty()) {
            throw new NoSuchTicket(id);
        }
        var most = Math.clamp(limit, 1, MOST);
        var from = Place.of(after);
        var found = traces.ofTicket(id, from.version(), from.part(), most + 1);
        var items = found.stream().limit(most).map(Item::of).toList();
        return new Page(
                items, found.size() > most ? Place.of(found.get(most - 1)).word() : null);
    }

    /** How far a page has told: {@code 7.2}, or {@code 7} for {@code 7.0}. */
    private record Place(int version, int part) {
        static Place of(Trace last) {
            return new Place(last.version(), last.part());
        }

        static Place of(String word) {
            var parts = PLACE.matcher(word);
            if (!parts.matches()) {
                throw ApiProblem.badInput(
                        "after: \"%s\" is no place in the trace; take what stands under next of the page before"
                                .formatted(Characters.shortened(word, 60)));
            }
            return new Place(
                    Integer.parseInt(parts.group(1)), parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)));
        }

        String word() {
            return part == 0 ? Integer.toString(version) : version + "." + part;
        }
    }
}
