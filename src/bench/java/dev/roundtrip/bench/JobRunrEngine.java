package dev.roundtrip.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/**
 * JobRunr, the free edition. It takes no part in another's transaction, so the ticket is committed first and the job after it; and it
 * looks for work every five seconds, the least that its SQL stores accept, or when a worker has finished.
 */
final class JobRunrEngine extends PeerEngine {
    private static final Duration LEAST_POLL = Duration.ofSeconds(5);

    private final JobRequestScheduler scheduler;

    /** What a job carries: the callout as it was written when the ticket was made. */
    public record Call(long ticket, int target, String body) implements JobRequest {
        @Override
        public Class<Carrier> getJobRequestHandler() {
            return Carrier.class;
        }
    }

    /** Carries it. Public, for JobRunr calls it by reflection. */
    public static final class Carrier implements JobRequestHandler<Call> {
        private final PeerDesk desk;
        private final AtomicLong settled;

        Carrier(PeerDesk desk, AtomicLong settled) {
            this.desk = desk;
            this.settled = settled;
        }

        @Override
        public void run(Call call) throws Exception {
            desk.attempt(call.ticket(), call.target(), call.body());
            settled.incrementAndGet();
        }
    }

    JobRunrEngine(Job job) {
        super(job);
        var carrier = new Carrier(desk, settled);
        scheduler = JobRunr.configure()
                .useJobActivator(new JobActivator() {
                    @Override
                    public <T> T activateJob(Class<T> type) {
                        return type.cast(carrier);
                    }
                })
                .useStorageProvider(new PostgresStorageProvider(desk.connections()))
                .useBackgroundJobServer(BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                        .andWorkerCount(job.shape().concurrency())
                        .andPollInterval(LEAST_POLL)
                        .andInterruptJobsAwaitDurationOnStopBackgroundJobServer(Duration.ofSeconds(1)))
                .initialize()
                .getJobRequestScheduler();
    }

    @Override
    public Made make(int target) throws Exception {
        long id;
        long committing;
        try (var connection = desk.connections().getConnection()) {
            committing = System.nanoTime();
            id = desk.insertTicket(connection);
        }
        scheduler.enqueue(new Call(id, target, Poster.body(id)));
        return new Made(id, committing);
    }

    @Override
    void stop() {
        JobRunr.destroy();
    }
}
