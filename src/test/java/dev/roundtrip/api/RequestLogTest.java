package dev.roundtrip.api;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.LastUse;
import dev.roundtrip.store.Store;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.SharedStores;
import dev.roundtrip.testing.TestClock;
import dev.roundtrip.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How requests come into the log, and leave it. */
@OnBothDatabases
class RequestLogTest {
    private static final SharedStores STORES = new SharedStores();

    private final TestDatabase database;
    private final TestClock clock = TestClock.atNoon();
    private final Store store;
    private final ApiUsers apiUsers;
    private final RequestLog log;
    private final List<String> told = new ArrayList<>();

    RequestLogTest(TestDatabase database) {
        this.database = database;
        store = STORES.on(database);
        apiUsers = new ApiUsers(store, clock);
        log = log(store, RequestLog.MOST_WEIGHT);
    }

    @AfterAll
    static void close() {
        STORES.close();
    }

    private RequestLog log(Store kept, int mostWeight) {
        return new RequestLog(kept, new LastUse(kept, clock), mostWeight, told::add);
    }

    private long apiUser() {
        return apiUsers.add(new ApiUser(0, UUID.randomUUID().toString(), null, Set.of(), true), "open sesame, please")
                .id();
    }

    /** Each a millisecond after the one before. */
    private Recorded request(long user, boolean signedIn, String address) {
        clock.pass(ofMillis(1));
        var body = "{}".getBytes(StandardCharsets.UTF_8);
        var said = new Beginning();
        said.add(body, 0, body.length);
        return new Recorded(
                new Recorded.Of(user, signedIn),
                clock.instant(),
                "GET",
                address,
                signedIn ? 200 : 401,
                3,
                null,
                null,
                null,
                new SentSecrets(List.of(), List.of()),
                body.length,
                said,
                said);
    }

    private List<String> addresses(long user) {
        return log.page(user, Long.MAX_VALUE, "", 1_000).stream()
                .map(LoggedRequest::address)
                .toList();
    }

    /** The newest first. */
    private static List<String> numbered(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(number -> "/" + (first + last - number))
                .toList();
    }

    @Test
    void everyColumnIsGivenBackAsItWas() {
        long user = apiUser();
        var odd = new LoggedRequest(
                0,
                new Recorded.Of(user, false),
                clock.instant(),
                "PATCH",
                "/ATServicesRest/V1.0/Tickets?x='ä🔥'",
                401,
                1_234_567,
                "ACM••••••••",
                "text/plain",
                "curl/8",
                new LoggedRequest.Said(5_000_000_000L, "{\"a\":\"🔥\"}", true),
                new LoggedRequest.Said(2, "{}", false));
        var bare = new LoggedRequest(
                0,
                new Recorded.Of(user, true),
                clock.instant(),
                "GET",
                "/",
                200,
                0,
                null,
                null,
                null,
                new LoggedRequest.Said(0, null, false),
                new LoggedRequest.Said(0, null, true));
        var table = new RequestTable(store);

        store.write(() -> {
            table.insert(odd);
            table.insert(bare);
            return null;
        });

        assertThat(table.page(user, Long.MAX_VALUE, "", 10))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                .containsExactly(bare, odd);
    }

    @Test
    void ofTenThousandRequestsTheLastTwoHundredAreLeft() {
        long user = apiUser();
        long other = apiUser();
        log.add(request(other, true, "/of another"));

        for (int number = 1; number <= 10_000; number++) {
            log.add(request(user, true, "/" + number));
            if (number % 770 == 0) {
                log.runOnce();
            }
        }
        log.runOnce();

        assertThat(addresses(user)).isEqualTo(numbered(9_801, 10_000));
        assertThat(addresses(other)).containsExactly("/of another");
        assertThat(told).isEmpty();
    }

    @Test
    void strangersWhoKnowALoginPushOutNothingOfItsUser() {
        long user = apiUser();
        log.add(request(user, true, "/mine"));
        for (int number = 1; number <= 1_000; number++) {
            log.add(request(user, false, "/" + number));
            if (number % 150 == 0) {
                log.runOnce();
            }
        }
        log.runOnce();

        assertThat(addresses(user))
                .hasSize(51)
                .contains("/mine", "/951", "/1000")
                .doesNotContain("/950");
    }

    @Test
    void theyStandInTheOrderInWhichTheyCame() {
        long user = apiUser();
        for (int number = 1; number <= 6; number++) {
            log.add(request(user, number % 2 == 0, "/" + number));
        }
        log.runOnce();

        assertThat(addresses(user)).isEqualTo(numbered(1, 6));
    }

    @Test
    void whatHasNoPlaceIsDroppedAndTold() {
        long user = apiUser();
        long other = apiUser();
        var small = log(store, 10_000);

        for (int number = 1; number <= 100; number++) {
            small.add(request(user, true, "/" + number));
        }
        small.add(request(other, true, "/late"));
        small.runOnce();
        small.add(request(other, true, "/later"));
        small.runOnce();

        assertThat(addresses(user)).isEqualTo(numbered(1, 9));
        assertThat(addresses(other)).containsExactly("/later");
        assertThat(told).containsExactly("the log of API requests lacks 92: more came than could be written down");
    }

    @Test
    void whoIsGoneHasNoLog() {
        long gone = apiUser();
        long here = apiUser();
        log.add(request(gone, true, "/1"));
        log.runOnce();
        log.add(request(gone, true, "/2"));
        log.add(request(here, true, "/3"));
        store.write(() -> store.jdbc()
                .sql("delete from api_user where id = :id")
                .param("id", gone)
                .update());

        log.runOnce();

        assertThat(addresses(gone)).isEmpty();
        assertThat(addresses(here)).containsExactly("/3");
        assertThat(told).isEmpty();
    }

    @Test
    void aStoreThatTakesNothingCostsTheLogAndIsToldOnce() {
        long user = apiUser();
        var stores = new SharedStores();
        var away = log(stores.on(database), RequestLog.MOST_WEIGHT);
        stores.close();

        away.add(request(user, true, "/1"));
        away.runOnce();
        away.add(request(user, true, "/2"));
        away.runOnce();

        assertThat(told)
                .singleElement()
                .asString()
                .startsWith("the log of API requests lacks 1, and what follows until it can be written again: ");
    }

    @Test
    void whatIsLeftAtTheEndIsWrittenDown() {
        long user = apiUser();
        log.start();
        log.add(request(user, true, "/last"));

        log.close();

        assertThat(addresses(user)).containsExactly("/last");
    }
}
