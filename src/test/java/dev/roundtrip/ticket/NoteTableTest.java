package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.people.Actor;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OddTexts;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

@OnBothDatabases
class NoteTableTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");

    private final Store store;
    private final NoteTable table;
    private final long ticket;

    NoteTableTest(TestDatabase database) {
        store = STORES.on(database);
        table = new NoteTable(store);
        ticket = OneTicket.in(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private Note insert(long ticketId, NoteDraft draft, Actor creator) {
        return store.write(() -> table.insert(ticketId, draft, creator, NOON));
    }

    private Note note(String title) {
        return insert(ticket, NoteDraft.internal(title, "text"), Actor.DESK);
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        var odd = insert(
                ticket,
                new NoteDraft(OddTexts.ONE, OddTexts.LONG, Long.MAX_VALUE, Note.PUBLISH_ALL),
                Actor.apiUser(Long.MAX_VALUE, OddTexts.ONE));
        var empty = insert(ticket, new NoteDraft("", "", 0, 0), new Actor(Actor.Kind.CONTACT, 0, ""));

        assertThat(odd)
                .isEqualTo(new Note(
                        odd.id(),
                        ticket,
                        OddTexts.ONE,
                        OddTexts.LONG,
                        Long.MAX_VALUE,
                        Note.PUBLISH_ALL,
                        NOON,
                        Actor.apiUser(Long.MAX_VALUE, OddTexts.ONE)));
        assertThat(table.find(odd.id())).contains(odd);
        assertThat(table.find(empty.id())).contains(empty);
        assertThat(table.find(-1)).isEmpty();
    }

    @Test
    void everyKindOfCreatorIsGivenBack() {
        for (var kind : Actor.Kind.values()) {
            var note = insert(ticket, NoteDraft.internal("Call", ""), new Actor(kind, 7, "Ada"));

            assertThat(table.find(note.id()).orElseThrow().creator()).isEqualTo(new Actor(kind, 7, "Ada"));
        }
    }

    @Test
    void areListedByTicketTheOldestFirst() {
        var first = note("first");
        insert(OneTicket.in(store), NoteDraft.internal("another", ""), Actor.DESK);
        var second = note("second");

        assertThat(table.ofTicket(ticket)).containsExactly(first, second);
        assertThat(table.ofTicket(OneTicket.in(store))).isEmpty();
    }

    @Test
    void areLoadedInTheOrderThatIsAskedFor() {
        var one = note("one");
        var two = note("two");
        var three = note("three");

        assertThat(table.load(List.of(three.id(), -1L, one.id()))).containsExactly(three, one);
        assertThat(table.load(List.of(two.id()))).containsExactly(two);
        assertThat(table.load(List.of())).isEmpty();
    }

    @Test
    void aNoteOfNoTicketIsRefused() {
        assertThatThrownBy(() -> insert(-1, NoteDraft.internal("Call", ""), Actor.DESK))
                .isInstanceOf(DataAccessException.class);
    }
}
