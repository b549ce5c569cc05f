package dev.roundtrip.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/**
 * Three books about one run that are kept apart: what was made, what the engine's log says was answered, what the receiver got. Only
 * healthy targets count.
 */
final class Ledger {
    private final Job job;
    private final List<Event> events;
    private final List<Long> answered;
    private final List<Arrival> arrivals;

    /** @param nanos by {@link System#nanoTime} */
    record Arrival(long ticket, int target, long nanos) {}

    /**
     * How the books differ; all zeros but the doubles is what is promised.
     *
     * @param lost     callouts of tickets that were made, which never arrived
     * @param doubles  arrivals of a callout beyond its first
     * @param unlogged arrivals that the engine's log does not have as answered
     * @param unseen   successes in the engine's log that the receiver does not know
     * @param strange  arrivals of tickets that nobody made
     */
    record Comparison(int arrivals, int lost, int doubles, int unlogged, int unseen, int strange) {}

    private Ledger(Job job, List<Event> events, List<Long> answered, List<Arrival> arrivals) {
        this.job = job;
        this.events = events;
        this.answered = answered;
        this.arrivals = arrivals;
    }

    /** @param receipts what the receiver saved */
    static Ledger read(Job job, Path receipts) throws IOException {
        return new Ledger(
                job,
                read(
                        job.place().file("events"),
                        in -> new Event(in.readLong(), in.readInt(), in.readLong(), in.readLong())),
                read(job.place().file("answered"), DataInputStream::readLong),
                read(receipts, in -> new Arrival(in.readLong(), in.readInt(), in.readLong())));
    }

    List<Event> healthyEvents() {
        return events.stream()
                .filter(event -> !job.shape().isSick(event.target()))
                .toList();
    }

    List<Arrival> healthyArrivals() {
        return arrivals.stream()
                .filter(arrival -> arrival.target() < job.shape().targets())
                .filter(arrival -> !job.shape().isSick(arrival.target()))
                .toList();
    }

    /** When the first callout of each ticket came in. */
    Map<Long, Long> firstArrivals() {
        return healthyArrivals().stream().collect(Collectors.toMap(Arrival::ticket, Arrival::nanos, Math::min));
    }

    Comparison compared() {
        var wanted = new HashMap<Long, Integer>();
        healthyEvents().forEach(event -> wanted.put(event.ticket(), job.shape().calloutsPerTicket()));
        var came = counted(healthyArrivals().stream().map(Arrival::ticket).toList());
        var logged = counted(answered);
        return new Comparison(
                healthyArrivals().size(),
                missing(wanted, came, ticket -> true),
                missing(came, wanted, wanted::containsKey),
                missing(came, logged, ticket -> true),
                missing(logged, came, ticket -> true),
                missing(came, wanted, ticket -> !wanted.containsKey(ticket)));
    }

    private static Map<Long, Integer> counted(List<Long> tickets) {
        var counts = new HashMap<Long, Integer>();
        tickets.forEach(ticket -> counts.merge(ticket, 1, Integer::sum));
        return counts;
    }

    /** How many of {@code these} have nothing to match them in {@code those}. */
    private static int missing(Map<Long, Integer> these, Map<Long, Integer> those, LongPredicate which) {
        return these.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToInt(entry -> Math.max(0, entry.getValue() - those.getOrDefault(entry.getKey(), 0)))
                .sum();
    }

    static void writeEvents(Path file, List<Event> events) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (var event : events) {
                out.writeLong(event.ticket());
                out.writeInt(event.target());
                out.writeLong(event.asked());
                out.writeLong(event.committing());
            }
        }
    }

    static void writeTickets(Path file, List<Long> tickets) throws IOException {
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (var ticket : tickets) {
                out.writeLong(ticket);
            }
        }
    }

    private interface Entry<T> {
        T read(DataInputStream in) throws IOException;
    }

    private static <T> List<T> read(Path file, Entry<T> entry) throws IOException {
        var all = new ArrayList<T>();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (true) {
                all.add(entry.read(in));
            }
        } catch (EOFException end) {
            return all;
        }
    }
}
