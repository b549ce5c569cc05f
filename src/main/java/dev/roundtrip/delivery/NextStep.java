package dev.roundtrip.delivery;

import java.time.Instant;

/** What follows an attempt. Pure. */
public sealed interface NextStep {
    record Done() implements NextStep {}

    record RetryAt(Instant at) implements NextStep {}

    record GiveUp(String reason) implements NextStep {}

    /**
     * @param attempts how many were begun, this one included
     * @param now the end of this one: the next comes a full interval later
     */
    static NextStep after(int attempts, Outcome outcome, RetryPolicy policy, Instant now) {
        return switch (outcome) {
            case Outcome.Delivered d -> new Done();
            case Outcome.Refused r -> new GiveUp(error(r.report()) + "; never retried");
            case Outcome.TryAgain t
            when attempts >= policy.attempts() ->
                new GiveUp("%s; given up after %d attempt%s"
                        .formatted(error(t.report()), attempts, attempts == 1 ? "" : "s"));
            case Outcome.TryAgain t -> {
                var wanted = t.notBefore().filter(wait -> wait.compareTo(policy.every()) > 0);
                yield new RetryAt(now.plus(wanted.orElse(policy.every())));
            }
        };
    }

    private static String error(Outcome.Report report) {
        return report.error() == null ? "failed" : report.error();
    }
}
