package dev.roundtrip.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class DeskTest {
    private static final SharedStores STORES = new SharedStores();

    private final Store store;
    private final Desk desk;

    DeskTest(TestDatabase database) {
        store = STORES.on(database);
        desk = new Desk(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    @BeforeEach
    void fresh() {
        store.write(() -> {
            store.jdbc().sql("delete from desk_setting").update();
            store.revision().bump();
            return null;
        });
    }

    @Test
    void aFreshOneSaysTheUsual() {
        assertThat(desk.settings()).isEqualTo(new DeskSettings("ROUNDTRIP.LOCAL", ZoneId.of("UTC"), "en"));
    }

    @Test
    void whatItSaysOfItselfIsKept() {
        var berlin = new DeskSettings("\u00c4CME \ud83d\udd25 'EXAMPLE'", ZoneId.of("Europe/Berlin"), "de");
        desk.change(berlin);
        assertThat(desk.settings()).isEqualTo(berlin);

        var offset = new DeskSettings(
                "ACME.EXAMPLE",
                ZoneId.of("+05:45"),
                "en",
                OpenHours.of(Map.of("mon-fri", "07:30-12:00, 13:00-16:00", "sun", "00:00-24:00")),
                new TreeSet<>(Set.of(LocalDate.of(2026, 12, 26), LocalDate.of(2026, 12, 25))));
        desk.change(offset);

        assertThat(desk.settings()).isEqualTo(offset);
        assertThat(new Desk(store).settings()).isEqualTo(offset);
    }

    @Test
    void aChangeWithinAWriteStandsOrFallsWithIt() {
        assertThatThrownBy(() -> store.write(() -> {
                    desk.change(new DeskSettings("UNDONE.EXAMPLE", ZoneId.of("UTC"), "en"));
                    assertThat(desk.settings().domain()).isEqualTo("UNDONE.EXAMPLE");
                    throw new IllegalArgumentException("no");
                }))
                .hasMessage("no");

        assertThat(desk.settings()).isEqualTo(DeskSettings.FRESH);
    }

    @Test
    void aZoneThatThisJavaDoesNotKnowIsToldByName() {
        store.write(() -> {
            store.jdbc()
                    .sql("insert into desk_setting (name, value) values ('time-zone', 'Mars/Olympus')")
                    .update();
            store.revision().bump();
            return null;
        });

        assertThatThrownBy(desk::settings)
                .hasMessage("the desk's time zone \"Mars/Olympus\" is not known to this Java");
    }

    @Test
    void nonsenseIsRefused() {
        var utc = ZoneId.of("UTC");

        assertThatThrownBy(() -> new DeskSettings(" ", utc, "en"))
                .hasMessage("domain \" \": 1 to 255 characters on one line");
        assertThatThrownBy(() -> new DeskSettings("x".repeat(256), utc, "en"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DeskSettings("ACME.EXAMPLE", utc, "fr")).hasMessage("language \"fr\": en or de");
    }
}
