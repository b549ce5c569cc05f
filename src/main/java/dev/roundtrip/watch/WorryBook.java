package dev.roundtrip.watch;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.notify.About;
import dev.roundtrip.notify.Notices;
import dev.roundtrip.notify.Reader;
import dev.roundtrip.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what worries the desk, and tells administrators: once when a worry begins, and once a week while it lasts. One that is over ends
 * without a word; one that is back within a day has never been away.
 *
 * <p>That somebody was told and the row that says so are one transaction: it happens once, whatever dies in between.
 */
final class WorryBook {
    private static final Logger log = LoggerFactory.getLogger(WorryBook.class);

    private final Store store;
    private final Desk desk;
    private final Notices notices;
    private final WorryTable table;

    WorryBook(Store store, Desk desk, Notices notices) {
        this.store = store;
        this.desk = desk;
        this.notices = notices;
        this.table = new WorryTable(store);
    }

    /**
     * Takes in what a look has found.
     *
     * @param prefix of the keys of all that it could have found: what is not there any more is over
     */
    void found(String prefix, List<Worry> worries, Instant now) {
        var known = table.all().stream()
                .filter(row -> row.key().startsWith(prefix))
                .collect(Collectors.toMap(WorryTable.Row::key, Function.identity()));
        for (var worry : worries) {
            found(worry, known.remove(worry.key()), now);
        }
        known.values().stream().filter(WorryTable.Row::isOpen).forEach(row -> ends(row, now));
    }

    private void found(Worry worry, WorryTable.@Nullable Row row, Instant now) {
        var known = row == null || Step.isGone(row, now) ? null : row;
        var readers = notices.administrators();
        var told = readers.isEmpty() ? null : now;
        switch (Step.of(known, worry, now, told != null)) {
            case BEGIN ->
                store.write(() -> {
                    table.forget(Step.goneBefore(now));
                    if (table.begins(worry, now, told)) {
                        tell(readers, worry, now);
                    }
                    return null;
                });
            case TELL ->
                store.write(() -> {
                    if (known != null && table.goesOn(known, worry, now, told)) {
                        tell(readers, worry, now);
                    }
                    return null;
                });
            case KEEP -> store.write(() -> known != null && table.goesOn(known, worry, now, known.told()));
            case NOTHING -> {}
        }
    }

    private void tell(List<Reader> readers, Worry worry, Instant now) {
        var zone = desk.settings().zone();
        notices.tell(
                readers, reader -> new WorryWords(notices.language(reader), zone, now).message(worry), About.NO_TICKET);
        var subject = new WorryWords(Locale.ENGLISH, zone, now).subject(worry);
        store.afterCommit(() -> log.warn("the desk is not well: {}", subject));
    }

    private void ends(WorryTable.Row row, Instant now) {
        store.write(() -> {
            table.ends(row, now);
            return null;
        });
    }

    /** Ends what nobody looks after any more, and forgets what is long over. */
    void tidy(Instant now) {
        var rows = table.all();
        rows.stream().filter(row -> row.isOpen() && Worries.isSilent(row, now)).forEach(row -> ends(row, now));
        if (rows.stream().anyMatch(row -> Step.isGone(row, now))) {
            store.write(() -> {
                table.forget(Step.goneBefore(now));
                return null;
            });
        }
    }
}
