package dev.roundtrip.field;

import dev.roundtrip.store.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the ids of what a condition asks for. */
public final class Search {
    /**
     * In which rows. Never from outside.
     *
     * @param from the table and its alias, {@code ticket t}
     * @param id the expression of their id
     * @param ofCompanies true for those of {@code :companies}
     * @param indexed fields from whose value an index leads to the rows
     */
    public record Rows(String from, String id, String ofCompanies, Set<? extends EntityField> indexed) {
        public Rows {
            indexed = Set.copyOf(indexed);
        }
    }

    /**
     * So many of the rows to look at, and no others: whatever the condition, it costs no more than these. Never from outside.
     *
     * @param ids a statement that selects their {@code id}
     * @param binds what it names
     */
    public record Window(String ids, Map<String, ?> binds) {}

    /** How much text a page holds before it ends early: 500 rows can each have long texts, and an answer is put together in memory. */
    private static final long MOST_CHARACTERS = 4 << 20;

    /** Rows that are looked at between two looks at how much there is. */
    private static final int AT_ONCE = 50;

    private final Store store;

    public Search(Store store) {
        this.store = store;
    }

    /**
     * Rows by ascending id. Where they hold long texts they are fewer than the query's limit, and the page says that there are more.
     *
     * @param load the rows of ids, in their order
     * @param characters how much text a row holds, about
     */
    public <R> Page<R> page(Rows of, Query query, Function<List<Long>, List<R>> load, ToLongFunction<R> characters) {
        var page = ids(of, query);
        boolean backwards = query.position() instanceof Query.Position.Before;
        var ids = backwards ? page.rows().reversed() : page.rows();
        var rows = new ArrayList<R>();
        long held = 0;
        int taken = 0;
        while (taken < ids.size() && held < MOST_CHARACTERS) {
            var some = load.apply(ids.subList(taken, Math.min(ids.size(), taken + AT_ONCE)));
            held += some.stream().mapToLong(characters).sum();
            rows.addAll(some);
            taken += AT_ONCE;
        }
        boolean cut = taken < ids.size();
        return backwards
                ? new Page<>(rows.reversed(), page.hasPrevious() || cut, page.hasNext())
                : new Page<>(rows, page.hasPrevious(), page.hasNext() || cut);
    }

    /** As many as the query's limit, ascending. */
    private Page<Long> ids(Rows of, Query query) {
        return switch (query.position()) {
            case Query.Position.After after -> {
                // One row more than is asked for tells whether anything follows.
                var ids = ids(of, query, of.id() + " > :from order by " + of.id(), after.id());
                boolean more = ids.size() > query.limit();
                yield new Page<>(more ? ids.subList(0, query.limit()) : ids, !after.equals(Query.Position.START), more);
            }
            case Query.Position.Before before -> {
                var ids = ids(of, query, of.id() + " < :from order by " + of.id() + " desc", before.id());
                boolean more = ids.size() > query.limit();
                var page = new ArrayList<>(more ? ids.subList(0, query.limit()) : ids);
                Collections.reverse(page);
                yield new Page<>(page, more, true);
            }
        };
    }

    /**
     * Ids of those within the window that fulfil the condition, the highest first.
     *
     * @param companies only of these; empty means of all
     */
    public List<Long> highest(Rows of, Window within, Filter where, Set<Long> companies, int limit) {
        var sql = new FilterSql(store.dialect());
        // cross join: SQLite then goes from the window to the rows, and never the other way round.
        var text = """
                select %1$s
                from (%2$s) w cross join %3$s
                where %1$s = w.id and %4$s%5$s
                order by %1$s desc
                limit :limit""".formatted(of.id(), within.ids(), of.from(), sql.of(where), limitedTo(of, companies));
        return store.search(jdbc -> {
            var statement =
                    jdbc.sql(text).params(sql.binds()).params(within.binds()).param("limit", limit);
            return (companies.isEmpty() ? statement : statement.param("companies", companies))
                    .query(Long.class)
                    .list();
        });
    }

    /** @param companies only of these; empty means of all */
    public long count(Rows of, Filter where, Set<Long> companies) {
        var sql = new FilterSql(store.dialect());
        var text = "select count(*) from " + of.from() + " where " + sql.of(where) + limitedTo(of, companies);
        return read(of, where, jdbc -> {
            var statement = jdbc.sql(text).params(sql.binds());
            return (companies.isEmpty() ? statement : statement.param("companies", companies))
                    .query(Long.class)
                    .single();
        });
    }

    private List<Long> ids(Rows of, Query query, String part, long from) {
        var sql = new FilterSql(store.dialect());
        var text = """
                select %s
                from %s
                where %s%s
                  and %s
                limit :limit""".formatted(of.id(), of.from(), sql.of(query.where()), limitedTo(of, query.companies()), part);
        return read(of, query.where(), jdbc -> {
            var statement =
                    jdbc.sql(text).params(sql.binds()).param("from", from).param("limit", query.limit() + 1);
            return (query.companies().isEmpty() ? statement : statement.param("companies", query.companies()))
                    .query(Long.class)
                    .list();
        });
    }

    private <T> T read(Rows of, Filter where, Function<JdbcClient, T> question) {
        return isOfAnIndex(of, where) ? question.apply(store.jdbc()) : store.search(question);
    }

    /** Whether it asks for what an index leads to, and for nothing else: no row is read that is not asked for. */
    private static boolean isOfAnIndex(Rows of, Filter where) {
        return switch (where) {
            case Filter.All all ->
                all.of().size() == 1 && isOfAnIndex(of, all.of().getFirst());
            case Filter.OnField test ->
                test.operator() == FilterOperator.EQUAL && of.indexed().contains(test.field());
            default -> false;
        };
    }

    private static String limitedTo(Rows of, Set<Long> companies) {
        return companies.isEmpty() ? "" : " and " + of.ofCompanies();
    }
}
