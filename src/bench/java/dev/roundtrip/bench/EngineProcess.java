package dev.roundtrip.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One engine in a process of its own: set up, warmed, measured, emptied. What it saw it leaves in files. */
final class EngineProcess {
    private static final Duration MOST_DRAINING = Duration.ofSeconds(60);

    /** Longer than any engine pauses by itself. */
    private static final Duration STUCK = Duration.ofSeconds(8);

    private static final Duration SETTLING = Duration.ofSeconds(5);
    private static final Duration COMPILER_LOOK = Duration.ofSeconds(3);

    /** Of one core. */
    private static final double COMPILER_AT_REST = 0.1;

    private final Job job;
    private final Engine engine;

    private EngineProcess(Job job, Engine engine) {
        this.job = job;
        this.engine = engine;
    }

    public static void main(String[] args) throws Exception {
        var job = Job.read(Path.of(args[0]));
        try (var engine = job.contender().start(job)) {
            new EngineProcess(job, engine).run();
        }
        System.exit(0); // some leave threads behind
    }

    private void run() throws Exception {
        var events = new ArrayList<Event>();
        Measured measured;
        try (var meter = new Usage.Meter(job)) {
            double warmed = job.load().perSecond() > 0 ? warmed(events) : 0;
            var producing = Producing.of(engine, job);
            try (producing) {
                producing.start();
                if (warmed > 0) {
                    Thread.sleep(SETTLING);
                } else {
                    warmed = warmUp();
                }
                measured = window(meter, producing, warmed);
            }
            drain();
            events.addAll(producing.events());
        }
        engine.early().forEach(ticket -> events.add(new Event(ticket, 0, 0, 0)));
        Ledger.writeEvents(job.place().file("events"), events);
        Ledger.writeTickets(job.place().file("answered"), engine.answered());
        if (job.load().due() > 0 && engine instanceof RoundtripEngine ours) {
            measured = measured.withClaimed(ours.carriedFromStore(job.load().due()));
        }
        measured.write(job.place().file("measured.json"));
    }

    private double warmed(List<Event> events) throws Exception {
        var producing = Producing.warming(engine, job);
        double seconds;
        try (producing) {
            producing.start();
            seconds = warmUp();
        }
        drain();
        events.addAll(producing.events());
        return seconds;
    }

    /** Returns when Java's compiler has little left to do, or after four times the seconds asked for. */
    private double warmUp() throws Exception {
        long begin = System.nanoTime();
        int seconds = job.load().warmSeconds();
        Thread.sleep(Duration.ofSeconds(seconds));
        double before = Threads.ofTheCompiler();
        while (System.nanoTime() - begin < Duration.ofSeconds(4L * seconds).toNanos()) {
            Thread.sleep(COMPILER_LOOK);
            double now = Threads.ofTheCompiler();
            if (now - before < COMPILER_LOOK.toSeconds() * COMPILER_AT_REST) {
                break;
            }
            before = now;
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private Measured window(Usage.Meter meter, Producing producing, double warmed) throws Exception {
        @Nullable Profile profile = job.profile() ? Profile.start(job.place().file("profile.jfr")) : null;
        long before = engine.settled();
        var from = meter.read();
        Thread.sleep(Duration.ofSeconds(job.load().seconds()));
        long settled = engine.settled() - before;
        var to = meter.read();
        Map<String, Double> micros = profile == null ? Map.of() : profile.stop(settled);
        return new Measured(
                from,
                to,
                warmed,
                settled,
                producing.events().size(),
                producing.failures(),
                producing.latestMillis(),
                0,
                Usage.peakMegabytes(),
                micros);
    }

    /** Returns when nothing moves any more: all is settled, or what is left waits for a far end that is silent. */
    private void drain() throws InterruptedException {
        long end = System.nanoTime() + MOST_DRAINING.toNanos();
        long moved = System.nanoTime();
        long before = engine.settled();
        while (System.nanoTime() < end && System.nanoTime() - moved < STUCK.toNanos() && engine.open() > 0) {
            Thread.sleep(200);
            long now = engine.settled();
            if (now != before) {
                before = now;
                moved = System.nanoTime();
            }
        }
    }
}
