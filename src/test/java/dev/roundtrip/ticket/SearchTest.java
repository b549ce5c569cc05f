package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.directory.Company;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.Query;
import dev.roundtrip.field.Query.Position;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Pages of what fulfils a condition; what conditions mean is told where clients write them. */
@OnBothDatabases
class SearchTest {
    private static final SharedStores STORES = new SharedStores();

    private final DeskWithTickets desk;
    private final long company;
    private final List<Long> ids = new ArrayList<>();

    /** Seven tickets of a company of their own. */
    SearchTest(TestDatabase database) {
        desk = new DeskWithTickets(STORES.on(database));
        company = company();
        for (int i = 1; i <= 7; i++) {
            ids.add(ticket(company, i % 2 == 0 ? "even" : "odd").id());
        }
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private long company() {
        return desk.directory
                .add(new Company(0, UUID.randomUUID().toString(), null, true))
                .id();
    }

    private Ticket ticket(long ofCompany, String title) {
        return desk.create(
                TicketEdit.with().set(TicketField.COMPANY_ID, ofCompany).set(TicketField.TITLE, title));
    }

    private static Filter titled(String title) {
        return new Filter.OnField(TicketField.TITLE, FilterOperator.EQUAL, List.of(title));
    }

    private Page<Ticket> page(Filter where, Position position, int limit) {
        return desk.tickets.find(new Query(where, Set.of(company), position, limit));
    }

    private void assertPage(Page<Ticket> page, boolean hasPrevious, boolean hasNext, int... numbers) {
        assertThat(page.rows())
                .extracting(ticket -> ids.indexOf(ticket.id()) + 1)
                .containsExactly(boxed(numbers));
        assertThat(page.hasPrevious()).as("rows before").isEqualTo(hasPrevious);
        assertThat(page.hasNext()).as("rows after").isEqualTo(hasNext);
    }

    private static Integer[] boxed(int... numbers) {
        return java.util.Arrays.stream(numbers).boxed().toArray(Integer[]::new);
    }

    private Position after(int number) {
        return new Position.After(ids.get(number - 1));
    }

    private Position before(int number) {
        return new Position.Before(ids.get(number - 1));
    }

    @Test
    void goesForwardAndBackByKey() {
        var all = Filter.everything();

        assertPage(page(all, Position.START, 3), false, true, 1, 2, 3);
        assertPage(page(all, after(3), 3), true, true, 4, 5, 6);
        assertPage(page(all, after(6), 3), true, false, 7);
        assertPage(page(all, after(7), 3), true, false);
        assertPage(page(all, before(7), 3), true, true, 4, 5, 6);
        assertPage(page(all, before(4), 3), false, true, 1, 2, 3);
        assertPage(page(all, before(3), 3), false, true, 1, 2);
        assertPage(page(all, before(1), 3), false, true);
        assertPage(page(all, Position.START, 7), false, false, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void aPageOfAConditionGoesOnWithinIt() {
        assertPage(page(titled("even"), Position.START, 2), false, true, 2, 4);
        assertPage(page(titled("even"), after(4), 2), true, false, 6);
        assertPage(page(titled("even"), before(6), 1), true, true, 4);
        assertPage(page(titled("neither"), Position.START, 2), false, false);
    }

    @Test
    void whatComesInMeanwhileShiftsNothing() {
        var first = page(Filter.everything(), Position.START, 3);
        ids.add(ticket(company, "late").id());

        assertPage(first, false, true, 1, 2, 3);
        assertPage(page(Filter.everything(), after(3), 9), true, false, 4, 5, 6, 7, 8);
    }

    @Test
    void isLimitedToTheCompaniesThatAreAsked() {
        long other = company();
        ticket(other, "even");

        assertThat(desk.tickets.count(Filter.everything(), Set.of(company))).isEqualTo(7);
        assertThat(desk.tickets.count(titled("EVEN"), Set.of(company))).isEqualTo(3);
        assertThat(desk.tickets.count(titled("even"), Set.of(company, other))).isEqualTo(4);
        assertThat(desk.tickets.count(titled("even"), Set.of(company()))).isZero();
        assertThat(desk.tickets.count(titled("even"), Set.of())).isGreaterThanOrEqualTo(4);
        assertThat(page(titled("even"), Position.START, 9).rows()).allMatch(ticket -> ticket.companyId() == company);
    }

    @Test
    void notesAreThoseOfTheTicketsOfTheCompanies() {
        long other = company();
        var elsewhere = ticket(other, "elsewhere");
        var notes = new ArrayList<Note>();
        for (var id : ids.subList(0, 3)) {
            notes.add(desk.tickets.addNote(id, NoteDraft.internal("Call", "\u00c4rger"), DeskWithTickets.ADA));
            desk.tickets.addNote(elsewhere.id(), NoteDraft.internal("Call", ""), DeskWithTickets.ADA);
        }
        var called = new Filter.OnField(NoteField.TITLE, FilterOperator.EQUAL, List.of("call"));

        var first = desk.tickets.findNotes(new Query(called, Set.of(company), Position.START, 2));

        assertThat(first.rows()).isEqualTo(notes.subList(0, 2));
        assertThat(first.hasNext()).isTrue();
        assertThat(desk.tickets
                        .findNotes(new Query(
                                called,
                                Set.of(company),
                                new Position.After(notes.get(1).id()),
                                2))
                        .rows())
                .containsExactly(notes.get(2));
        assertThat(desk.tickets.countNotes(called, Set.of(company))).isEqualTo(3);
        assertThat(desk.tickets.countNotes(called, Set.of(company, other))).isEqualTo(6);
        assertThat(desk.tickets.countNotes(
                        new Filter.OnField(NoteField.DESCRIPTION, FilterOperator.CONTAINS, List.of("\u00e4RG")),
                        Set.of(company)))
                .isEqualTo(3);
    }

    @Test
    void aPageHasOneToFiveHundredRows() {
        for (var limit : List.of(0, -1, 501)) {
            assertThatThrownBy(() -> page(Filter.everything(), Position.START, limit))
                    .hasMessage("a page has 1 to 500 rows, not " + limit);
        }
    }

    /** Fifty at a time are looked at: the first fifty fill a page alone. */
    @Test
    void aPageOfLongTextsEndsEarlyAndTheNextGoesOn() {
        var wordy = company();
        var long100k = "x".repeat(100_000);
        var all = new ArrayList<Long>();
        for (int i = 0; i < 60; i++) {
            all.add(desk.create(TicketEdit.with()
                            .set(TicketField.COMPANY_ID, wordy)
                            .set(TicketField.TITLE, "wordy")
                            .set(TicketField.DESCRIPTION, long100k))
                    .id());
        }

        var first = wordyPage(wordy, Position.START);
        var second = wordyPage(wordy, new Position.After(first.rows().getLast().id()));
        var last = wordyPage(wordy, new Position.Before(all.getLast() + 1));
        var beforeLast =
                wordyPage(wordy, new Position.Before(last.rows().getFirst().id()));

        assertThat(first.rows()).extracting(Ticket::id).containsExactlyElementsOf(all.subList(0, 50));
        assertThat(first.hasNext()).isTrue();
        assertThat(second.rows()).extracting(Ticket::id).containsExactlyElementsOf(all.subList(50, 60));
        assertThat(second.hasNext()).isFalse();
        assertThat(last.rows()).extracting(Ticket::id).containsExactlyElementsOf(all.subList(10, 60));
        assertThat(last.hasPrevious()).isTrue();
        assertThat(beforeLast.rows()).extracting(Ticket::id).containsExactlyElementsOf(all.subList(0, 10));
        assertThat(beforeLast.hasPrevious()).isFalse();
    }

    private Page<Ticket> wordyPage(long wordy, Position position) {
        return desk.tickets.find(new Query(titled("wordy"), Set.of(wordy), position, 500));
    }
}
