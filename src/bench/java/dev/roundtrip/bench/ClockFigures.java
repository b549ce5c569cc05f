package dev.roundtrip.bench;

import dev.roundtrip.House;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How long a look of the rules that wait for time takes beside a million tickets, of which sixty a minute come into each state. Start it with
 * {@code ./bench clock}, or {@code ./bench clock sqlite}.
 */
final class ClockFigures {
    private static final int TICKETS = Integer.getInteger("bench.tickets", 1_000_000);
    private static final int LOOKS = 200;
    private static final int WARMING = 50;
    private static final Duration BETWEEN = Duration.ofMinutes(1);

    /** Goes when it is told to. */
    private static final class Stepped extends Clock {
        private volatile Instant now = Instant.now();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("nobody asks for it");
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private ClockFigures() {}

    public static void main(String[] args) throws Exception {
        System.out.println(
                "Beside %,d tickets, rules for idle, status, due and overdue; looks a minute apart, %d of them\n"
                        .formatted(TICKETS, LOOKS));
        System.out.println("|  | tried in a look | p50 ms | p99 ms | longest ms | a look that finds nothing, ms |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        if (args.length == 0 || args[0].equals("sqlite")) {
            var data = Files.createTempDirectory("clock");
            measure("SQLite", data, new Database.Sqlite(data.resolve("bench.db")));
        }
        if (args.length == 0 || args[0].equals("postgres")) {
            try (var server = new PostgresServer()) {
                measure("PostgreSQL", Files.createTempDirectory("clock"), Database.of(server.freshDatabase()));
            }
        }
    }

    private static void measure(String title, Path data, Database database) {
        var fresh = Settings.in(data);
        var settings =
                new Settings(data, database, fresh.address(), 0, Optional.empty(), "", null, Optional.empty(), false);
        var clock = new Stepped();
        try (var house = new House(settings, clock)) {
            new ManyTickets(house, TICKETS, 500).fill();
            // From the middle of them on: as many have come into each state as will.
            house.setup().apply("bench.yaml", rules(TICKETS / 2 / 3600), Map.of(), false);
            house.ruleClock().runDue();
            var took = new long[LOOKS];
            long tried = 0;
            for (int look = -WARMING; look < LOOKS; look++) {
                clock.now = clock.now.plus(BETWEEN);
                long begun = System.nanoTime();
                int found = house.ruleClock().runDue();
                if (look >= 0) {
                    took[look] = System.nanoTime() - begun;
                    tried += found;
                }
            }
            var idle = new long[LOOKS];
            for (int look = 0; look < LOOKS; look++) {
                clock.now = clock.now.plusMillis(1);
                long begun = System.nanoTime();
                house.ruleClock().runDue();
                idle[look] = System.nanoTime() - begun;
            }
            Arrays.sort(took);
            Arrays.sort(idle);
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %.0f | %.1f | %.1f | %.1f | %.2f |",
                    title,
                    (double) tried / LOOKS,
                    took[LOOKS / 2] / 1e6,
                    took[LOOKS * 99 / 100] / 1e6,
                    took[LOOKS - 1] / 1e6,
                    idle[LOOKS / 2] / 1e6));
        }
    }

    /** Each writes nothing: what is measured is the look. */
    private static String rules(int hours) {
        var never =
                "if: [ { attribute: title, operator: contains, value: never } ], then: [ { note: { title: t, text: t } } ] }\n";
        return """
                rules:
                  - { name: Idle, when: [ { idle-for: %dh } ], %s\
                  - { name: Waiting, when: [ { status-for: %dh } ], %s\
                  - { name: Overdue, when: [ { overdue-by: %dh } ], %s\
                """.formatted(hours, never, hours, never, hours, never);
    }
}
