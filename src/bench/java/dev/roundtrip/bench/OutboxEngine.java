package dev.roundtrip.bench;

import com.gruelbox.transactionoutbox.Dialect;
import com.gruelbox.transactionoutbox.Instantiator;
import com.gruelbox.transactionoutbox.Persistor;
import com.gruelbox.transactionoutbox.Submitter;
import com.gruelbox.transactionoutbox.ThreadLocalContextTransactionManager;
import com.gruelbox.transactionoutbox.TransactionManager;
import com.gruelbox.transactionoutbox.TransactionOutbox;
import com.gruelbox.transactionoutbox.TransactionOutboxEntry;
import com.gruelbox.transactionoutbox.TransactionOutboxListener;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * transaction-outbox: ticket and call are one transaction, and after its commit the call goes to a thread by itself. The call runs
 * inside the transaction that takes it out again, with a connection held, and the attempt is kept in that.
 */
final class OutboxEngine extends PeerEngine {
    private static final Duration FLUSH_EVERY = Duration.ofSeconds(1);

    private final ThreadLocalContextTransactionManager transactions;
    private final TransactionOutbox outbox;
    private final ExecutorService workers;
    private final ScheduledExecutorService flusher = Executors.newSingleThreadScheduledExecutor();

    /** What is called later. */
    interface Carrier {
        void carry(long ticket, int target, String body);
    }

    OutboxEngine(Job job) {
        super(job);
        workers = Executors.newFixedThreadPool(job.shape().concurrency());
        transactions = TransactionManager.fromDataSource(desk.connections());
        Carrier carrier = this::carry;
        outbox = TransactionOutbox.builder()
                .transactionManager(transactions)
                .persistor(Persistor.forDialect(Dialect.POSTGRESQL_9))
                .instantiator(Instantiator.using(type -> carrier))
                .submitter(Submitter.withExecutor(workers))
                .attemptFrequency(Duration.ofSeconds(60))
                .listener(new TransactionOutboxListener() {
                    @Override
                    public void success(TransactionOutboxEntry entry) {
                        settled.incrementAndGet();
                    }
                })
                .build();
        // What found no thread, or failed, is taken up again so.
        var _ = flusher.scheduleWithFixedDelay(
                outbox::flush, FLUSH_EVERY.toMillis(), FLUSH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void carry(long ticket, int target, String body) {
        transactions.requireTransaction(transaction -> {
            try {
                desk.attempt(transaction.connection(), ticket, target, body);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        });
    }

    @Override
    public Made make(int target) throws SQLException {
        return transactions.<Made, SQLException>inTransactionReturnsThrows(transaction -> {
            long id = desk.insertTicket(transaction.connection());
            outbox.schedule(Carrier.class).carry(id, target, Poster.body(id));
            return new Made(id, System.nanoTime());
        });
    }

    @Override
    void stop() {
        flusher.shutdownNow();
        workers.shutdownNow();
    }
}
