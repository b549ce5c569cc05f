package dev.roundtrip.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Statements that a group of writes has put off, so that the same statement of many callers goes to the database as one batch.
 *
 * <p>Statements about one thing are carried out in the order they came; those about different things may change places.
 */
final class Deferred {
    private static final Pattern TABLE =
            Pattern.compile("^\\s*(?:insert into|update|delete from)\\s+(\\w+)", Pattern.CASE_INSENSITIVE);

    private final List<Statement> statements = new ArrayList<>();
    private final Map<Object, Integer> things = new HashMap<>();
    private final Map<GroupedSql, Integer> texts = new HashMap<>();

    /**
     * @param about what it is about: a ticket, a line of deliveries
     * @param rows  told how many rows it changed
     */
    record Statement(Object about, GroupedSql sql, Map<String, ? extends @Nullable Object> binds, IntConsumer rows) {}

    /** One statement with the binds of many, at least one. */
    record Batch(GroupedSql sql, List<Statement> statements) {}

    void add(Statement statement) {
        statements.add(statement);
        things.merge(statement.about(), 1, Integer::sum);
        texts.merge(statement.sql(), 1, Integer::sum);
    }

    boolean isEmpty() {
        return statements.isEmpty();
    }

    int mark() {
        return statements.size();
    }

    void undoTo(int mark) {
        while (statements.size() > mark) {
            var statement = statements.removeLast();
            things.computeIfPresent(statement.about(), Deferred::oneLess);
            texts.computeIfPresent(statement.sql(), Deferred::oneLess);
        }
    }

    private static @Nullable Integer oneLess(Object key, Integer count) {
        return count == 1 ? null : count - 1;
    }

    boolean concerns(Object about) {
        return things.containsKey(about);
    }

    /** Whether {@code sql} may read or write what a statement put off changes: whether it names the same table. */
    boolean concernsTablesOf(String sql) {
        return texts.keySet().stream().anyMatch(text -> isNamed(tableOf(text.one()), sql));
    }

    private static boolean isNamed(String table, String sql) {
        for (int at = sql.indexOf(table); at >= 0; at = sql.indexOf(table, at + 1)) {
            int end = at + table.length();
            if ((at == 0 || !Character.isJavaIdentifierPart(sql.charAt(at - 1)))
                    && (end == sql.length() || !Character.isJavaIdentifierPart(sql.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static String tableOf(String sql) {
        var found = TABLE.matcher(sql);
        if (!found.find()) {
            throw new IllegalArgumentException("only insert, update and delete can be put off, not: " + sql);
        }
        return found.group(1);
    }

    /**
     * In an order that keeps that of the statements about one thing, in few batches. What can go as one statement holds a thing once, for
     * that statement changes a row once.
     */
    List<Batch> batches() {
        var batches = new ArrayList<Batch>();
        var latest = new HashMap<GroupedSql, Integer>();
        var reached = new HashMap<Object, Integer>();
        for (var statement : statements) {
            int last = reached.getOrDefault(statement.about(), -1);
            int at = latest.getOrDefault(statement.sql(), -1);
            if (at < last || at < 0 || (at == last && statement.sql().many() != null)) {
                at = batches.size();
                batches.add(new Batch(statement.sql(), new ArrayList<>()));
                latest.put(statement.sql(), at);
            }
            batches.get(at).statements().add(statement);
            reached.put(statement.about(), at);
        }
        return batches;
    }
}
