package dev.roundtrip.notify;

import dev.roundtrip.store.Store;
import java.time.Clock;
import java.util.List;

/** What people were told, for them to read on the pages. */
public final class Inbox {
    private final Store store;
    private final Clock clock;
    private final NoticeTable table;

    public Inbox(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.table = new NoticeTable(store);
    }

    /** What a person was told, the newest first: those with a smaller id than {@code before}. */
    public List<Notice> of(long person, long before, int limit) {
        return table.ofPerson(person, before, limit);
    }

    /** How many the person has not read; counted no further than {@code most}. */
    public int unread(long person, int most) {
        return table.unread(person, most);
    }

    /** Within the person's own inbox; another's notice is left alone. */
    public void markRead(long person, long id) {
        markRead(person, id, id);
    }

    /** All of the person's up to that one: what came since has not been seen. */
    public void markAllRead(long person, long newest) {
        markRead(person, 0, newest);
    }

    private void markRead(long person, long from, long to) {
        store.write(() -> {
            table.markRead(person, from, to, clock.instant());
            return null;
        });
    }
}
