package dev.roundtrip.bench;

import dev.roundtrip.bench.Results.Column;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The tables there are: who runs in them, in which order, and which figures stand in them. */
final class Suites {
    private static final int PEER_CALLS = 32;
    private static final int PEER_PRODUCERS = 8;

    /** For those that gain by it: each holds a connection. */
    private static final int MANY_PEER_PRODUCERS = 64;

    private static final int OUR_CALLS = 64;
    private static final int OUR_CALLERS = 256;

    /** Seconds' worth of them. */
    private static final int DUE = 5_000;

    /** How quiet the machine was and how warm the engine, round by round; and whether the books agree. */
    private static final List<Column> TRUST = List.of(
            Column.each("other CPU %", 0, figures -> 100 * figures.foreign()),
            Column.each("steal %", 0, figures -> 100 * figures.steal()),
            Column.each("compiler % of the engine's CPU", 0, figures -> 100 * figures.compiler()),
            Column.each("warmed s", 0, Figures::warmed),
            Column.sum("arrivals", figures -> figures.books().arrivals()),
            Column.sum("lost", figures -> figures.books().lost()),
            Column.sum("doubles", figures -> figures.books().doubles()),
            Column.sum("not in the engine's log", figures -> figures.books().unlogged()),
            Column.sum("only in the engine's log", figures -> figures.books().unseen()),
            Column.sum("of nobody, or not made", figures -> figures.books().strange() + figures.failures()));

    private final Run run;
    private final Path lines;
    private final Times times;
    private final List<Contender> engines;
    private final List<Contender> ours;

    /**
     * How long, and how often.
     *
     * @param rounds  of each run; the table has their median
     * @param warm    seconds of load before anything is measured
     * @param seconds of a window
     * @param who     others are left out
     */
    record Times(int rounds, int warm, int seconds, Set<Contender> who) {}

    Suites(Run run, Path lines, Times times) {
        this.run = run;
        this.lines = lines;
        this.times = times;
        this.engines = times.who().stream()
                .filter(who -> who != Contender.BARE)
                .sorted()
                .toList();
        this.ours = engines.stream().filter(Contender::isOurs).toList();
    }

    private interface Body {
        Figures run() throws Exception;
    }

    /** All rows in turn, as often as there are rounds: a slow minute of the machine falls on all of them. */
    private Results inTurn(String table, int rounds, Map<String, Body> rows) throws Exception {
        var results = new Results(table, lines);
        for (int round = 0; round < rounds; round++) {
            for (var row : rows.entrySet()) {
                results.add(row.getKey(), row.getValue().run());
            }
        }
        return results;
    }

    private Job.Load asFastAsItCan(int producers) {
        return Job.Load.asFastAsItCan(producers, times.warm(), times.seconds());
    }

    private Job.Load at(int perSecond) {
        return Job.Load.at(perSecond, times.warm(), times.seconds());
    }

    /** Deliveries per second: the same work for all. */
    void peers() throws Exception {
        var rows = new LinkedHashMap<String, Body>();
        if (times.who().contains(Contender.BARE)) {
            rows.put(
                    Contender.BARE.title(),
                    () -> run.of(Contender.BARE, Job.Shape.plain(PEER_CALLS), asFastAsItCan(PEER_CALLS)));
        }
        for (var engine : engines) {
            rows.put(engine.title(), () -> run.of(engine, Job.Shape.plain(PEER_CALLS), asFastAsItCan(PEER_PRODUCERS)));
        }
        for (var own : ours) {
            rows.put(
                    own.title() + ", %d callers, %d calls".formatted(OUR_CALLERS, OUR_CALLS),
                    () -> run.of(own, Job.Shape.plain(OUR_CALLS), asFastAsItCan(OUR_CALLERS)));
        }
        for (var peer : engines) {
            if (!peer.isOurs() && peer != Contender.JOBRUNR) { // which takes no part in the producer's transaction
                rows.put(
                        peer.title() + ", %d producers, %d calls".formatted(MANY_PEER_PRODUCERS, OUR_CALLS),
                        () -> run.of(peer, Job.Shape.plain(OUR_CALLS), asFastAsItCan(MANY_PEER_PRODUCERS)));
            }
        }
        var columns = new ArrayList<Column>();
        columns.add(Column.rounds("deliveries/s", 0, Figures::perSecond));
        columns.add(Column.median("commits per delivery", 2, Figures::commits));
        columns.add(Column.median("engine CPU s per 1,000", 2, Figures::engineCpu));
        columns.add(Column.median("database CPU s per 1,000", 2, Figures::serverCpu));
        columns.add(Column.median("PostgreSQL WAL bytes per delivery", 0, Figures::logged));
        columns.add(Column.median("bytes to disk by the engine per delivery", 0, Figures::written));
        columns.add(Column.median("peak MB", 0, Figures::peakMegabytes));
        columns.add(Column.median("request bytes", 0, Figures::requestBytes));
        inTurn("Deliveries per second, %d producers".formatted(PEER_PRODUCERS), times.rounds(), rows)
                .print(columns, TRUST);
    }

