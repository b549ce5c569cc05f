package dev.roundtrip.ticket;

import dev.roundtrip.field.Query;
import dev.roundtrip.field.Search;
import dev.roundtrip.field.UserField;
import dev.roundtrip.field.ValueKey;
import dev.roundtrip.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tickets to look through, the newest first.
 *
 * <p>No index serves every wish: a text may stand in one title of a million. So a page begins with what an index gives in order (those
 * that are open, that somebody has, of a company, or all), looks at so many of them, and says how far it came: what a page costs follows
 * from that, not from how many tickets there are.
 */
public final class TicketList {
    /** At how many tickets a page looks before it is answered, full or not. */
    public static final int QUICK = 5_000;

    /** The same for somebody who asks to look further. */
    public static final int DEEP = 100_000;

    /** The first look: enough where nearly all fit. */
    private static final int FIRST = 200;

    private static final int GROWTH = 7;

    /** Ids follow each other in the order in which tickets are made, but for those that were under way at the same time. */
    private static final Duration AT_THE_SAME_TIME = Duration.ofHours(1);

    private final Store store;
    private final TicketTable table;
    private final Search search;

    public TicketList(Store store) {
        this.store = store;
        this.table = new TicketTable(store);
        this.search = new Search(store);
    }

    /**
     * @param next the key from which the next page goes on; null at the end
     * @param lookedTo where the look ended before the page was full: there may be more beyond; else null
     */
    public record Page(
            List<Ticket> rows,
            @Nullable Long next,
            @Nullable Ticket lookedTo) {}

    /**
     * @param before only those below that id; {@link Long#MAX_VALUE} for the newest
     * @param most at how many tickets to look
     */
    public Page page(Wanted wanted, long before, int rows, int most) {
        // A date is kept in one of two spellings, and a window is of one.
        return wanted.holds() != null && wanted.holds().field().type() == UserField.Type.DATE
                ? found(wanted, before, rows)
                : looked(wanted, before, rows, most);
    }

    private Page found(Wanted wanted, long before, int rows) {
        var query = new Query(wanted.filter(), wanted.companies(), new Query.Position.Before(before), rows);
        var page = search.page(Tickets.TICKETS, query, table::load, Ticket::characters);
        var found = page.rows().reversed();
        return new Page(found, page.hasPrevious() ? (Long) found.getLast().id() : null, null);
    }

    private Page looked(Wanted wanted, long before, int rows, int most) {
        var among = Among.of(wanted);
        var where = wanted.filter();
        var found = new ArrayList<Long>();
        long from = before;
        int left = most;
        for (int size = FIRST; left > 0; size *= GROWTH) {
            int looks = Math.min(size, left);
            var window = among.window(from, looks);
            // One row more than is asked for tells whether anything follows.
            found.addAll(search.highest(Tickets.TICKETS, window, where, wanted.companies(), rows + 1 - found.size()));
            if (found.size() > rows) {
                var shown = found.subList(0, rows);
                return new Page(table.load(shown), shown.getLast(), null);
            }
            var bottom = bottom(window, looks);
            if (bottom.isEmpty() || isBeyond(bottom.get(), wanted.since())) {
                return new Page(table.load(found), null, null);
            }
            from = bottom.get();
            left -= looks;
        }
        return new Page(table.load(found), from, table.find(from).orElse(null));
    }

    /** The lowest id of a window that is full; empty where nothing follows it. */
    private Optional<Long> bottom(Search.Window window, int size) {
        return store.jdbc()
                .sql("select min(w.id) as bottom, count(*) as seen from (%s) w".formatted(window.ids()))
                .params(window.binds())
                .query((rs, n) -> rs.getInt("seen") < size ? Optional.<Long>empty() : Optional.of(rs.getLong("bottom")))
                .single();
    }

    private boolean isBeyond(long id, @Nullable Instant since) {
        return since != null
                && table.find(id)
                        .filter(ticket -> ticket.createdAt().isBefore(since.minus(AT_THE_SAME_TIME)))
                        .isPresent();
    }

    /** How many are not complete, at most {@code most}. */
    public int countOpen(int most) {
        return count(new Among("o.status <> " + Status.COMPLETE, Map.of()), most);
    }

    /** The same of those that this person has. */
    public int countOpen(long personId, int most) {
        return count(Among.openOf(personId), most);
    }

    private int count(Among among, int most) {
        var window = among.window(Long.MAX_VALUE, most);
        return store.jdbc()
                .sql("select count(*) from (%s) w".formatted(window.ids()))
                .params(window.binds())
                .query(Integer.class)
                .single();
    }

    /**
     * What an index gives in the order of ids. The number of Complete is written, not bound: only so it is known to be that of the index.
     *
     * @param from the table, by the alias o
     * @param id its column that holds the ticket's id
     */
    record Among(String from, String id, String condition, Map<String, Object> binds) {
        private Among(String condition, Map<String, Object> binds) {
            this("ticket o", "o.id", condition, binds);
        }

        static Among of(Wanted wanted) {
            var holds = wanted.holds();
            if (holds != null) {
                return new Among(
                        "ticket_user_value o",
                        "o.ticket_id",
                        "o.field_id = :ofField and o.value_key = :ofKey",
                        Map.of("ofField", holds.field().id(), "ofKey", ValueKey.of(holds.value())));
            }
            boolean open = wanted.open() || (wanted.status() != null && wanted.status() != Status.COMPLETE);
            if (open && wanted.assigned() != null && wanted.assigned() != Wanted.NOBODY) {
                return openOf(wanted.assigned());
            }
            if (open) {
                return new Among("o.status <> " + Status.COMPLETE, Map.of());
            }
            if (wanted.company() != null) {
                return new Among("o.company_id = :ofCompany", Map.of("ofCompany", wanted.company()));
            }
            return new Among("1 = 1", Map.of());
        }

        static Among openOf(long personId) {
            return new Among(
                    "o.status <> " + Status.COMPLETE + " and o.assigned_resource_id = :ofPerson",
                    Map.of("ofPerson", personId));
        }

        Search.Window window(long before, int size) {
            var all = new HashMap<String, Object>(binds);
            all.put("before", before);
            all.put("size", size);
            return new Search.Window("""
                    select %1$s as id
                    from %2$s
                    where %3$s and %1$s < :before
                    order by %1$s desc
                    limit :size""".formatted(id, from, condition), all);
        }
    }
}
