package dev.roundtrip.bench;

import dev.roundtrip.House;
import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Dialect;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Gives a desk a great many tickets: copies of one, every second of them new and the others in progress, made a second after each other until
 * now, none of them touched since.
 *
 * @param ofAValue so many new ones share a value of the field AlertID, and as many in progress
 */
record ManyTickets(House house, int count, int ofAValue) {
    private static final int AT_ONCE = 50_000;
    private static final long BASE = 1_000_000_000L;

    /** The id of the oldest. */
    static final long FIRST = BASE + 1;

    void fill() {
        house.setup().apply("bench.yaml", "fields: [ { name: AlertID, type: text } ]", Map.of(), false);
        var original = house.tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, "disk full")
                                .set(
                                        TicketField.DESCRIPTION,
                                        "The disk of a server is full, and somebody has to do something. ".repeat(5))
                                .set(TicketField.COMPANY_ID, 0)
                                .setUser("AlertID", "original")
                                .build(),
                        Actor.DESK);
        for (int from = 1; from <= count; from += AT_ONCE) {
            copy(original.id(), from, Math.min(count, from + AT_ONCE - 1));
        }
        if (house.store().dialect() == Dialect.POSTGRES) {
            house.store().write(() -> house.store().jdbc().sql("analyze").update());
        }
    }

    private void copy(long original, int from, int to) {
        var columns = Arrays.stream(TicketField.values())
                .map(TicketField::column)
                .filter(column -> !Set.of("id", "ticket_number", "status", "create_date", "due_date_time")
                        .contains(column))
                .toList();
        Store store = house.store();
        store.write(() -> {
            store.jdbc()
                    .sql("""
                            with recursive n (i) as (select :from union all select n.i + 1 from n where n.i < :to)
                            insert into ticket (id, version, ticket_number, status, create_date, due_date_time, status_since, idle_since, %s)
                            select :base + n.i, 1, 'B' || n.i, case when n.i %% 2 = 0 then 1 else 8 end,
                                   t.create_date - 1000 * (:all - n.i), t.due_date_time - 1000 * (:all - n.i),
                                   t.status_since - 1000 * (:all - n.i), t.idle_since - 1000 * (:all - n.i), %s
                            from n, ticket t
                            where t.id = :original""".formatted(String.join(", ", columns), "t." + String.join(", t.", columns)))
                    .params(Map.of("from", from, "to", to, "base", BASE, "all", count, "original", original))
                    .update();
            return store.jdbc()
                    .sql("""
                            with recursive n (i) as (select :from union all select n.i + 1 from n where n.i < :to)
                            insert into ticket_user_value (ticket_id, field_id, value, value_key)
                            select :base + n.i, v.field_id, 'A-' || (n.i / :of), 'a-' || (n.i / :of)
                            from n, ticket_user_value v
                            where v.ticket_id = :original""")
                    .params(Map.of("from", from, "to", to, "base", BASE, "of", 2 * ofAValue, "original", original))
                    .update();
        });
    }
}
