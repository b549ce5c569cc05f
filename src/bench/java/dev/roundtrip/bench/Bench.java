package dev.roundtrip.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what there is to measure, and has it measured. Start it with {@code ./bench}. */
final class Bench {
    private static final String HELP = """
            ./bench [WHAT...] [--rounds N] [--warm S] [--seconds S] [--only ENGINE,ENGINE...]

            peers     deliveries per second: Roundtrip on both databases, db-scheduler, JobRunr, transaction-outbox
            latency   from the change to its receipt, at 200/s and 1,000/s
            sick      one far end of ten never answers: what the others feel of it
            profile   where the CPU time goes, by room
            growth    what finished deliveries, rules, callouts and waiting retries cost
            jmh       microbenchmarks of rules and rendering
            claims    how long a round of dispatching asks the database, beside a million finished rows; alone, with sqlite or postgres
            edits     edits of tickets a second while 0, 20 and 200 rules listen; alone, with sqlite or postgres
            runs      a rule that is run on 100,000 tickets, and what new tickets feel of it; alone, with sqlite or postgres
            api       queries, new tickets and changes over HTTP beside a million tickets; alone, with sqlite or postgres
            pages     the list of tickets, beside a million of them; alone, with sqlite or postgres
            clock     a look of the rules that wait for time, beside a million tickets; alone, with sqlite or postgres
            quick     peers, latency, sick and profile in one short round each: whether all of it works, no figures to quote
            all       all of the above but claims, edits, runs, api, pages, clock and quick

            Without a word: peers, latency, sick, profile, in three rounds; an hour and a half. Each engine runs in a process of its own
            and in turn; tables come on standard output, a line a run on standard error, and JSON lines go to target/bench/results.jsonl.
            A round is 15 s of warm-up (--warm) and 10 s of measuring (--seconds).
            Engines are bare, sqlite, postgres, db-scheduler, jobrunr and outbox.
            """;

    private static final Set<String> SUITES = Set.of("peers", "latency", "sick", "profile", "growth", "jmh");

    private Bench() {}

    public static void main(String[] args) throws Exception {
        var wanted = new ArrayList<String>();
        int rounds = 3;
        int warm = 15;
        int seconds = 10;
        Set<Contender> who = EnumSet.allOf(Contender.class);
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "help", "--help", "-h" -> {
                    System.out.print(HELP);
                    return;
                }
                case "--rounds" -> rounds = number(args, ++i);
                case "--warm" -> warm = number(args, ++i);
                case "--seconds" -> seconds = number(args, ++i);
                case "--only" -> who = engines(args, ++i);
                case "quick" -> {
                    wanted.addAll(List.of("peers", "latency", "sick", "profile"));
                    rounds = 1;
                    warm = 4;
                    seconds = 4;
                }
                case "all" -> wanted.addAll(List.of("peers", "latency", "sick", "profile", "growth", "jmh"));
                default -> {
                    if (!SUITES.contains(args[i])) {
                        refuse("\"" + args[i] + "\" is nothing that is measured; see ./bench help");
                    }
                    wanted.add(args[i]);
                }
            }
        }
        if (wanted.isEmpty()) {
            wanted.addAll(List.of("peers", "latency", "sick", "profile"));
        }
        measure(wanted, new Suites.Times(rounds, warm, seconds, who));
    }

    private static int number(String[] args, int at) {
        try {
            return Integer.parseUnsignedInt(args[at]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            refuse(args[at - 1] + " takes a whole number; see ./bench help");
            return 0;
        }
    }

    private static Set<Contender> engines(String[] args, int at) {
        try {
            return Arrays.stream(args[at].split(",", -1))
                    .map(name -> Contender.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                    .collect(Collectors.toSet());
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            refuse("--only takes names of engines with commas between; see ./bench help");
            return Set.of();
        }
    }

    private static void refuse(String why) {
        System.err.println(why);
        System.exit(2);
    }

    private static void measure(List<String> wanted, Suites.Times times) throws Exception {
        var folder = Path.of("target", "bench").toAbsolutePath();
        Files.createDirectories(folder);
        System.out.println(machine());
        try (var run = new Run(folder)) {
            var suites = new Suites(run, folder.resolve("results.jsonl"), times);
            for (var what : wanted) {
                switch (what) {
                    case "peers" -> suites.peers();
                    case "latency" -> suites.latency();
                    case "sick" -> suites.sick();
                    case "profile" -> suites.profile();
                    case "growth" -> suites.growth();
                    default -> Microbenchmarks.run(folder.resolve("jmh.json"));
                }
            }
        }
    }

    private static String machine() throws IOException {
        var cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown");
        var memory = Files.readAllLines(Path.of("/proc/meminfo")).getFirst().replaceAll("\\D+", "");
        return "%s: %d cores of %s, %d GB, %s, Java %s"
                .formatted(
                        Instant.now(),
                        Runtime.getRuntime().availableProcessors(),
                        cpu,
                        Math.round(Long.parseLong(memory) / 1e6),
                        System.getProperty("os.version"),
                        System.getProperty("java.vm.version"));
    }
}
