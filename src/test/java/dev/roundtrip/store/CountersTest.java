package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class CountersTest {
    private static final SharedStores STORES = new SharedStores();

    private final Store store;
    private final String counter = "drawn " + UUID.randomUUID();

    CountersTest(TestDatabase database) {
        store = STORES.on(database);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private long next() {
        return store.write(() -> store.next(counter));
    }

    @Test
    void beginWithOneAndGoOnWithTheNext() {
        assertThat(List.of(next(), next(), next())).containsExactly(1L, 2L, 3L);
        assertThat(store.<Long>write(() -> store.next(counter + ", another"))).isEqualTo(1);
    }

    @Test
    void countOnWithinOneWriteAndOneGroup() throws InterruptedException {
        var drawn = new ConcurrentLinkedQueue<Long>();

        Callers.inOneGroup(store, 5, caller -> () -> {
            drawn.add(store.next(counter));
            return drawn.add(store.next(counter));
        });

        assertThat(drawn)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
        assertThat(next()).isEqualTo(11);
    }

    @Test
    void giveBackWhatAnUndoneWriteDrew() {
        next();
        assertThatThrownBy(() -> store.write(() -> {
                    store.next(counter);
                    store.next(counter);
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(next()).isEqualTo(2);
    }

    @Test
    void giveBackWhatAnUndoneNeighbourDrewFromTheSameGroup() throws InterruptedException {
        var drawn = new ConcurrentLinkedQueue<Long>();

        Callers.inOneGroup(store, 3, caller -> () -> {
            long number = store.next(counter);
            if (caller == 1) {
                throw new IllegalArgumentException("no");
            }
            return drawn.add(number);
        });

        assertThat(drawn).containsExactly(1L, 2L);
        assertThat(next()).isEqualTo(3);
    }

    @Test
    void giveBackWhatAnUndoneNestedWriteDrew() {
        var drawn = store.write(() -> {
            long before = store.next(counter);
            assertThatThrownBy(() -> store.write(() -> {
                        store.next(counter);
                        throw new IllegalArgumentException("no");
                    }))
                    .hasMessage("no");
            return List.of(before, store.next(counter));
        });

        assertThat(drawn).containsExactly(1L, 2L);
        assertThat(next()).isEqualTo(3);
    }

    @Test
    void areDrawnFromWithinWritesOnly() {
        assertThatThrownBy(() -> store.next(counter)).isInstanceOf(IllegalStateException.class);
    }
}
