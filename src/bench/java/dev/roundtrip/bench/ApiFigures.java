package dev.roundtrip.bench;

import dev.roundtrip.House;
import dev.roundtrip.Server;
import dev.roundtrip.people.ApiUser;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.store.Database;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * What the REST API answers beside a million tickets: queries that name a user-defined field, a status and a time, and tickets that are
 * made and changed. All over HTTP, from clients in this process. Start it with {@code ./bench api}, or {@code ./bench api sqlite}.
 */
final class ApiFigures {
    private static final int TICKETS = Integer.getInteger("bench.tickets", 1_000_000);
    /** So many tickets share one value of the field. */
    private static final int OF_A_VALUE = 500;

    private static final int CLIENTS = 8;
    private static final int QUERIES = 600;
    private static final int WRITES = 2_500;
    private static final String LOGIN = "bench@acme.example";
    private static final String SECRET = "a secret of the bench";

    private final String origin;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Instant began = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private ApiFigures(String origin) {
        this.origin = origin;
    }

    public static void main(String[] args) throws Exception {
        System.out.println("Beside %,d tickets; %d clients, but where one is named\n".formatted(TICKETS, CLIENTS));
        System.out.println("|  | a second | p50 ms | p99 ms | longest ms |");
        System.out.println("| --- | --- | --- | --- | --- |");
        if (args.length == 0 || args[0].equals("sqlite")) {
            var data = Files.createTempDirectory("api");
            measure("SQLite", data, new Database.Sqlite(data.resolve("bench.db")));
        }
        if (args.length == 0 || args[0].equals("postgres")) {
            try (var server = new PostgresServer()) {
                measure("PostgreSQL", Files.createTempDirectory("api"), Database.of(server.freshDatabase()));
            }
        }
    }

    private static void measure(String title, Path data, Database database) throws Exception {
        var settings =
                new Settings(data, database, "127.0.0.1", 0, Optional.empty(), "", null, Optional.empty(), false);
        try (var house = new House(settings, Clock.systemUTC());
                var context = Server.open(settings, house, Clock.systemUTC())) {
            house.apiUsers().add(new ApiUser(0, LOGIN, null, Set.of(), true), SECRET);
            var server = ((ServletWebServerApplicationContext) context).getWebServer();
            if (server == null) {
                throw new IllegalStateException("no web server");
            }
            var figures = new ApiFigures("http://127.0.0.1:" + server.getPort());
            new ManyTickets(house, TICKETS, OF_A_VALUE).fill();
            settle(database);
            figures.tell(
                    title + ", 500 by field, status and time, all their fields, one client",
                    1,
                    QUERIES,
                    figures::queryWhole);
            figures.tell(title + ", the same, two fields of each, one client", 1, QUERIES, figures::queryFew);
            figures.tell(title + ", the same, two fields of each", CLIENTS, QUERIES, figures::queryFew);
            figures.tell(title + ", tickets made", CLIENTS, WRITES, figures::create);
            figures.tell(title + ", tickets changed", CLIENTS, WRITES, figures::patch);
        }
    }

    /** What a server does by itself soon after so many new rows it does now, and not beside what is measured. */
    private static void settle(Database database) throws SQLException {
        if (database instanceof Database.Postgres postgres) {
            try (var connection = DriverManager.getConnection(postgres.url());
                    var statement = connection.createStatement()) {
                statement.execute("vacuum analyze");
                statement.execute("checkpoint");
            }
        }
    }

    /** The half of a value's thousand tickets that are new, made since long before all of them. */
    private String query(int number, String included) {
        return """
                {"filter":[{"op":"eq","udf":true,"field":"AlertID","value":"A-%d"},{"op":"eq","field":"status","value":1},
                           {"op":"gt","field":"createDate","value":"%s"}],"maxRecords":500%s}""".formatted(
                        1 + number * 7 % (TICKETS / (2 * OF_A_VALUE) - 1), began.minus(400, ChronoUnit.DAYS), included);
    }

    private HttpRequest queryWhole(int number) {
        return request("Tickets/query")
                .POST(BodyPublishers.ofString(query(number, "")))
                .build();
    }

    private HttpRequest queryFew(int number) {
        return request("Tickets/query")
                .POST(BodyPublishers.ofString(query(number, ",\"includeFields\":[\"id\",\"title\"]")))
                .build();
    }

    private HttpRequest create(int number) {
        return request("Tickets")
                .POST(BodyPublishers.ofString(
                        "{\"title\":\"disk full\",\"companyID\":0,\"description\":\"made by the bench\",\"userDefinedFields\":[{\"name\":\"AlertID\",\"value\":\"N-%d\"}]}"
                                .formatted(number)))
                .build();
    }

    private HttpRequest patch(int number) {
        return request("Tickets/" + (ManyTickets.FIRST + number))
                .method(
                        "PATCH",
                        BodyPublishers.ofString("{\"title\":\"disk %d\",\"priority\":1}".formatted(System.nanoTime())))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin + "/ATServicesRest/V1.0/" + path))
                .header("UserName", LOGIN)
                .header("Secret", SECRET)
                .header("Content-Type", "application/json");
    }

    /** So many before them warm up. All together they stay below what a desk takes from programs in an hour. */
    private void tell(String title, int clients, int requests, IntFunction<HttpRequest> request) throws Exception {
        run(clients, Math.min(requests, QUERIES), request);
        long begun = System.nanoTime();
        var took = run(clients, requests, request);
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.println(String.format(
                Locale.ROOT,
                "| %s | %,.0f | %.1f | %.1f | %.1f |",
                title,
                requests / seconds,
                took[took.length / 2] / 1e6,
                took[took.length * 99 / 100] / 1e6,
                took[took.length - 1] / 1e6));
    }

    private long[] run(int clients, int requests, IntFunction<HttpRequest> request) throws Exception {
        Queue<Long> took = new ConcurrentLinkedQueue<>();
        var next = new AtomicInteger();
        try (var threads = Executors.newFixedThreadPool(clients)) {
            var all = threads.invokeAll(java.util.Collections.nCopies(clients, () -> {
                for (int i = next.getAndIncrement(); i < requests; i = next.getAndIncrement()) {
                    long begun = System.nanoTime();
                    var answer = client.send(request.apply(i), BodyHandlers.ofString());
                    took.add(System.nanoTime() - begun);
                    if (answer.statusCode() != 200) {
                        throw new IllegalStateException(answer.body());
                    }
                }
                return null;
            }));
            for (var one : all) {
                one.get();
            }
        }
        return took.stream().mapToLong(Long::longValue).sorted().toArray();
    }
}
