package dev.roundtrip.story;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.story.Ledger.Arrival;
import dev.roundtrip.testing.DeskAccount;
import dev.roundtrip.testing.DeskApi;
import dev.roundtrip.testing.DeskProcess;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Patience;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process dies, and what it said holds. It is the real program, killed and stopped while calls are under way; the moments are counted in
 * calls, not in time.
 */
@OnBothDatabases
class KillNineStory {
    private static final int TECHNICIANS = 4;
    private static final long SEED = 20260101;
    private static final int COMPLETE = 5;
    private static final String SECRET = "correct-horse-battery";
    private static final String SETUP = """
            desk: { domain: ACME.EXAMPLE }
            fields: [ { name: AlertID, type: text } ]
            api-users: [ { login: api@acme.example, secret: "${env:API_SECRET}", integration-code: ACME } ]
            callouts:
              - name: Close
                url: "${env:CLOSE_URL}"
                format: json
                field: AlertID
                retry: { every: 1s, times: 100 }
                concurrency: CONCURRENCY
                notify: { who: [] }
            rules:
              - name: Done
                when: [ edited ]
                if: [ { attribute: status, operator: changed-to, value: Complete } ]
                then: [ { callout: Close } ]
            """;

    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    KillNineStory(TestDatabase database) {
        this.database = database;
    }

    @Test
    void losesNothingAcknowledgedHoweverOftenItIsKilled() throws Exception {
        long began = System.nanoTime();
        // The process is the same, and so are its seconds to start: on the second database fewer lives tell as much.
        int kills = database == TestDatabase.SQLITE ? 10 : 3;
        var moments = new Random(SEED);
        try (var ledger = Ledger.open(40, 20, SEED);
                var desk = desk(ledger, 8);
                var technicians = Technicians.work(TECHNICIANS, api(desk))) {
            for (int kill = 0; kill < kills; kill++) {
                ledger.keepsBackAfter(20 + moments.nextInt(60));
                desk.killNine();
                ledger.letsGo();
                desk.restart();
                technicians.goOnAt(api(desk));
            }
            technicians.stop();

            try (var api = api(desk)) {
                awaitDrained(desk, api);
                var log = DeskLog.of(api);
                var book = ledger.book();
                keepsWhatWasAcknowledged(technicians.acknowledged(), api, log, book);
                log.agreesWith(book);
                assertThat(log.attempts("unknown"))
                        .as("a call was under way at every kill")
                        .hasSizeGreaterThanOrEqualTo(kills);
                assertThat(technicians.refusals()).isEmpty();
                report("%d kills".formatted(kills), began, technicians, log, book);
            }
        }
    }

    @Test
    void cutsNoAttemptWhenItIsStopped() throws Exception {
        long began = System.nanoTime();
        try (var ledger = Ledger.open(60, 0, SEED);
                var desk = desk(ledger, 2); // few at once, so that others are leased and wait for their turn
                var technicians = Technicians.work(TECHNICIANS, api(desk))) {
            ledger.keepsBackAfter(30);
            ledger.letsGo();

            long stopped = System.nanoTime();
            assertThat(desk.terminate()).isEqualTo(DeskProcess.TERMINATED);
            var stopping = Duration.ofNanos(System.nanoTime() - stopped);

            assertThat(folder.resolve("data/running.json")).doesNotExist();
            assertThat(desk.news()).doesNotContain("ERROR", "WARN");
            desk.restart();
            technicians.goOnAt(api(desk));
            technicians.stop();
            try (var api = api(desk)) {
                awaitDrained(desk, api);
                var log = DeskLog.of(api);
                var book = ledger.book();
                keepsWhatWasAcknowledged(technicians.acknowledged(), api, log, book);
                log.agreesWith(book);
                assertThat(book).extracting(Arrival::webhookId).doesNotHaveDuplicates();
                assertThat(log.attempts())
                        .filteredOn(attempt -> !attempt.is("success"))
                        .isEmpty();
                assertThat(technicians.refusals()).isEmpty();
                report("stopped in %d ms".formatted(stopping.toMillis()), began, technicians, log, book);
            }
        }
    }

    private DeskProcess desk(Ledger ledger, int concurrency) throws IOException {
        var setup = Files.writeString(
                folder.resolve("setup.yaml"), SETUP.replace("CONCURRENCY", Integer.toString(concurrency)));
        return DeskProcess.start(
                folder.resolve("data"),
                List.of(
                        "--setup",
                        setup.toString(),
                        "--database",
                        database.fresh(folder).url()),
                Map.of("API_SECRET", SECRET, "CLOSE_URL", ledger.url()));
    }

    private static DeskApi api(DeskProcess desk) {
        return new DeskApi(new DeskAccount(desk.url(), "ACME", "api@acme.example", SECRET), desk.token());
    }

    private static void awaitDrained(DeskProcess desk, DeskApi api) {
        Patience.until("every delivery has ended", Duration.ofSeconds(60), () -> DeskLog.isDrained(api), desk);
    }

    private static void keepsWhatWasAcknowledged(Set<Long> acknowledged, DeskApi api, DeskLog log, List<Arrival> book)
            throws IOException {
        var statuses = api.tickets().stream()
                .collect(toMap(
                        ticket -> ticket.path("id").longValue(),
                        ticket -> ticket.path("status").intValue()));
        var deliveries = log.deliveries().stream()
                .collect(groupingBy(delivery -> delivery.path("ticketId").longValue()));
        var arrived = book.stream().collect(groupingBy(Arrival::ticket));
        assertThat(acknowledged).isNotEmpty().allSatisfy(ticket -> {
            assertThat(statuses.get(ticket)).isEqualTo(COMPLETE);
            assertThat(deliveries.getOrDefault(ticket, List.of())).hasSize(1);
            var delivery = deliveries.getOrDefault(ticket, List.of()).getFirst();
            assertThat(delivery.path("state").stringValue()).isEqualTo("delivered");
            assertThat(arrived.get(ticket))
                    .extracting(Arrival::webhookId)
                    .containsOnly(delivery.path("id").stringValue());
        });
    }

    private void report(String what, long began, Technicians technicians, DeskLog log, List<Arrival> book) {
        System.out.printf(
                "KillNineStory on %s, %s: %d completions acknowledged, %d deliveries, %d requests received, %d attempts of unknown outcome, %.1f s%n",
                database,
                what,
                technicians.acknowledged().size(),
                log.deliveries().size(),
                book.size(),
                log.attempts("unknown").size(),
                (System.nanoTime() - began) / 1e9);
    }
}
