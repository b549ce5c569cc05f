package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.directory.Desk;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it moves the whole process to another language")
class OtherDigitsTest {
    @Test
    void aTicketNumberIsWrittenTheSameWhereDigitsAreOthers(@TempDir Path folder) {
        var before = Locale.getDefault(Locale.Category.FORMAT);
        try (var store = Store.open(TestDatabase.SQLITE.fresh(folder))) {
            Locale.setDefault(Locale.Category.FORMAT, Locale.of("fa", "IR"));
            var numbers = new TicketNumbers(store, new Desk(store));

            var number = store.write(() -> numbers.next(Instant.parse("2026-11-25T12:00:00Z")));

            assertThat(number).isEqualTo("T20261125.0001");
        } finally {
            Locale.setDefault(Locale.Category.FORMAT, before);
        }
    }
}
