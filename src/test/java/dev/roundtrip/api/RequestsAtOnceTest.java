package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many requests of one integration may be under way. */
class RequestsAtOnceTest {
    private static final String TICKETS = "/atservicesrest/v1.0/tickets/query";
    private static final String NOTES = "/atservicesrest/v1.0/ticketnotes/query";

    private final RequestsAtOnce atOnce = new RequestsAtOnce(3);

    @Test
    void oneMoreThanMayBeIsToldToComeBack() {
        for (int i = 0; i < 3; i++) {
            atOnce.enter("ACME1", TICKETS);
        }

        assertThatThrownBy(() -> atOnce.enter("ACME1", TICKETS)).isInstanceOfSatisfying(ApiProblem.class, problem -> {
            assertThat(problem.status()).isEqualTo(429);
            assertThat(problem.headers()).containsEntry("Retry-After", "1");
            assertThat(problem.texts())
                    .containsExactly(
                            "requests about tickets: at most 3 at once; try again when one of them is answered");
        });
    }

    @Test
    void othersAndOtherThingsHavePlacesOfTheirOwn() {
        for (int i = 0; i < 3; i++) {
            atOnce.enter("ACME1", TICKETS);
            atOnce.enter("ACME1", NOTES);
            atOnce.enter("ACME2", TICKETS);
        }

        assertThatThrownBy(() -> atOnce.enter("ACME1", NOTES)).isInstanceOf(ApiProblem.class);
        assertThatThrownBy(() -> atOnce.enter("ACME2", TICKETS)).isInstanceOf(ApiProblem.class);
    }

    @Test
    void whoeverIsAnsweredMakesRoomForOne() {
        var first = atOnce.enter("ACME1", TICKETS);
        atOnce.enter("ACME1", TICKETS);
        atOnce.enter("ACME1", TICKETS);

        first.run();

        atOnce.enter("ACME1", TICKETS);
        assertThatThrownBy(() -> atOnce.enter("ACME1", TICKETS)).isInstanceOf(ApiProblem.class);
    }

    @Test
    void withoutALimitThereIsNone() {
        var unlimited = new RequestsAtOnce(0);

        for (int i = 0; i < 1_000; i++) {
            unlimited.enter("ACME1", TICKETS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/atservicesrest/v1.0/tickets,                 tickets",
        "/atservicesrest/v1.0/tickets/7,               tickets",
        "/atservicesrest/v1.0/tickets/query/count,     tickets",
        "/atservicesrest/v1.0/tickets/7/notes,         ticketnotes",
        "/atservicesrest/v1.0/ticketnotes/query,       ticketnotes",
        "/atservicesrest/v1.0/tickets/7/attachments/9, ticketattachments",
        "/atservicesrest/v1.0/version,                 version",
        "/atservicesrest/v1.0,                         ''",
    })
    void aPathIsAboutOneEntity(String path, String entity) {
        assertThat(RequestsAtOnce.entity(path)).isEqualTo(entity);
    }
}
