package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room, as SQLite meets it where its file may not grow: the same refusal in the midst of the same work. */
class FullDiskTest {
    private static final String TOLD =
            "the disk is full: nothing was kept. Free space in the data folder; the desk goes on by itself.";
    private static final String PAGE = "x".repeat(4000);
    /** Pages that it may hold beyond its schema. */
    private static final int ROOM = 6;

    private final Store store;

    /** Its file may hold a few pages more than its schema takes, on every connection that the store makes. */
    FullDiskTest(@TempDir Path folder) {
        store = Store.open(
                new Database.Sqlite(folder.resolve("desk.db?max_page_count=" + (pagesOfTheSchema(folder) + ROOM))));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @BeforeEach
    void aTable() {
        store.write(() -> store.jdbc()
                .sql("create table page (number integer, text text)")
                .update());
    }

    private static int pagesOfTheSchema(Path folder) {
        try (var fresh = Store.open(new Database.Sqlite(folder.resolve("fresh.db")))) {
            return fresh.jdbc().sql("pragma page_count").query(Integer.class).single();
        }
    }

    /** As many pages as fit; all that was acknowledged. */
    private List<Integer> full() {
        var kept = new ArrayList<Integer>();
        while (true) {
            int number = kept.size();
            try {
                store.write(() -> write(number));
                kept.add(number);
            } catch (StoreUnavailable e) {
                assertThat(e).hasMessage(TOLD);
                return kept;
            }
        }
    }

    private int write(int number) {
        return store.jdbc()
                .sql("insert into page (number, text) values (:number, :text)")
                .param("number", number)
                .param("text", PAGE)
                .update();
    }

    private List<Integer> kept() {
        return store.jdbc()
                .sql("select number from page order by number")
                .query(Integer.class)
                .list();
    }

    private void makeRoom() {
        store.write(() -> store.jdbc()
                .sql("pragma max_page_count = 100000")
                .query(Integer.class)
                .single());
    }

    @Test
    void nothingIsAcknowledgedThatWasNotKeptAndReadingGoesOn() {
        var acknowledged = full();

        assertThat(acknowledged).isNotEmpty();
        assertThat(kept()).isEqualTo(acknowledged);
        assertThatThrownBy(() -> store.write(() -> write(-1)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage(TOLD);
        assertThat(kept()).isEqualTo(acknowledged);
    }

    @Test
    void goesOnByItselfOnceThereIsRoom() {
        var acknowledged = full();

        makeRoom();
        store.write(() -> write(1000));

        acknowledged.add(1000);
        assertThat(kept()).isEqualTo(acknowledged);
    }

    @Test
    void noHalfOfAWriteIsKept() {
        var undone = new AtomicInteger();
        var followed = new AtomicInteger();

        assertThatThrownBy(() -> store.write(() -> {
                    store.afterCommit(followed::incrementAndGet);
                    store.afterRollback(undone::incrementAndGet);
                    return IntStream.range(0, 1000).map(this::write).sum();
                }))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage(TOLD);

        assertThat(kept()).isEmpty();
        assertThat(followed).hasValue(0);
        assertThat(undone).as("once for each time that it was tried").hasValueGreaterThan(0);
    }

    @Test
    void aWriteWithinAWriteMeetsItToo() {
        assertThatThrownBy(() -> store.write(() -> {
                    write(1);
                    return store.write(() -> store.write(
                            () -> IntStream.range(0, 1000).map(this::write).sum()));
                }))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage(TOLD);

        assertThat(kept()).isEmpty();
    }

    @Test
    void whoeverPassesOverItWithinAWriteDoesNotKeepTheRest() {
        assertThatThrownBy(() -> store.write(() -> {
                    write(1);
                    try {
                        store.write(
                                () -> IntStream.range(0, 1000).map(this::write).sum());
                    } catch (RuntimeException passedOver) {
                        write(2);
                    }
                    return "kept";
                }))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage(TOLD);

        assertThat(kept()).isEmpty();
    }

    @Test
    void ofAGroupThatFindsNoRoomTogetherThoseAreKeptThatDoAlone() throws InterruptedException {
        var told = Callers.inOneGroup(store, 3, caller -> () -> {
            int pages = caller == 1 ? 1000 : 2;
            return IntStream.range(0, pages)
                    .map(n -> write(caller * 10_000 + n))
                    .sum();
        });

        assertThat(told.get(0)).isEqualTo(new Callers.Told(2, null));
        assertThat(told.get(1).failure()).isInstanceOf(StoreUnavailable.class).hasMessage(TOLD);
        assertThat(told.get(2)).isEqualTo(new Callers.Told(2, null));
        assertThat(kept()).containsExactly(0, 1, 20_000, 20_001);
    }
}
