package dev.roundtrip.bench;

import dev.roundtrip.House;
import dev.roundtrip.people.Actor;
import dev.roundtrip.settings.Settings;
import dev.roundtrip.store.Database;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What tickets that come in feel of a rule that is run on all tickets there are: how long each takes to be made, at a steady rate, before
 * the run and beside it. Start it with {@code ./bench runs}, or {@code ./bench runs sqlite}.
 */
final class RunFigures {
    private static final int TICKETS = Integer.getInteger("bench.tickets", 100_000);
    private static final int MAKERS = 64;
    private static final int PER_SECOND = 200;
    private static final long SECOND = 1_000_000_000L;
    private static final int SECONDS_BEFORE = 15;

    private final House house;

    private RunFigures(House house) {
        this.house = house;
    }

    public static void main(String[] args) throws Exception {
        System.out.println(
                "A rule run on %,d tickets, each of which gets a note; beside it %d new tickets a second, milliseconds each\n"
                        .formatted(TICKETS, PER_SECOND));
        System.out.println(
                "|  | before: p50 | p99 | longest | beside it: p50 | p99 | longest | the run, tickets a second |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
        if (args.length == 0 || args[0].equals("sqlite")) {
            var data = Files.createTempDirectory("runs");
            measure("SQLite", data, new Database.Sqlite(data.resolve("bench.db")));
        }
        if (args.length == 0 || args[0].equals("postgres")) {
            try (var server = new PostgresServer()) {
                measure("PostgreSQL", Files.createTempDirectory("runs"), Database.of(server.freshDatabase()));
            }
        }
    }

    private static void measure(String title, Path data, Database database) throws Exception {
        var fresh = Settings.in(data);
        var settings =
                new Settings(data, database, fresh.address(), 0, Optional.empty(), "", null, Optional.empty(), false);
        try (var house = new House(settings, Clock.systemUTC())) {
            house.start();
            var figures = new RunFigures(house);
            figures.fill();
            house.setup()
                    .apply(
                            "bench.yaml",
                            "rules: [ { name: Note all, when: [ edited ], then: [ { note: { title: looked at, text: all } } ] } ]",
                            Map.of(),
                            false);
            long end = System.nanoTime() + SECONDS_BEFORE * SECOND;
            var before = figures.making(() -> System.nanoTime() < end);
            var rule = house.rules().named("Note all").orElseThrow();
            var count = house.ruleRuns().matching(rule.id()).matching();
            long begun = System.nanoTime();
            house.ruleRuns().begin(rule.id(), count, Actor.DESK);
            var beside = figures.making(
                    () -> house.ruleRuns().ofRule(rule.id()).getFirst().endedAt() == null);
            double seconds = (System.nanoTime() - begun) / (double) SECOND;
            System.out.println(String.format(
                    Locale.ROOT, "| %s | %s | %s | %,.0f |", title, shown(before), shown(beside), count / seconds));
        }
    }

    private void fill() throws InterruptedException {
        try (var makers = Executors.newFixedThreadPool(MAKERS)) {
            for (int i = 0; i < TICKETS; i++) {
                makers.execute(this::make);
            }
        }
    }

    private void make() {
        house.tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, "disk full")
                                .set(TicketField.COMPANY_ID, 0)
                                .build(),
                        Actor.DESK);
    }

    /** How long each took from the moment on which it was planned, sorted; nanoseconds. */
    private long[] making(BooleanSupplier goOn) {
        Queue<Long> took = new ConcurrentLinkedQueue<>();
        try (var makers = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (long n = 0; n % PER_SECOND != 0 || goOn.getAsBoolean(); n++) {
                long planned = begin + n * SECOND / PER_SECOND;
                for (long left = planned - System.nanoTime(); left > 0; left = planned - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                makers.execute(() -> {
                    make();
                    took.add(System.nanoTime() - planned);
                });
            }
        }
        return took.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private static String shown(long[] sorted) {
        return String.format(
                Locale.ROOT,
                "%.1f | %.1f | %.1f",
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted[sorted.length - 1] / 1e6);
    }
}