    /** From the change to its receipt. */
    void latency() throws Exception {
        var rows = new LinkedHashMap<String, Body>();
        for (var engine : engines) {
            rows.put(engine.title() + ", 200/s", () -> run.of(engine, Job.Shape.plain(PEER_CALLS), at(200)));
        }
        for (var own : ours) {
            rows.put(own.title() + ", 1,000/s", () -> run.of(own, Job.Shape.plain(PEER_CALLS), at(1000)));
        }
        var columns = new ArrayList<Column>();
        columns.add(Column.rounds("p50 ms", 1, figures -> figures.latency().p50()));
        columns.add(Column.median("p95 ms", 1, figures -> figures.latency().p95()));
        columns.add(Column.rounds("p99 ms", 1, figures -> figures.latency().p99()));
        columns.add(Column.median("longest ms", 1, figures -> figures.latency().most()));
        columns.add(Column.median(
                "p50 from the commit's call", 1, figures -> figures.fromCommit().p50()));
        columns.add(Column.median(
                "p99 from the commit's call", 1, figures -> figures.fromCommit().p99()));
        columns.add(Column.median("arrived/s", 0, Figures::arrived));
        columns.add(Column.median("engine CPU s per 1,000", 2, Figures::engineCpu));
        columns.add(Column.median("database CPU s per 1,000", 2, Figures::serverCpu));
        columns.add(Column.median("begun late at most, ms", 1, Figures::latestMillis));
        inTurn("From the change to its receipt", times.rounds(), rows).print(columns, TRUST);
    }

    /** One far end of ten never answers. */
    void sick() throws Exception {
        var rows = new LinkedHashMap<String, Body>();
        for (var engine : engines) {
            for (var sick : List.of(false, true)) {
                rows.put(
                        engine.title() + (sick ? ", one of ten silent" : ", all ten answer"),
                        () -> run.of(
                                engine,
                                Job.Shape.tenTargets(engine.isOurs() ? 8 : OUR_CALLS, sick),
                                // Long enough for what piles up to show.
                                Job.Load.at(200, times.warm(), 2 * times.seconds())));
            }
        }
        var columns = new ArrayList<Column>();
        columns.add(Column.rounds("healthy arrived/s", 0, Figures::arrived));
        columns.add(Column.median("p50 ms", 1, figures -> figures.latency().p50()));
        columns.add(Column.rounds("p99 ms", 1, figures -> figures.latency().p99()));
        columns.add(Column.median("longest ms", 1, figures -> figures.latency().most()));
        inTurn("200/s to ten far ends, one of them silent", times.rounds(), rows)
                .print(columns, TRUST);
    }

    /** Where the time goes. */
    void profile() throws Exception {
        for (var own : ours) {
            var results = inTurn(
                    "Where the CPU time goes, " + own.title(),
                    1,
                    Map.of(
                            own.title(),
                            () -> run.profiled(own, Job.Shape.plain(OUR_CALLS), asFastAsItCan(OUR_CALLERS))));
            printRooms(results);
        }
    }

    private static void printRooms(Results results) {
        results.rows().forEach((row, runs) -> {
            var micros = runs.getFirst().micros();
            double all =
                    micros.values().stream().mapToDouble(Double::doubleValue).sum();
            System.out.printf("%n### Where the CPU time goes, %s%n%n", row);
            System.out.println("|  | µs per delivery | % |");
            System.out.println("| --- | --- | --- |");
            micros.forEach((room, time) ->
                    System.out.printf(Locale.ROOT, "| %s | %.1f | %.0f |%n", room, time, 100 * time / all));
            System.out.printf(
                    Locale.ROOT,
                    "| all of the engine's process | %.1f | 100 |%n| beside it the database server | %.1f | |%n",
                    all,
                    1000 * runs.getFirst().serverCpu());
        });
    }

    /** How cost grows with what is there. */
    void growth() throws Exception {
        for (var own : ours) {
            var plain = Job.Shape.plain(OUR_CALLS);
            var load = asFastAsItCan(OUR_CALLERS);
            var rows = new LinkedHashMap<String, Body>();
            for (int finished : new int[] {1_000, 100_000, 1_000_000}) {
                rows.put(
                        String.format(Locale.ROOT, "%,d finished deliveries", finished),
                        () -> run.of(own, plain.withFinished(finished), load.thenDue(DUE)));
            }
            rows.put("100,000 waiting retries", () -> run.of(own, plain.withWaiting(100_000), load.thenDue(DUE)));
            for (int rules : new int[] {1, 20, 200}) {
                rows.put(
                        rules + (rules == 1 ? " rule" : " rules") + " listening",
                        () -> run.of(own, plain.withRules(rules - 1), load));
            }
            for (int callouts : new int[] {1, 5, 100, 1_000}) {
                rows.put(
                        String.format(Locale.ROOT, "%,d callouts, %d per ticket", callouts, Math.min(5, callouts)),
                        () -> run.of(own, plain.withCallouts(callouts), load));
            }
            var columns = new ArrayList<Column>();
            columns.add(Column.rounds("deliveries/s", 0, Figures::perSecond));
            columns.add(Column.median("engine CPU s per 1,000", 2, Figures::engineCpu));
            columns.add(Column.median("database CPU s per 1,000", 2, Figures::serverCpu));
            columns.add(Column.median("bytes to disk by the engine per delivery", 0, Figures::written));
            columns.add(Column.median("due in the store: claimed and delivered/s", 0, Figures::claimed));
            columns.add(Column.median("peak MB", 0, Figures::peakMegabytes));
            inTurn("What is there already, " + own.title(), times.rounds(), rows)
                    .print(columns, TRUST);
        }
    }
}
