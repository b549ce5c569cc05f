package dev.roundtrip.watch;

import dev.roundtrip.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What worries the desk now, as it was found at the last look. */
public final class Worries {
    /** Whoever should look after it has not done so for long: its node is gone, perhaps. */
    private static final Duration SILENT_AFTER = Duration.ofHours(1);

    private final Clock clock;
    private final WorryTable table;

    public Worries(Store store, Clock clock) {
        this.clock = clock;
        this.table = new WorryTable(store);
    }

    /** In the order they began. */
    public List<Worry> now() {
        var now = clock.instant();
        return table.all().stream()
                .filter(row -> row.isOpen() && !isSilent(row, now))
                .map(WorryTable.Row::worry)
                .toList();
    }

    static boolean isSilent(WorryTable.Row row, Instant now) {
        return !row.found().plus(SILENT_AFTER).isAfter(now);
    }
}
