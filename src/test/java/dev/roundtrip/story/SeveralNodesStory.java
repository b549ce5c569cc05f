package dev.roundtrip.story;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.story.Ledger.Arrival;
import dev.roundtrip.testing.DeskAccount;
import dev.roundtrip.testing.DeskApi;
import dev.roundtrip.testing.DeskProcess;
import dev.roundtrip.testing.Patience;
import dev.roundtrip.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/**
 * Two real processes share a PostgreSQL. Whichever of them takes a change, is restarted or dies: what was promised is kept.
 *
 * <p>With {@code -Dstory.deliveries=10000} it is a bigger day.
 */
class SeveralNodesStory {
    private static final int DELIVERIES = Integer.getInteger("story.deliveries", 1_000);
    /** Announce, twice, Close and Tell. */
    private static final int OF_A_TICKET = 4;

    private static final int TECHNICIANS = 6;
    private static final long SEED = 20260101;
    private static final String SECRET = "correct-horse-battery";
    private static final String KEY = "q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=";
    private static final Duration PROMISED = Duration.ofSeconds(30);
    private static final String SETUP = """
            desk: { domain: ACME.EXAMPLE }
            fields: [ { name: AlertID, type: text } ]
            api-users: [ { login: api@acme.example, secret: "${env:API_SECRET}", integration-code: ACME } ]
            callouts:
              - { name: Announce, url: "${env:ANNOUNCE_URL}", format: json, notify: { who: [] } }
              - { name: Close, url: "${env:CLOSE_URL}", format: json, field: AlertID, notify: { who: [] } }
              - { name: Tell, url: "${env:TELL_URL}", format: json, notify: { who: [] } }
            rules:
              - name: New
                when: [ created ]
                then: [ { callout: Announce } ]
              - name: Done
                when: [ edited ]
                if: [ { attribute: status, operator: changed-to, value: Complete } ]
                then: [ { callout: Announce }, { callout: Close }, { callout: Tell } ]
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void keepsItsWordThroughRestartsOfEachAndTheDeathOfOne() throws Exception {
        var url = TestDatabase.POSTGRES.fresh(folder).url();
        var database = JdbcClient.create(new DriverManagerDataSource(url));
        try (var ledger = Ledger.open(20, 0, SEED);
                var nodes = Nodes.start(folder, url, ledger)) {
            sendsEachOnceThoughItsNodesAreRestarted(ledger, nodes);
            sendsAgainWithinThirtySecondsWhatADeadNodeHad(ledger, nodes, database);
        }
    }

    private static void sendsEachOnceThoughItsNodesAreRestarted(Ledger ledger, Nodes nodes) throws Exception {
        long began = System.nanoTime();
        try (var technicians = Technicians.work(
                TECHNICIANS, nodes.first().api(), nodes.second().api())) {
            untilTickets(DELIVERIES / 2 / OF_A_TICKET, technicians, nodes.first());
            double rate = ledger.book().size() * 1e9 / (System.nanoTime() - began);
            assertThat(technicians.lost()).isEmpty();

            var outages = new StringBuilder();
            for (int i = 0; i < 2; i++) {
                long stopped = System.nanoTime();
                int arrived = ledger.book().size();
                assertThat(nodes.get(i).process().terminate()).isEqualTo(DeskProcess.TERMINATED);
                var news = nodes.get(i).process().news();
                nodes.get(i).process().restart();
                assertThat(ledger.book().size()).as("the other went on").isGreaterThan(arrived);
                assertThat(news).doesNotContain("ERROR", "WARN");
                technicians.goOnAt(i, nodes.get(i).api());
                outages.append(" %.1f s".formatted((System.nanoTime() - stopped) / 1e9));
            }
            untilTickets(DELIVERIES / OF_A_TICKET, technicians, nodes.first());
            technicians.stop();
            untilDrained(nodes.first());

            var log = log(nodes.first());
            var book = ledger.book();
            assertThat(technicians.refusals()).isEmpty();
            assertThat(technicians.lost())
                    .as("only who had to do with the one that was away")
                    .isSubsetOf(0, 1);
            assertThat(technicians.lost()).doesNotHaveDuplicates();
            log.agreesWith(book);
            assertThat(log.attempts()).allMatch(attempt -> attempt.is("success"));
            assertThat(book).extracting(Arrival::webhookId).doesNotHaveDuplicates();
            keepsWhatWasAcknowledged(technicians.acknowledged(), log, book);
            System.out.printf(
                    "SeveralNodesStory: %,d deliveries for %,d tickets, each once; %.0f a second with both nodes; away for a restart:%s%n",
                    book.size(), technicians.acknowledged().size(), rate, outages);
        }
    }

    private static void sendsAgainWithinThirtySecondsWhatADeadNodeHad(Ledger ledger, Nodes nodes, JdbcClient database)
            throws Exception {
        var dying = nodes.first();
        var surviving = nodes.second();
        try (var technicians = Technicians.work(TECHNICIANS, dying.api(), surviving.api())) {
            ledger.keepsBackAfter(DELIVERIES / 20);
            Patience.until(
                    "the one that is to die has calls under way",
                    Duration.ofSeconds(20),
                    () -> leased(database, dying.name()).size() > 8,
                    dying.process());
            var name = dying.name();
            long killed = System.nanoTime();
            dying.process().killNine();
            var leased = onceItIsStill(() -> leased(database, name));
            ledger.letsGo();
            untilTickets(technicians.acknowledged().size() + DELIVERIES / 10 / OF_A_TICKET, technicians, surviving);
            technicians.stop();
            Patience.until(
                    "all that the dead one had leased is sent by the other",
                    PROMISED.plusSeconds(10),
                    () -> again(leased, ledger.book()).size() == leased.size(),
                    surviving.process());
            untilDrained(surviving);

            var log = log(surviving);
            var book = ledger.book();
            var again = again(leased, book);
            double first = (again.getFirst().at() - killed) / 1e9;
            double last = (again.getLast().at() - killed) / 1e9;
            assertThat(Duration.ofNanos(again.getLast().at() - killed))
                    .as("taken over")
                    .isLessThan(PROMISED);
            assertThat(technicians.refusals()).isEmpty();
            assertThat(technicians.lost()).isSubsetOf(0);
            log.agreesWith(book);
            assertThat(log.attempts("failure")).isEmpty();
            assertThat(log.attempts("unknown"))
                    .extracting(attempt -> new Lease(attempt.delivery(), attempt.number()))
                    .as("only what the dead one had")
                    .containsExactlyInAnyOrderElementsOf(leased);
            keepsWhatWasAcknowledged(technicians.acknowledged(), log, book);
            System.out.printf(
                    "SeveralNodesStory: killed with %d leased, %d of them already at the far end; the other sent the first of them after %.1f s, the last after %.1f s%n",
                    leased.size(),
                    book.stream()
                            .filter(arrival -> leased.contains(Lease.of(arrival)))
                            .count(),
                    first,
                    last);
        }
    }

    private record Lease(String delivery, int attempt) {
        static Lease of(Arrival arrival) {
            return new Lease(arrival.webhookId(), arrival.attempt());
        }
    }

    private static Set<Lease> leased(JdbcClient database, String node) {
        return new HashSet<>(database.sql(
                        "select id, attempts from delivery where ended_at is null and state = 'running' and node = :node")
                .param("node", node)
                .query((rs, n) -> new Lease(rs.getString("id"), rs.getInt("attempts")))
                .list());
    }

    /** The server may still be busy with what the dead one sent last. */
    private static Set<Lease> onceItIsStill(Supplier<Set<Lease>> look) {
        var seen = new AtomicReference<Set<Lease>>(Set.of());
        Patience.until(
                "what the dead one had no longer changes",
                Duration.ofSeconds(20),
                () -> seen.getAndSet(look.get()).equals(seen.get()),
                new Patience.Doer() {
                    @Override
                    public boolean isRunning() {
                        return true;
                    }

                    @Override
                    public String news() {
                        return "it had " + seen.get();
                    }
                });
        return Objects.requireNonNull(seen.get());
    }

    /** The next attempts of what was leased, in the order they arrived. */
    private static List<Arrival> again(Set<Lease> leased, List<Arrival> book) {
        return book.stream()
                .filter(arrival -> leased.contains(new Lease(arrival.webhookId(), arrival.attempt() - 1)))
                .toList();
    }

    private static void untilTickets(int wanted, Technicians technicians, Node node) {
        Patience.until(
                wanted + " tickets are complete",
                Duration.ofMinutes(3),
                () -> technicians.acknowledged().size() >= wanted,
                node.process());
    }

    private static void untilDrained(Node node) {
        try (var api = node.api()) {
            Patience.until(
                    "every delivery has ended", Duration.ofSeconds(90), () -> DeskLog.isDrained(api), node.process());
        }
    }

    private static DeskLog log(Node node) throws IOException {
        try (var api = node.api()) {
            return DeskLog.of(api);
        }
    }

    private static void keepsWhatWasAcknowledged(Set<Long> acknowledged, DeskLog log, List<Arrival> book) {
        var deliveries = log.deliveries().stream()
                .collect(groupingBy(delivery -> delivery.path("ticketId").longValue()));
        var arrived = book.stream().collect(groupingBy(Arrival::ticket));
        assertThat(acknowledged).isNotEmpty().allSatisfy(ticket -> {
            assertThat(deliveries.get(ticket))
                    .hasSize(OF_A_TICKET)
                    .allSatisfy(delivery -> assertThat(word(delivery, "state")).isEqualTo("delivered"))
                    .extracting(delivery -> word(delivery, "callout"))
                    .containsExactlyInAnyOrder("Announce", "Announce", "Close", "Tell");
            var announced = arrived.getOrDefault(ticket, List.of()).stream()
                    .filter(arrival -> arrival.path().equals("announce"))
                    .map(Arrival::ticketStatus)
                    .toList();
            assertThat(announced).contains("New", "Complete");
            assertThat(announced.lastIndexOf("New"))
                    .as("first that it is new, whoever was told")
                    .isLessThan(announced.indexOf("Complete"));
        });
    }

    private static String word(JsonNode delivery, String name) {
        return delivery.path(name).stringValue();
    }

    private record Node(DeskProcess process, Path data) {
        /** To be closed by whoever asked. */
        DeskApi api() {
            return new DeskApi(new DeskAccount(process.url(), "ACME", "api@acme.example", SECRET), process.token());
        }

        String name() throws IOException {
            return Files.readString(data.resolve("node")).strip();
        }
    }

    private record Nodes(Node first, Node second) implements AutoCloseable {
        /** Both at once, on a database with nothing in it, with one setup file. */
        static Nodes start(Path folder, String database, Ledger ledger) throws IOException {
            var setup = Files.writeString(folder.resolve("setup.yaml"), SETUP);
            var environment = Map.of(
                    "API_SECRET", SECRET,
                    "ROUNDTRIP_KEY", KEY,
                    "ANNOUNCE_URL", ledger.url("announce"),
                    "CLOSE_URL", ledger.url("close"),
                    "TELL_URL", ledger.url("tell"));
            var options = List.of("--setup", setup.toString(), "--database", database);
            var second = CompletableFuture.supplyAsync(() -> node(folder.resolve("second"), options, environment));
            var first = node(folder.resolve("first"), options, environment);
            return new Nodes(first, second.join());
        }

        private static Node node(Path data, List<String> options, Map<String, String> environment) {
            return new Node(DeskProcess.start(data, options, environment), data);
        }

        Node get(int number) {
            return number == 0 ? first : second;
        }

        @Override
        public void close() {
            first.process().close();
            second.process().close();
        }
    }
}
