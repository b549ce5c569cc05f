package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Actor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeanwhileTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private static HistoryLine line(int version, String field, @Nullable String before, @Nullable String after) {
        return new HistoryLine(1, version, 0, NOON, Actor.person(3, "Ada"), field, before, after);
    }

    private static TicketEdit title(String title) {
        return TicketEdit.with().set(TicketField.TITLE, title).build();
    }

    @Test
    void whatOnlyOneChangedIsNoConflict() {
        var since = new Meanwhile(List.of(line(2, "status", "1", "8"), line(3, "note", null, "Called")));
        var wanted = TicketEdit.with()
                .set(TicketField.STATUS, 1)
                .set(TicketField.TITLE, "disk is full")
                .build();

        assertThat(since.conflicts(wanted)).isEmpty();
        assertThat(since.without(wanted)).isEqualTo(title("disk is full"));
    }

    @Test
    void whatBothChangedToTheSameIsNoConflict() {
        assertThat(new Meanwhile(List.of(line(2, "title", "disk full", "disk is full")))
                        .conflicts(title("disk is full")))
                .isEmpty();
    }

    @Test
    void whatBothChangedDifferentlyIsToldByTheLastLine() {
        var last = line(3, "title", "disk is full", "disk was full");
        var since = new Meanwhile(List.of(line(2, "title", "disk full", "disk is full"), last));

        assertThat(since.conflicts(title("no room"))).containsExactly(last);
        assertThat(since.conflicts(title("disk full"))).isEmpty();
        assertThat(since.without(title("disk full")))
                .isEqualTo(TicketEdit.with().build());
        assertThat(since.without(title("no room"))).isEqualTo(title("no room"));
    }

    @Test
    void userDefinedFieldsAreFoundWithoutCaseAndLineBreaksOfBrowsersAreNone() {
        var since = new Meanwhile(List.of(line(2, "udf.Room", "1\r\n2", "3")));

        assertThat(since.conflicts(TicketEdit.with().setUser("ROOM", "1\n2").build()))
                .isEmpty();
        assertThat(since.conflicts(TicketEdit.with().setUser("room", "").build()))
                .hasSize(1);
        assertThat(since.conflicts(TicketEdit.with().setUser("Floor", "2").build()))
                .isEmpty();
    }
}
