package dev.roundtrip.bench;

import java.util.Arrays;
import java.util.Map;

/**
 * One run in figures.
 *
 * @param perSecond   callouts settled per second of the window
 * @param arrived     callouts of healthy targets that came to the receiver per second of the window
 * @param commits     of the database, per callout
 * @param engineCpu   seconds per 1,000 callouts, those of who makes the tickets among them
 * @param compiler    share of it that Java's compiler took, 0 to 1: a warm engine has little
 * @param warmed      seconds of load before the window
 * @param serverCpu   of the database server, the same
 * @param receiverCpu of the far end, the same
 * @param logged      bytes of PostgreSQL's write-ahead log per callout
 * @param written     bytes the engine's process sent to disk per callout
 * @param peakMegabytes most memory of the engine's process
 * @param foreign     share of the machine's CPU time that others had, 0 to 1
 * @param steal       share that other machines on the host had
 * @param latency     from the change to its receipt, of changes within the window
 * @param fromCommit  the same from when the commit was asked for, where that is seen
 * @param latestMillis by how much a ticket at a rate was begun late at most
 * @param claimed     callouts per second that were due and claimed from the store, when that was asked for
 * @param requestBytes mean length of a request, head and all
 */
record Figures(
        Contender contender,
        Job.Shape shape,
        Job.Load load,
        double perSecond,
        double arrived,
        double commits,
        double engineCpu,
        double compiler,
        double warmed,
        double serverCpu,
        double receiverCpu,
        double logged,
        double written,
        long peakMegabytes,
        double foreign,
        double steal,
        Latency latency,
        Latency fromCommit,
        double latestMillis,
        double claimed,
        double requestBytes,
        int failures,
        Ledger.Comparison books,
        Map<String, Double> micros) {

    /** In milliseconds; of callouts that never came nothing is said here, the books tell of them. */
    record Latency(double p50, double p95, double p99, double most, int count) {
        static Latency of(long[] nanos) {
            if (nanos.length == 0) {
                return new Latency(0, 0, 0, 0, 0);
            }
            var sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Latency(
                    at(sorted, 0.50),
                    at(sorted, 0.95),
                    at(sorted, 0.99),
                    sorted[sorted.length - 1] / 1e6,
                    sorted.length);
        }

        private static double at(long[] sorted, double share) {
            return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / 1e6;
        }
    }

    static Figures of(Job job, Measured measured, Ledger ledger, double requestBytes) {
        var from = measured.from();
        var to = measured.to();
        double seconds = measured.seconds();
        double callouts = Math.max(1, measured.settled());
        double own = to.engine() - from.engine() + to.server() - from.server() + to.receiver() - from.receiver();
        double machine = seconds * Runtime.getRuntime().availableProcessors();
        var arrivals = ledger.firstArrivals();
        var within = ledger.healthyEvents().stream()
                .filter(event -> event.asked() >= from.nanos() && event.asked() < to.nanos())
                .filter(event -> arrivals.containsKey(event.ticket()))
                .toList();
        return new Figures(
                job.contender(),
                job.shape(),
                job.load(),
                measured.settled() / seconds,
                ledger.healthyArrivals().stream()
                                .filter(a -> a.nanos() >= from.nanos() && a.nanos() < to.nanos())
                                .count()
                        / seconds,
                (to.commits() - from.commits()) / callouts,
                1000 * (to.engine() - from.engine()) / callouts,
                (to.compiler() - from.compiler()) / Math.max(0.01, to.engine() - from.engine()),
                measured.warmed(),
                1000 * (to.server() - from.server()) / callouts,
                1000 * (to.receiver() - from.receiver()) / callouts,
                (to.logged() - from.logged()) / callouts,
                (to.written() - from.written()) / callouts,
                measured.peakMegabytes(),
                Math.max(0, to.busy() - from.busy() - own) / machine,
                (to.steal() - from.steal()) / machine,
                Latency.of(within.stream()
                        .mapToLong(event -> arrivals.getOrDefault(event.ticket(), 0L) - event.asked())
                        .toArray()),
                Latency.of(within.stream()
                        .filter(event -> event.committing() > 0)
                        .mapToLong(event -> arrivals.getOrDefault(event.ticket(), 0L) - event.committing())
                        .toArray()),
                measured.latestMillis(),
                measured.claimed(),
                requestBytes,
                measured.failures(),
                ledger.compared(),
                measured.micros());
    }
}
