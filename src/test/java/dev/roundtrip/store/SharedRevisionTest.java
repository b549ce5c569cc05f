package dev.roundtrip.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL: what one changes, the other sees within half a second, and at once when it writes. */
class SharedRevisionTest {
    private final Store here;
    private final Store there;
    private final AtomicLong nanoTime = new AtomicLong();
    private final AtomicInteger loads = new AtomicInteger();
    private final Revision.Cached<Integer> cached;

    SharedRevisionTest(@TempDir Path folder) {
        var shared = TestDatabase.POSTGRES.fresh(folder);
        here = Store.open(shared);
        there = Store.open(shared);
        cached = new Revision(here.jdbc(), true, nanoTime::get).cached(loads::incrementAndGet);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    private void changeThere() {
        there.write(() -> {
            there.revision().bump();
            return null;
        });
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }

    @Test
    void isSeenAtTheLatestAfterHalfASecond() {
        assertThat(cached.get()).isEqualTo(1);

        changeThere();

        pass(Duration.ofMillis(500));
        assertThat(cached.get()).as("not asked for yet").isEqualTo(1);
        pass(Duration.ofNanos(1));
        assertThat(cached.get()).isEqualTo(2);
        pass(Duration.ofHours(1));
        assertThat(cached.get()).as("asked for, and the same").isEqualTo(2);
    }

    @Test
    void isSeenAtOnceByAWrite() {
        assertThat(cached.get()).isEqualTo(1);

        changeThere();

        assertThat(here.write(cached)).isEqualTo(2);
        assertThat(here.write(() -> here.revision().current()))
                .isEqualTo(there.write(() -> there.revision().current()));
    }
}
