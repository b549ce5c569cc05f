package dev.roundtrip.callout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class TargetCertificateTableTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");
    private static final Instant END = Instant.parse("2026-12-08T00:00:00Z");

    private final Store store;
    private final TargetCertificateTable table;

    TargetCertificateTableTest(TestDatabase database) {
        store = STORES.on(database);
        table = new TargetCertificateTable(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private void shown(Instant notAfter, Instant at) {
        store.write(() -> {
            table.shown("icinga.example.net:5665", notAfter, at);
            return null;
        });
    }

    private Instant seenAt() {
        return Instant.ofEpochMilli(store.jdbc()
                .sql("select seen_at from target_certificate")
                .query(Long.class)
                .single());
    }

    @Test
    void keepsTheLastOneOfEachHostAndWhenItWasThereFirst() {
        shown(END, NOON);
        shown(END, NOON.plusSeconds(60));
        assertThat(table.all()).isEqualTo(Map.of("icinga.example.net:5665", END));
        assertThat(seenAt()).isEqualTo(NOON);

        shown(END.plus(Duration.ofDays(90)), NOON.plusSeconds(120));
        assertThat(table.all()).isEqualTo(Map.of("icinga.example.net:5665", END.plus(Duration.ofDays(90))));
        assertThat(seenAt()).isEqualTo(NOON.plusSeconds(120));
    }
}
