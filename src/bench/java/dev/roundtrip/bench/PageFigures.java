package dev.roundtrip.bench;

import dev.roundtrip.House;
import dev.roundtrip.Server;
import dev.roundtrip.callout.Callout;
import dev.roundtrip.delivery.ManyDeliveries;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.store.Database;
import dev.roundtrip.store.Dialect;
import dev.roundtrip.web.PageClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/**
 * How long the pages take of a desk with a million tickets, of which one in a thousand is open, a million deliveries, ten thousand callouts and
 * two hundred rules: a whole page over HTTP, for one reader. Start it with {@code ./bench pages}, or {@code ./bench pages sqlite}.
 */
final class PageFigures {
    private static final int TICKETS = Integer.getInteger("bench.tickets", 1_000_000);
    private static final int OF_A_VALUE = 500;
    private static final int OPEN = 1_000;
    private static final int DELIVERIES = Integer.getInteger("bench.deliveries", 1_000_000);
    private static final int CALLOUTS = 10_000;
    private static final int RULES = 200;
    private static final int AT_ONCE = 50_000;
    private static final int LOOKS = 60;
    private static final String LOGIN = "bench@acme.example";
    private static final String PASSWORD = "a password of the bench";

    private final String title;
    private final PageClient client;

    private PageFigures(String title, PageClient client) {
        this.title = title;
        this.client = client;
    }

    public static void main(String[] args) throws Exception {
        System.out.println(
                "Beside %,d tickets, one in %,d of them open, %,d deliveries, %,d callouts, %,d rules; one reader\n"
                        .formatted(TICKETS, OPEN, DELIVERIES, CALLOUTS, RULES));
        System.out.println("|  | p50 ms | p95 ms | longest ms |");
        System.out.println("| --- | --- | --- | --- |");
        if (args.length == 0 || args[0].equals("sqlite")) {
            var data = Files.createTempDirectory("pages");
            measure("SQLite", data, new Database.Sqlite(data.resolve("bench.db")));
        }
        if (args.length == 0 || args[0].equals("postgres")) {
            try (var server = new PostgresServer()) {
                measure("PostgreSQL", Files.createTempDirectory("pages"), Database.of(server.freshDatabase()));
            }
        }
    }

    private static void measure(String title, Path data, Database database) throws Exception {
        var settings =
                new Settings(data, database, "127.0.0.1", 0, Optional.empty(), "", null, Optional.empty(), false);
        try (var house = new House(settings, Clock.systemUTC());
                var context = Server.open(settings, house, Clock.systemUTC())) {
            var me = house.people()
                    .add(new Person(0, LOGIN, "Bench", null, Role.TECHNICIAN, "en", true), PASSWORD)
                    .id();
            new ManyTickets(house, TICKETS, OF_A_VALUE).fill();
            complete(house, me);
            var callouts = callouts(house);
            new ManyDeliveries(house.store(), callouts, ManyTickets.FIRST, TICKETS, DELIVERIES).fill(Instant.now());
            analyze(house);
            var server = ((ServletWebServerApplicationContext) context).getWebServer();
            if (server == null) {
                throw new IllegalStateException("no web server");
            }
            var client = new PageClient("http://127.0.0.1:" + server.getPort());
            client.signIn(LOGIN, PASSWORD);
            var field = house.userFields().named("AlertID").orElseThrow().id();
            var looks = new LinkedHashMap<String, String>();
            looks.put("open", "/tickets");
            looks.put("mine", "/tickets?assigned=me");
            looks.put("new today", "/tickets?status=all&since=today");
            looks.put("all", "/tickets?status=all");
            looks.put("all, from the middle on", "/tickets?status=all&before=" + (ManyTickets.FIRST + TICKETS / 2));
            looks.put("open, of a queue that none has", "/tickets?queue=8");
            looks.put("all, of a priority that none has", "/tickets?status=all&priority=4");
            looks.put("a text that many titles hold", "/tickets?status=all&q=disk");
            looks.put("a text that no title holds", "/tickets?status=all&q=nowhere");
            looks.put(
                    "the same, looking further", "/tickets?status=all&q=nowhere&before=" + Long.MAX_VALUE + "&further");
            looks.put("a value of a user-defined field", "/tickets?status=all&field=" + field + "&value=A-500");
            looks.put("of a company, which all are", "/tickets?status=all&company=This+desk");
            looks.put("a ticket", "/tickets/" + (ManyTickets.FIRST + 10));
            looks.put("dashboard", "/");
            looks.put("dashboard, 7 days", "/?span=7d");
            looks.put("deliveries", "/deliveries");
            looks.put("deliveries that need a look", "/deliveries?view=look");
            looks.put("deliveries given up", "/deliveries?state=given-up");
            looks.put("deliveries waiting, none", "/deliveries?state=waiting");
            looks.put("deliveries of a callout", "/deliveries?callout=Callout+77");
            looks.put("deliveries of a ticket", "/deliveries?ticketNumber=B500");
            looks.put(
                    "deliveries of a day three weeks ago",
                    "/deliveries?from=" + LocalDate.now(ZoneOffset.UTC).minusDays(21) + "&to="
                            + LocalDate.now(ZoneOffset.UTC).minusDays(21));
            looks.put("callouts", "/callouts");
            looks.put("callouts, by a text", "/callouts?q=777");
            looks.put("rules", "/rules");
            looks.put("fields", "/settings/fields");
            looks.put("companies", "/settings/companies");
            var figures = new PageFigures(title, client);
            figures.run("/tickets?status=all&q=disk", 5 * LOOKS); // before the first figure, all is warm
            for (var look : looks.entrySet()) {
                figures.tell(look);
            }
        }
    }

