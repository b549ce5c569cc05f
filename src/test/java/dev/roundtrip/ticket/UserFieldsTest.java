package dev.roundtrip.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class UserFieldsTest {
    private final DeskUnderTest desk;

    UserFieldsTest(TestDatabase database) {
        desk = DeskUnderTest.on(database);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /** More often than there are connections: each is given back. */
    @Test
    void areReadAnewAfterEachChange() {
        for (int i = 1; i <= 12; i++) {
            desk.field("Field " + i);

            assertThat(desk.house().userFields().all()).hasSize(i);
        }
    }
}
