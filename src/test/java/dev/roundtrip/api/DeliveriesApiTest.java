package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.delivery.DeliveryId;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The log of deliveries for programs: how an entry reads, and what is asked of it wrongly. */
@OnBothDatabases
@SuppressWarnings("NullAway.Init") // the server is there before the first test
class DeliveriesApiTest {
    private static ApiServer server;

    DeliveriesApiTest(TestDatabase database) {}

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) {
        server = ApiServer.on(database);
        server.apply("""
                callouts:
                  - { name: Close, url: "https://icinga.acme.example/close" }
                rules:
                  - { name: Tell, when: [ created ], then: [ { callout: Close } ] }
                """);
        server.ticket("{\"title\":\"disk full\",\"companyID\":0}");
    }

    @AfterParameterizedClassInvocation
    static void close() {
        server.close();
    }

    private static ApiServer.Answer get(String pathAndQuery) {
        return server.send(server.request("/api/v1" + pathAndQuery)
                .header("Authorization", "Bearer " + ApiServer.READ_TOKEN)
                .build());
    }

    @Test
    void anEntryReadsTheSameByItselfAsInTheList() {
        var listed = get("/deliveries").json().at("/items/0");

        var alone = get("/deliveries/" + listed.get("id").stringValue()).json();

        assertThat(alone.propertyNames())
                .containsExactly(
                        "id",
                        "callout",
                        "calloutId",
                        "ticketId",
                        "ticketNumber",
                        "state",
                        "createdAt",
                        "nextAttemptAt",
                        "endedAt",
                        "attempts",
                        "error",
                        "request",
                        "attemptDetails");
        for (var name : listed.propertyNames()) {
            assertThat(alone.get(name)).as(name).isEqualTo(listed.get(name));
        }
        assertThat(alone.at("/request/method").stringValue()).isEqualTo("POST");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    q=%00                                | q: holds a zero character (%00), which no text here can hold; leave it out
                    ticketNumber=T1%00                   | ticketNumber: holds a zero character (%00)
                    callout=%00Close                     | callout: holds a zero character (%00)
                    state=%00                            | state: holds a zero character (%00)
                    after=%00                            | after: holds a zero character (%00)
                    state=wating                         | state "wating"
                    from=%2B999999999-12-31T00:00:00Z    | from: "+999999999-12-31T00:00:00Z" is not a time with offset, of the years 1 to 9999, such as 2026-11-25T14:00:00Z
                    to=-999999999-01-01T00:00:00Z        | to: "-999999999-01-01T00:00:00Z" is not a time with offset
                    to=yesterday                         | to: "yesterday" is not a time with offset
                    after=zzz                            | after: "zzz" is no place in the log; take what stands under next of the page before
                    after=01M88RJ1KYDYFD74G888KB5MSX     | after: "01M88RJ1KYDYFD74G888KB5MSX" is no place in the log
                    after=01m88rj1kydyfd74g888kb5msl     | after: "01m88rj1kydyfd74g888kb5msl" is no place in the log
                    limit=0                              | limit: "0" is not from 1 to 500
                    limit=501                            | limit: "501" is not from 1 to 500
                    limit=many                           | limit: "many" is not from 1 to 500
                    """)
    void whatIsAskedWronglyIsNamedWithWhatWouldBeRight(String query, String told) {
        var answer = get("/deliveries?" + query);

        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
        assertThat(answer.text("/detail")).startsWith(told);
    }

    @Test
    void aPlaceInTheLogMayBeOneThatIsGone() {
        var later = new DeliveryId(Clock.systemUTC()).next();

        assertThat(get("/deliveries?after=" + later).json().get("items")).hasSize(1);
        assertThat(get("/deliveries?after=00000000000000000000000000").json().get("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /tickets/99999999999999999999/trace  | id: "99999999999999999999" is too large; at most 9223372036854775807 is possible
                    /tickets/first/trace                 | id: "first" is not a whole number
                    /tickets/1/trace?limit=9999999999    | limit: "9999999999" is too large; at most 2147483647 is possible
                    /tickets/1/trace?after=zzz           | after: "zzz" is no place in the trace; take what stands under next of the page before
                    """)
    void aNumberIsToldFromWhatIsTooLargeForOne(String address, String told) {
        var answer = get(address);

        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
        assertThat(answer.text("/detail")).isEqualTo(told);
    }
}