    private static void complete(House house, long me) {
        long last = house.tickets().lastId();
        // Piece by piece: no statement may take longer than the store waits for an answer.
        for (long from = ManyTickets.FIRST; from <= last; from += AT_ONCE) {
            var piece = Map.of("from", from, "to", from + AT_ONCE);
            house.store().write(() -> {
                house.store()
                        .jdbc()
                        .sql("update ticket set status = 5 where id >= :from and id < :to and id % :open <> 0")
                        .params(piece)
                        .param("open", OPEN)
                        .update();
                return house.store()
                        .jdbc()
                        .sql(
                                "update ticket set assigned_resource_id = :me where id >= :from and id < :to and id % :some = 0")
                        .params(piece)
                        .param("me", me)
                        .param("some", 20 * OPEN)
                        .update();
            });
        }
    }

    private static void analyze(House house) {
        if (house.store().dialect() == Dialect.POSTGRES) {
            house.store().write(() -> house.store().jdbc().sql("analyze").update());
        }
    }

    private static List<Long> callouts(House house) {
        var yaml = new StringBuilder("callouts:\n");
        for (int i = 0; i < RULES; i++) {
            yaml.append("  - { name: Callout %d, url: \"https://monitoring.acme.example/%d\" }\n".formatted(i, i));
        }
        yaml.append("rules:\n");
        for (int i = 0; i < RULES; i++) {
            yaml.append(
                    "  - { name: Rule %d, when: [ edited ], if: [ { attribute: title, operator: equal-to, value: \"t%d\" } ], then: [ { callout: Callout %d } ] }\n"
                            .formatted(i, i, i));
        }
        house.setup().apply("callouts.yaml", yaml.toString(), Map.of(), false);
        house.store().write(() -> {
            house.store().revision().bump();
            return house.store()
                    .jdbc()
                    .sql("""
                            with recursive n (i) as (select :from union all select n.i + 1 from n where n.i < :to)
                            insert into callout (name, name_key, active, settings, secrets, secrets_at)
                            select 'Callout ' || n.i, 'callout ' || n.i, c.active, c.settings, c.secrets, c.secrets_at
                            from n, (select * from callout where name_key = 'callout 0') c""")
                    .param("from", RULES)
                    .param("to", CALLOUTS - 1)
                    .update();
        });
        return house.callouts().all().stream().map(Callout::id).toList();
    }

    /** A fifth warms up. */
    private void tell(Map.Entry<String, String> look) {
        run(look.getValue(), LOOKS / 5);
        var took = run(look.getValue(), LOOKS);
        System.out.println(String.format(
                Locale.ROOT,
                "| %s, %s | %.1f | %.1f | %.1f |",
                title,
                look.getKey(),
                took[took.length / 2] / 1e6,
                took[took.length * 95 / 100] / 1e6,
                took[took.length - 1] / 1e6));
    }

    private long[] run(String address, int looks) {
        var took = new long[looks];
        for (int i = 0; i < looks; i++) {
            long begun = System.nanoTime();
            var answer = client.get(address);
            took[i] = System.nanoTime() - begun;
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(address + ": " + answer.statusCode());
            }
        }
        Arrays.sort(took);
        return took;
    }
}
