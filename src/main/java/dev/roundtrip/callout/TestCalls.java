package dev.roundtrip.callout;

import dev.roundtrip.delivery.Outcome;
import dev.roundtrip.outbound.OutboundClient;
import dev.roundtrip.ticket.TicketChange;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a callout would send about a ticket, once, to see what comes back. It goes the way of all deliveries, and a header says that
 * it is a test; nothing of it is kept, and nothing is tried again.
 */
public final class TestCalls {
    private final Clock clock;
    private final Callouts callouts;
    private final OutboundClient client;
    private final String version;

    /** @param version of the program, for the User-Agent */
    public TestCalls(Clock clock, Callouts callouts, OutboundClient client, String version) {
        this.clock = clock;
        this.callouts = callouts;
        this.client = client;
        this.version = version;
    }

    /** What came of it. */
    public sealed interface Result {
        /**
         * It was sent, or it was tried.
         *
         * @param delivered whether a delivery would be done with that
         * @param error in words a person can act on; null for a success
         * @param address that was dialled, with its port
         * @param detail request and answer, secrets masked; null when nothing went out
         */
        record Sent(
                boolean delivered,
                @Nullable String error,
                @Nullable String address,
                @Nullable AttemptDetail detail) implements Result {}

        /** For this ticket nothing would be sent, and nothing was. */
        record Unsent(String reason) implements Result {}
    }

    /**
     * @param callout kept or not, active or not
     * @param given secrets that come with it; others are those that are kept
     * @throws CalloutRefused with all that is wrong with its templates
     */
    public Result send(Callout callout, Secrets given, TicketChange change) throws InterruptedException {
        var trial = callouts.trial(callout, given, change);
        var reason = trial.skipped() == null ? trial.written().givenUp() : trial.skipped();
        if (reason != null) {
            return new Result.Unsent(reason);
        }
        // A courier of its own: with what was typed it must not take the place of an access token that deliveries use.
        var courier = new HttpCourier(clock, () -> callouts, client, version);
        var request = trial.written().request().with(StandardHeaders.TEST, "true");
        var outcome = courier.carry(trial.equipped(), () -> request, trial.id(), 1);
        var report = outcome.report();
        return new Result.Sent(
                outcome instanceof Outcome.Delivered,
                report.error(),
                report.address(),
                report.detail() == null ? null : AttemptDetail.decode(report.detail()));
    }
}
