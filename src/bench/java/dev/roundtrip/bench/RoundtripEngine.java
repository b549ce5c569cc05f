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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * This house, whole but for its doors: a ticket with its number and history, the rules with their trace, the request as it was rendered,
 * and an attempt on disk before its bytes leave.
 */
final class RoundtripEngine implements Engine {
    private final Job job;
    private final House house;
    private final AtomicLong made = new AtomicLong();
    private final List<Long> early = new ArrayList<>();

    private RoundtripEngine(Job job, House house) {
        this.job = job;
        this.house = house;
    }

    /** Opened, set up, filled as the job says, and started. */
    static RoundtripEngine start(Job job) throws Exception {
        var data = Files.createDirectories(job.place().file("data"));
        var fresh = Settings.in(data);
        var settings = new Settings(
                data,
                database(job, data),
                fresh.address(),
                0,
                Optional.empty(),
                "127.0.0.1/32",
                null,
                Optional.empty(),
                false);
        var engine = new RoundtripEngine(job, new House(settings, Clock.systemUTC()));
        engine.setUp();
        engine.house.start();
        if (job.shape().finished() > 0 || job.shape().waiting() > 0) {
            new Past(engine.house.store(), engine.original()).fill(job.shape());
        }
        return engine;
    }

    static Path sqliteFile(Job job) {
        return job.place().file("data").resolve("bench.db");
    }

    private static Database database(Job job, Path data) {
        return job.contender() == Contender.SQLITE
                ? new Database.Sqlite(data.resolve("bench.db").toAbsolutePath())
                : Database.of(String.valueOf(job.place().database()));
    }

    private void setUp() {
        var file = new SetupText(job.shape(), job.place().receiver()).text();
        house.setup().apply("bench.yaml", file, Map.of("env:PASSWORD", Poster.PASSWORD), false);
    }

    /** A ticket that is delivered, for a {@link Past} to copy. */
    private long original() throws InterruptedException {
        if (early.isEmpty()) {
            early.add(make(0).ticket());
            while (open() > 0) {
                Thread.sleep(10);
            }
        }
        return early.getFirst();
    }

    /** Carries callouts that are due and that nobody has in memory, so that each is claimed first; how many a second. */
    double carriedFromStore(int count) throws InterruptedException {
        var past = new Past(house.store(), original());
        past.fillWithDue(count);
        while (past.due() == count) {
            Thread.sleep(1); // until it has looked
        }
        long begin = System.nanoTime();
        while (past.due() > 0) {
            Thread.sleep(20);
        }
        return count * 1e9 / (System.nanoTime() - begin);
    }

    @Override
    public List<Long> early() {
        return List.copyOf(early);
    }

    @Override
    public Made make(int target) {
        var ticket = house.tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, "disk full on target " + target)
                                .set(TicketField.COMPANY_ID, 0)
                                .build(),
                        Actor.DESK);
        made.addAndGet(job.shape().calloutsPerTicket());
        return new Made(ticket.id(), 0);
    }

    /** Asked of the few that are open, through their index: counting the finished would cost more with every second. */
    @Override
    public long settled() {
        long promised = made.get();
        return promised - open();
    }

    /** But for those that wait since before the run, which the keys of a {@link Past} begin apart from all others. */
    @Override
    public long open() {
        return house.store()
                .jdbc()
                .sql("select count(*) from delivery where ended_at is null and (order_key < :from or order_key >= :to)")
                .param("from", Past.ORDER_KEY)
                .param("to", Past.AFTER_KEYS)
                .query(Long.class)
                .single();
    }

    @Override
    public List<Long> answered() {
        var tickets = new ArrayList<Long>();
        house.store().jdbc().sql("""
                        select d.subject_id
                        from delivery d join attempt a on a.delivery_id = d.id
                        where d.subject_id > 0 and a.outcome = 'success'""").query(row -> {
            tickets.add(row.getLong("subject_id"));
        });
        return tickets;
    }

    @Override
    public void close() {
        house.close();
    }
}
