package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.field.EntityField;
import dev.roundtrip.field.UserField;
import dev.roundtrip.store.Dialect;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OddTexts;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@OnBothDatabases
class TicketTableTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Store store;
    private final TicketTable table;

    TicketTableTest(TestDatabase database) {
        store = STORES.on(database);
        table = new TicketTable(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    /** What the schema asks for, and no more. */
    private static EnumMap<TicketField, Object> least() {
        return new EnumMap<>(Map.of(
                TicketField.TICKET_NUMBER,
                "T%d".formatted(NUMBER.incrementAndGet()),
                TicketField.TITLE,
                "disk full",
                TicketField.COMPANY_ID,
                0L,
                TicketField.STATUS,
                1L,
                TicketField.PRIORITY,
                2L,
                TicketField.CREATE_DATE,
                NOON,
                TicketField.LAST_ACTIVITY_DATE,
                NOON));
    }

    /** Every field with a value that no other field has. */
    private static EnumMap<TicketField, Object> all() {
        var fields = new EnumMap<TicketField, Object>(TicketField.class);
        for (var field : TicketField.values()) {
            long n = NUMBER.incrementAndGet();
            fields.put(
                    field,
                    switch (field.type()) {
                        case NUMBER -> n;
                        case DECIMAL -> n + 0.1;
                        case TEXT -> field.apiName() + " " + n + OddTexts.ONE;
                        case TIME -> NOON.plusMillis(n);
                        case FLAG -> n % 2 == 0;
                    });
        }
        fields.remove(TicketField.ID);
        return fields;
    }

    private long insert(Map<TicketField, Object> fields, Map<Long, String> userFields) {
        return store.write(() -> table.insert(fields, userFields));
    }

    private void update(
            long id, int version, Map<TicketField, Optional<Object>> changed, Map<Long, Optional<String>> changedUser) {
        store.write(id, () -> {
            table.update(id, version, NOON, false, changed, changedUser);
            return null;
        });
    }

    private Ticket find(long id) {
        return table.find(id).orElseThrow();
    }

    private long userField() {
        var name = "Field " + NUMBER.incrementAndGet();
        return new UserFields(store)
                .add(new UserField(0, name, UserField.Type.MULTI_LINE_TEXT, List.of(), null, null, true))
                .id();
    }

    @Test
    void everyFieldIsGivenBackAsItWas() {
        var fields = all();

        var id = insert(fields, Map.of());

        assertThat(find(id)).isEqualTo(new Ticket(id, 1, fields, Map.of()));
    }

    @Test
    void aFieldWithoutAValueIsNotThere() {
        var fields = least();

        var id = insert(fields, Map.of());

        assertThat(find(id)).isEqualTo(new Ticket(id, 1, fields, Map.of()));
    }

    @Test
    void theEndsOfWhatAFieldHoldsAreGivenBackToo() {
        var low = least();
        low.putAll(Map.of(
                TicketField.MONITOR_ID,
                Long.MIN_VALUE,
                TicketField.ESTIMATED_HOURS,
                -Double.MAX_VALUE,
                TicketField.DUE_DATE_TIME,
                Instant.parse("1874-12-08T18:40:00.001Z"),
                TicketField.IS_ASSIGNED_TO_COMANAGED,
                false,
                TicketField.DESCRIPTION,
                OddTexts.LONG));
        var high = least();
        high.putAll(Map.of(
                TicketField.MONITOR_ID,
                Long.MAX_VALUE,
                TicketField.ESTIMATED_HOURS,
                Double.MIN_VALUE,
                TicketField.DUE_DATE_TIME,
                Instant.parse("9999-12-30T23:59:59.999Z"),
                TicketField.IS_ASSIGNED_TO_COMANAGED,
                true,
                TicketField.DESCRIPTION,
                "x".repeat(EntityField.LONG_TEXT_BYTES)));
        var zero = least();
        zero.putAll(Map.of(
                TicketField.MONITOR_ID,
                0L,
                TicketField.ESTIMATED_HOURS,
                0.0,
                TicketField.DUE_DATE_TIME,
                Instant.EPOCH,
                TicketField.DESCRIPTION,
                ""));

        for (var fields : List.of(low, high, zero)) {
            var id = insert(fields, Map.of());

            assertThat(find(id).fields()).isEqualTo(new Ticket(id, 1, fields, Map.of()).fields());
        }
    }

    @Test
    void eachFieldChangesAloneAndIsCleared() {
        var fields = least();
        var id = insert(fields, Map.of());
        int version = 1;

        for (var change : all().entrySet()) {
            var field = change.getKey();
            var before = fields.get(field);
            update(id, ++version, Map.of(field, Optional.of(change.getValue())), Map.of());
            fields.put(field, change.getValue());
            assertThat(find(id)).as(field.apiName()).isEqualTo(new Ticket(id, version, fields, Map.of()));

            update(id, ++version, Map.of(field, Optional.ofNullable(before)), Map.of());
            if (before == null) {
                fields.remove(field);
            } else {
                fields.put(field, before);
            }
            assertThat(find(id)).as(field.apiName()).isEqualTo(new Ticket(id, version, fields, Map.of()));
        }
    }

    @Test
    void valuesOfUserDefinedFieldsAreKeptChangedAndCleared() {
        long one = userField();
        long two = userField();
        long three = userField();
        var id = insert(least(), Map.of(one, OddTexts.LONG, two, OddTexts.ONE));
        assertThat(find(id).userFields()).isEqualTo(Map.of(one, OddTexts.LONG, two, OddTexts.ONE));

        update(
                id,
                2,
                Map.of(),
                Map.of(one, Optional.of("short"), two, Optional.empty(), three, Optional.of("\ud83d\udd25")));

        assertThat(find(id).userFields()).isEqualTo(Map.of(one, "short", three, "\ud83d\udd25"));
        update(id, 3, Map.of(), Map.of(two, Optional.empty()));
        assertThat(find(id).userFields()).isEqualTo(Map.of(one, "short", three, "\ud83d\udd25"));
        assertThat(find(id).version()).isEqualTo(3);
    }

    @Test
    void aTicketDoesNotHaveAnothersValues() {
        long field = userField();
        var one = insert(least(), Map.of(field, "one"));
        var two = insert(least(), Map.of(field, "two"));
        var three = insert(least(), Map.of());

        assertThat(table.load(List.of(three, two, one)).stream()
                        .map(ticket -> ticket.userFields().get(field)))
                .containsExactly(null, "two", "one");
    }

    @Test
    void loadsInTheOrderThatIsAskedForAndLeavesOutWhatIsNotThere() {
        var ids = new ArrayList<Long>();
        for (int i = 0; i < 5; i++) {
            ids.add(insert(least(), Map.of()));
        }
        assertThat(ids).isSorted().doesNotHaveDuplicates();

        var asked = List.of(ids.get(3), -1L, ids.get(0), ids.get(4), Long.MAX_VALUE);

        assertThat(table.load(asked)).extracting(Ticket::id).containsExactly(ids.get(3), ids.get(0), ids.get(4));
        assertThat(table.load(List.of())).isEmpty();
        assertThat(table.find(-1)).isEmpty();
    }

    @Test
    void findsTheNewestOpenTicketOfACompanyByExactlyItsValue() {
        long field = userField();
        long other = userField();
        var longOne = "a".repeat(200) + "one";
        var longTwo = "a".repeat(200) + "two";
        var first = insert(least(), Map.of(field, "web-1"));
        var second = insert(least(), Map.of(field, "web-1"));
        insert(with(TicketField.STATUS, Status.COMPLETE), Map.of(field, "web-1"));
        var elsewhere = insert(with(TicketField.COMPANY_ID, 7L), Map.of(field, "web-1"));
        insert(least(), Map.of(field, "WEB-1"));
        insert(least(), Map.of(field, "web-1 "));
        insert(least(), Map.of(other, "web-1"));
        var third = insert(least(), Map.of(field, longOne));
        insert(least(), Map.of(field, longTwo));
        var odd = insert(least(), Map.of(field, OddTexts.LONG));

        assertThat(table.newestOpen(0, field, "web-1")).contains(second);
        assertThat(table.newestOpen(7, field, "web-1")).contains(elsewhere);
        assertThat(table.newestOpen(0, field, longOne)).contains(third);
        assertThat(table.newestOpen(0, field, OddTexts.LONG)).contains(odd);
        assertThat(table.newestOpen(0, field, "web")).isEmpty();

        update(second, 2, Map.of(), Map.of(field, Optional.of("web-2")));
        assertThat(table.newestOpen(0, field, "web-1")).contains(first);
        assertThat(table.newestOpen(0, field, "web-2")).contains(second);

        update(first, 2, Map.of(TicketField.STATUS, Optional.of(Status.COMPLETE)), Map.of());
        assertThat(table.newestOpen(0, field, "web-1")).isEmpty();
    }

    private static EnumMap<TicketField, Object> with(TicketField field, Object value) {
        var fields = least();
        fields.put(field, value);
        return fields;
    }

    @Test
    void aNumberStandsOnce() {
        var fields = least();
        insert(fields, Map.of());

        assertThatThrownBy(() -> insert(fields, Map.of())).isInstanceOf(DataAccessException.class);
    }

    @Test
    void aValueOfNoFieldIsRefused() {
        assertThatThrownBy(() -> insert(least(), Map.of(4711L, "x"))).isInstanceOf(DataAccessException.class);
    }

    @Test
    void whoeverIsAboutToChangeItTakesTurns() throws InterruptedException {
        var id = insert(least(), Map.of());
        boolean lock = store.dialect() == Dialect.POSTGRES;

        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 16; i++) {
            int route = i;
            threads.add(Thread.ofVirtual().start(() -> {
                for (int n = 0; n < 10; n++) {
                    store.write(route, () -> {
                        var ticket = table.findToChange(id, lock).orElseThrow();
                        table.update(id, ticket.version() + 1, NOON, false, Map.of(), Map.of());
                        return null;
                    });
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }

        assertThat(find(id).version()).isEqualTo(161);
        assertThat(store.<Optional<Ticket>>write(() -> table.findToChange(-1, lock)))
                .isEmpty();
    }
}
