package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class TicketFiguresTest {
    private final DeskUnderTest desk;

    TicketFiguresTest(TestDatabase database) {
        desk = DeskUnderTest.on(database);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void tellHowManyCameInAndWereDone() {
        var figures = desk.house().ticketFigures();
        assertThat(figures.created(desk.clock().instant())).isZero();
        var begin = desk.clock().instant();
        for (int i = 0; i < 7; i++) {
            var ticket = desk.ticket("disk full");
            if (i % 3 == 0) {
                desk.edit(ticket, TicketField.STATUS, 5);
            }
            desk.pass(Duration.ofMinutes(1));
        }

        assertThat(figures.created(begin)).isEqualTo(7);
        assertThat(figures.created(begin.plusMillis(1))).isEqualTo(6);
        assertThat(figures.created(begin.plus(Duration.ofMinutes(6)))).isEqualTo(1);
        assertThat(figures.created(begin.plus(Duration.ofMinutes(7)))).isZero();
        assertThat(figures.done(begin)).isEqualTo(3);
        assertThat(figures.done(begin.plus(Duration.ofMinutes(1)))).isEqualTo(2);
    }
}
