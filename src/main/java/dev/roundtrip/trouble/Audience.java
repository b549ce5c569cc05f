package dev.roundtrip.trouble;

import dev.roundtrip.notify.Notices;
import dev.roundtrip.notify.Reader;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.ticket.Tickets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who hears of which deliveries that failed: whoever the callout names of all, and who a ticket is assigned to of that ticket. What none
 * of these can hear of, for the ticket is assigned to nobody, there is no mail server or somebody has become inactive, the administrators
 * do: nothing stays silent that somebody was to hear.
 *
 * @param rows of each
 * @param instead those who hear of it for nobody else can
 */
record Audience(Map<Reader, List<Failing>> rows, Set<Reader> instead) {

    /** @param who the callout names; nobody hears of one that names nobody */
    static Audience of(List<Failing> rows, List<Recipient> who, Tickets tickets, Notices notices) {
        var audience = new LinkedHashMap<Reader, List<Failing>>();
        notices.readers(who).forEach(reader -> audience.put(reader, rows));
        var nobodys = new LinkedHashSet<>(audience.isEmpty() && !who.isEmpty() ? rows : List.of());
        if (who.contains(Recipient.Role.ASSIGNED_RESOURCE)) {
            own(rows, tickets, notices).forEach((reader, own) -> {
                audience.putIfAbsent(reader, own);
                own.forEach(nobodys::remove);
            });
        }
        if (nobodys.isEmpty()) {
            return new Audience(audience, Set.of());
        }
        var instead = new HashSet<Reader>();
        for (var administrator : notices.administrators()) {
            var all = new LinkedHashSet<>(nobodys);
            var own = audience.put(administrator, List.of());
            if (own == null) {
                instead.add(administrator);
            } else {
                all.addAll(own);
            }
            audience.put(administrator, List.copyOf(all));
        }
        return new Audience(audience, instead);
    }

    private static Map<Reader, List<Failing>> own(List<Failing> rows, Tickets tickets, Notices notices) {
        var assigned =
                tickets.assigned(rows.stream().map(Failing::ticketId).distinct().toList());
        var own = new LinkedHashMap<Reader, List<Failing>>();
        for (var row : rows) {
            var person = assigned.get(row.ticketId());
            if (person != null) {
                notices.person(person)
                        .ifPresent(reader -> own.computeIfAbsent(reader, _ -> new ArrayList<>())
                                .add(row));
            }
        }
        return own;
    }
}
