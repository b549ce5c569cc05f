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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many edits of tickets a second a desk carries while so many rules listen to them, none of which fires: five conditions each, of which
 * the last fails. Start it with {@code ./bench edits}, or {@code ./bench edits sqlite}.
 */
final class EditFigures {
    private static final List<Integer> RULES = List.of(0, 20, 200);
    private static final int EDITORS = 8;
    private static final int TICKETS = 50;
    private static final int ROUNDS = 3;
    private static final int SECONDS = 4;
    private static final int WARM_SECONDS = 15;

    private final House house;
    private final List<List<Long>> tickets = new ArrayList<>();

    private EditFigures(House house) {
        this.house = house;
        for (int i = 0; i < EDITORS; i++) {
            var own = new ArrayList<Long>();
            for (int n = 0; n < TICKETS; n++) {
                own.add(house.tickets()
                        .create(
                                TicketEdit.with()
                                        .set(TicketField.TITLE, "disk full")
                                        .set(TicketField.COMPANY_ID, 0)
                                        .build(),
                                Actor.DESK)
                        .id());
            }
            tickets.add(own);
        }
    }

    public static void main(String[] args) throws Exception {
        System.out.println(
                "Edits per second, %d editors, medians of %d rounds of %d s\n".formatted(EDITORS, ROUNDS, SECONDS));
        System.out.println("|  | "
                + String.join(" | ", RULES.stream().map(n -> n + " rules").toList()) + " |");
        System.out.println("| --- |" + " --- |".repeat(RULES.size()));
        if (args.length == 0 || args[0].equals("sqlite")) {
            var data = Files.createTempDirectory("edits");
            measure("SQLite", data, new Database.Sqlite(data.resolve("bench.db")));
        }
        if (args.length == 0 || args[0].equals("postgres")) {
            try (var server = new PostgresServer()) {
                measure("PostgreSQL", Files.createTempDirectory("edits"), Database.of(server.freshDatabase()));
            }
        }
    }

    private static void measure(String title, Path data, Database database) throws Exception {
        var fresh = Settings.in(data);
        var settings =
                new Settings(data, database, fresh.address(), 0, Optional.empty(), "", null, Optional.empty(), false);
        try (var house = new House(settings, Clock.systemUTC())) {
            var figures = new EditFigures(house);
            var all = new TreeMap<Integer, double[]>();
            for (int round = 0; round < ROUNDS; round++) {
                for (int rules : RULES) {
                    figures.listen(rules);
                    if (round == 0) {
                        figures.perSecond(WARM_SECONDS);
                    }
                    all.computeIfAbsent(rules, _ -> new double[ROUNDS])[round] = figures.perSecond(SECONDS);
                }
            }
            System.out.println("| " + title + " | "
                    + String.join(
                            " | ", all.values().stream().map(EditFigures::shown).toList()) + " |");
        }
    }

    private static String shown(double[] rounds) {
        var sorted = rounds.clone();
        Arrays.sort(sorted);
        var each = Arrays.stream(rounds)
                .mapToObj(one -> String.format(Locale.ROOT, "%,.0f", one))
                .toList();
        return String.format(Locale.ROOT, "%,.0f (%s)", sorted[sorted.length / 2], String.join(" ", each));
    }

    private void listen(int rules) {
        var text = new StringBuilder("rules:\n");
        for (int i = 0; i < RULES.getLast(); i++) {
            text.append(
                    "  - { name: Idle %d, active: %s, when: [ edited ], if: [ %s ], then: [ { note: { title: t, text: t } } ] }\n"
                            .formatted(i, i < rules, SetupText.neverHolds(i)));
        }
        house.setup().apply("bench.yaml", text.toString(), Map.of(), false);
    }

    private double perSecond(int seconds) throws InterruptedException {
        var edits = new LongAdder();
        var end = new AtomicBoolean();
        var editors = tickets.stream()
                .map(own -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; !end.get(); i++) {
                        var edit = TicketEdit.with().set(TicketField.TITLE, "disk " + System.nanoTime());
                        house.tickets().edit(own.get(i % own.size()), edit.build(), Actor.DESK);
                        edits.increment();
                    }
                }))
                .toList();
        Thread.sleep(seconds * 1000L);
        double done = edits.sum();
        end.set(true);
        for (var editor : editors) {
            editor.join();
        }
        return done / seconds;
    }
}
