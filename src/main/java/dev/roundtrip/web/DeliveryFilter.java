package dev.roundtrip.web;

import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.delivery.DeliveryState;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for among the deliveries, as typed; blank asks for nothing.
 *
 * @param view {@code look} for what waits for somebody
 * @param from local date and time; a date alone is its midnight
 * @param to the first local date and time that is too late; a date alone means its whole day
 * @param q text in request or answer
 */
record DeliveryFilter(
        @Nullable String view,
        @Nullable String callout,
        @Nullable String state,
        @Nullable String ticketNumber,
        @Nullable String from,
        @Nullable String to,
        @Nullable String q) {
    /** What waits for somebody. */
    static final String LOOK = "look";

    DeliveryFilter {
        view = LOOK.equals(view) ? view : null;
        callout = typed(callout);
        state = typed(state);
        ticketNumber = typed(ticketNumber);
        from = dateTime(typed(from), 0);
        to = dateTime(typed(to), 1);
        q = typed(q);
    }

    /** Without zero characters: nobody types them, and PostgreSQL takes none, not even to look for it. */
    private static @Nullable String typed(@Nullable String text) {
        var plain = text == null ? "" : text.replace("\0", "").strip();
        return plain.isEmpty() ? null : plain;
    }

    public boolean isEmpty() {
        return asked().values().stream().allMatch(Objects::isNull);
    }

    /** The fields that do not say what they should. */
    Set<String> mistakes() {
        var mistakes = new LinkedHashSet<String>();
        if (state != null && stateOrNull() == null) {
            mistakes.add("state");
        }
        if (from != null && parse(from, ZoneOffset.UTC) == null) {
            mistakes.add("from");
        }
        if (to != null && parse(to, ZoneOffset.UTC) == null) {
            mistakes.add("to");
        }
        return mistakes;
    }

    /**
     * Only of one without mistakes.
     *
     * @param laneOf of the callout that has this name now: deliveries keep the name that it had when they were promised
     * @param ticketOf of the ticket that has this number, by which an index finds its deliveries
     */
    DeliveryLog.Filter inZone(
            ZoneId zone, Function<String, Optional<String>> laneOf, Function<String, Optional<Long>> ticketOf) {
        var lane = callout == null ? null : laneOf.apply(callout).orElse(null);
        return new DeliveryLog.Filter(
                lane,
                // By the name alone every delivery would be looked at; by the lane an index finds them.
                lane == null ? callout : null,
                ticketNumber,
                ticketNumber == null ? null : ticketOf.apply(ticketNumber).orElse(null),
                stateOrNull(),
                from == null ? null : parse(from, zone),
                to == null ? null : parse(to, zone),
                q,
                view != null);
    }

    /** Address of the list with this filter, from that key on. */
    String address(@Nullable String after) {
        return address("/deliveries", after);
    }

    /** The same of another page that takes this filter. */
    String address(String path, @Nullable String after) {
        var asked = asked();
        asked.put("after", after);
        return PageAddress.of(path, asked).plain();
    }

    /** As it stands in an address. */
    public String query() {
        return PageAddress.of("", asked()).query();
    }

    private Map<String, @Nullable String> asked() {
        var asked = new LinkedHashMap<String, @Nullable String>();
        asked.put("view", view);
        asked.put("callout", callout);
        asked.put("state", state);
        asked.put("ticketNumber", ticketNumber);
        asked.put("from", from);
        asked.put("to", to);
        asked.put("q", q);
        return asked;
    }

    private @Nullable DeliveryState stateOrNull() {
        for (var known : DeliveryState.values()) {
            if (known.word().equals(state)) {
                return known;
            }
        }
        return null;
    }

    /** As browsers write it into the address: they show nothing else in the field. */
    private static @Nullable String dateTime(@Nullable String text, int daysAfterDate) {
        if (text == null || text.indexOf('T') >= 0) {
            return text;
        }
        try {
            return LocalDate.parse(text).plusDays(daysAfterDate) + "T00:00";
        } catch (DateTimeException e) {
            return text; // told at the field
        }
    }

    private static @Nullable Instant parse(String text, ZoneId zone) {
        try {
            var time = LocalDateTime.parse(text);
            return time.getYear() < 1 || time.getYear() > 9999
                    ? null
                    : time.atZone(zone).toInstant();
        } catch (DateTimeException e) {
            return null; // told at the field
        }
    }
}
