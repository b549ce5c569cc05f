package dev.roundtrip.bench;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.io.Serializable;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * db-scheduler as its documentation advises for many jobs: it locks and fetches a batch in one statement. Ticket and job are one
 * transaction; after its commit the scheduler is told to look, for it cannot see the job sooner.
 */
final class DbSchedulerEngine extends PeerEngine {
    private final TransactionTemplate transactions;
    private final OneTimeTask<Call> task;
    private final SchedulerClient client;
    private final Scheduler scheduler;

    /** What a job carries: the callout as it was written when the ticket was made. */
    record Call(long ticket, int target, String body) implements Serializable {}

    DbSchedulerEngine(Job job) {
        super(job);
        desk.jdbc().execute("""
                create table scheduled_tasks (
                    task_name text not null,
                    task_instance text not null,
                    task_data bytea,
                    execution_time timestamp with time zone,
                    picked boolean not null,
                    picked_by text,
                    last_success timestamp with time zone,
                    last_failure timestamp with time zone,
                    consecutive_failures int,
                    last_heartbeat timestamp with time zone,
                    version bigint not null,
                    priority smallint,
                    state text,
                    primary key (task_name, task_instance)
                )""");
        desk.jdbc().execute("create index execution_time_idx on scheduled_tasks (execution_time)");
        desk.jdbc().execute("create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)");
        transactions = new TransactionTemplate(new JdbcTransactionManager(desk.connections()));
        task = Tasks.oneTime("call", Call.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(Duration.ofSeconds(60)))
                .execute((instance, context) -> carry(instance.getData()));
        client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(desk.connections()), task)
                .build();
        scheduler = Scheduler.create(desk.connections(), task)
                .threads(job.shape().concurrency())
                .pollUsingLockAndFetch(0.5, 4.0)
                .pollingInterval(Duration.ofSeconds(1))
                .enableImmediateExecution()
                .build();
        scheduler.start();
    }

    private void carry(Call call) {
        try {
            desk.attempt(call.ticket(), call.target(), call.body());
            settled.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public Made make(int target) {
        var made = transactions.execute(status -> {
            var connection = DataSourceUtils.getConnection(desk.connections());
            try {
                long id = desk.insertTicket(connection);
                client.scheduleIfNotExists(
                        task.instance(Long.toString(id), new Call(id, target, Poster.body(id))), Instant.now());
                return new Made(id, System.nanoTime());
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } finally {
                DataSourceUtils.releaseConnection(connection, desk.connections());
            }
        });
        scheduler.triggerCheckForDueExecutions();
        return Objects.requireNonNull(made);
    }

    @Override
    void stop() {
        scheduler.stop();
    }
}
