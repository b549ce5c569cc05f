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
class AttachmentTableTest {
    private static final SharedStores STORES = new SharedStores();
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00.123Z");

    private final Store store;
    private final AttachmentTable table;
    private final long ticket;

    AttachmentTableTest(TestDatabase database) {
        store = STORES.on(database);
        table = new AttachmentTable(store);
        ticket = OneTicket.in(store);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private Attachment insert(long ticketId, AttachmentDraft draft, Actor creator, int... bytes) {
        var content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return store.write(() -> table.insert(ticketId, draft, content, creator, NOON));
    }

    private Attachment file(String name) {
        return insert(ticket, new AttachmentDraft(name, "text/plain", name, 1), Actor.DESK, 7);
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        var odd = insert(
                ticket,
                new AttachmentDraft(OddTexts.ONE, OddTexts.ONE, OddTexts.LONG, Long.MAX_VALUE),
                Actor.apiUser(Long.MAX_VALUE, OddTexts.ONE),
                0,
                255,
                128,
                10,
                39);
        var empty = insert(ticket, new AttachmentDraft("", "", "", 0), new Actor(Actor.Kind.CONTACT, 0, ""));

        assertThat(odd)
                .isEqualTo(new Attachment(
                        odd.id(),
                        ticket,
                        OddTexts.ONE,
                        OddTexts.ONE,
                        OddTexts.LONG,
                        Long.MAX_VALUE,
                        5,
                        NOON,
                        Actor.apiUser(Long.MAX_VALUE, OddTexts.ONE)));
        assertThat(table.find(odd.id())).contains(odd);
        assertThat(table.content(odd.id())).containsExactly(0, -1, -128, 10, 39);
        assertThat(table.find(empty.id())).contains(empty);
        assertThat(table.content(empty.id())).isEmpty();
        assertThat(table.find(-1)).isEmpty();
    }

    @Test
    void areLoadedInTheOrderThatIsAskedForWithoutLookingIntoThem() {
        var one = file("one");
        var two = file("two");
        var three = file("three");
        store.write(() -> store.jdbc()
                .sql("delete from attachment_content where id in (:ids)")
                .param("ids", List.of(one.id(), two.id(), three.id()))
                .update());

        assertThat(table.load(List.of(three.id(), -1L, one.id()))).containsExactly(three, one);
        assertThat(table.load(List.of(two.id()))).containsExactly(two);
        assertThat(table.load(List.of())).isEmpty();
        assertThat(table.find(two.id())).contains(two);
    }

    @Test
    void aFileOfNoTicketIsRefusedAndNothingOfItIsKept() {
        var before = rows();

        assertThatThrownBy(() -> insert(-1, new AttachmentDraft("a", "b", "c", 1), Actor.DESK, 1))
                .isInstanceOf(DataAccessException.class);

        assertThat(rows()).isEqualTo(before);
    }

    private long rows() {
        return store.jdbc()
                .sql("select (select count(*) from attachment) + (select count(*) from attachment_content)")
                .query(Long.class)
                .single();
    }
}
