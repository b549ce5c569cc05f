package dev.roundtrip.rule;

import dev.roundtrip.store.Store;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes on which day each rule fired last, in the transaction in which it fires, once a day and process: a row that every firing wrote
 * would be waited for by all others, and two rules that fire in two orders would lock each other out.
 */
final class Firings {
    private final Store store;
    private final FiredTable table;
    /** By rule: of which day it is known to be noted, and kept. */
    private final Map<Long, LocalDate> noted = new ConcurrentHashMap<>();

    Firings(Store store) {
        this.store = store;
        this.table = new FiredTable(store);
    }

    /** Within the write in which it fires; what undoes the firing undoes the note. */
    void fired(Rule rule, LocalDate day) {
        if (day.equals(noted.get(rule.id()))) {
            return;
        }
        table.fired(rule.id(), day);
        store.afterCommit(() -> noted.put(rule.id(), day));
    }
}
