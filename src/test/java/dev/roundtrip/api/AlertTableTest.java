package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.api.AlertTable.Row;
import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OddTexts;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.UserFields;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@OnBothDatabases
class AlertTableTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Row NEW = new Row(null, false, "");

    private final Store store;
    private final AlertTable table;
    private final long field;

    AlertTableTest(TestDatabase database) {
        store = STORES.on(database);
        table = new AlertTable(store);
        field = field();
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private long field() {
        var name = UUID.randomUUID().toString();
        return new UserFields(store)
                .add(new UserField(0, name, UserField.Type.TEXT, List.of(), null, null, true))
                .id();
    }

    private long company() {
        return new Directory(store, Clock.systemUTC(), new Picklists(store), id -> false)
                .add(new Company(0, UUID.randomUUID().toString(), null, true))
                .id();
    }

    private AlertTable.Key key(String fingerprint) {
        return new AlertTable.Key(field, Company.OWN, fingerprint);
    }

    private Row take(AlertTable.Key key) {
        return store.write(() -> table.take(key));
    }

    private void keep(AlertTable.Key key, Row row) {
        store.write(() -> {
            table.keep(key, row);
            return null;
        });
    }

    @Test
    void oneThatWasNeverHeardOfIsMadeWhenItIsTaken() {
        assertThat(table.knows(key("a"))).isFalse();

        assertThat(take(key("a"))).isEqualTo(NEW);

        assertThat(table.knows(key("a"))).isTrue();
        assertThat(take(key("a"))).isEqualTo(NEW);
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        long ticket = ticket();
        for (var fingerprint : OddTexts.ALL) {
            var key = key(fingerprint.length() > 2000 ? fingerprint.substring(0, 500) : fingerprint);
            take(key);
            keep(key, new Row(ticket, true, OddTexts.ONE));
            assertThat(take(key)).isEqualTo(new Row(ticket, true, OddTexts.ONE));
            keep(key, new Row(null, false, ""));
            assertThat(take(key)).isEqualTo(NEW);
        }
    }

    private long ticket() {
        return store.write(() -> store.jdbc()
                .sql("""
                        insert into ticket (id, version, ticket_number, title, company_id, status, priority,
                                            create_date, last_activity_date, status_since, idle_since)
                        values (:id, 1, :number, 'disk full', 0, 1, 2, 0, 0, 0, 0)
                        returning id""")
                .param("id", store.next("ticket id"))
                .param("number", UUID.randomUUID().toString())
                .query(Long.class)
                .single());
    }

    @Test
    void fieldCompanyAndFingerprintTogetherMakeItOneAndTheSame() {
        var key = key("a");
        take(key);
        keep(key, new Row(null, true, "said"));

        for (var other : List.of(
                new AlertTable.Key(field(), Company.OWN, "a"),
                new AlertTable.Key(field, company(), "a"),
                key("A"),
                key("a "),
                key("b"))) {
            assertThat(table.knows(other)).isFalse();
            assertThat(take(other)).isEqualTo(NEW);
        }
        assertThat(take(key)).isEqualTo(new Row(null, true, "said"));
    }

    @Test
    void keepingOneThatWasNeverTakenKeepsNothing() {
        keep(key("a"), new Row(null, true, "said"));

        assertThat(table.knows(key("a"))).isFalse();
    }

    @Test
    void isOfAFieldACompanyAndATicketThatAreThere() {
        assertThatThrownBy(() -> take(new AlertTable.Key(-1, Company.OWN, "a")))
                .isInstanceOf(DataAccessException.class);
        assertThatThrownBy(() -> take(new AlertTable.Key(field, -1, "a"))).isInstanceOf(DataAccessException.class);
        take(key("a"));
        assertThatThrownBy(() -> keep(key("a"), new Row(-1L, true, ""))).isInstanceOf(DataAccessException.class);
    }

    @Test
    void sendersOfOneAlertTakeTurns() throws InterruptedException {
        var key = key("a");

        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 16; i++) {
            int route = i; // on PostgreSQL by two writers, as by two nodes
            threads.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 10; n++) {
                    store.write(route, () -> {
                        var row = table.take(key);
                        table.keep(key, new Row(null, !row.firing(), row.said() + "x"));
                        return null;
                    });
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(take(key)).isEqualTo(new Row(null, false, "x".repeat(160)));
    }
}
