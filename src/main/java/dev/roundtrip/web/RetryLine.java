package dev.roundtrip.web;

import dev.roundtrip.delivery.RetryPolicy;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The attempts of a delivery that nothing answers, on the clock, if its ticket were changed now.
 *
 * @param marks those that there is room for; the last is always there
 * @param text says the same
 */
record RetryLine(List<Mark> marks, String text) {
    private static final int MOST = 11;

    /**
     * One attempt.
     *
     * @param tone wait for the first, later, fail for the last
     * @param behind whether some before it are not drawn
     */
    record Mark(int number, String tone, String at, boolean behind) {}

    static RetryLine of(RetryPolicy policy, Instant now, Words words) {
        int attempts = policy.times() + 1;
        int drawn = attempts <= MOST ? attempts : MOST - 1;
        var marks = IntStream.concat(
                        IntStream.rangeClosed(1, drawn), attempts <= MOST ? IntStream.empty() : IntStream.of(attempts))
                .mapToObj(number -> new Mark(
                        number,
                        number == attempts ? "fail" : number == 1 ? "wait" : "later",
                        words.time(at(policy, number, now)),
                        attempts > MOST && number == attempts))
                .toList();
        return new RetryLine(
                marks,
                policy.times() == 0
                        ? words.say("retry.line.once")
                        : words.say("retry.line.text", attempts, words.at(at(policy, attempts, now))));
    }

    private static Instant at(RetryPolicy policy, int number, Instant first) {
        return first.plus(policy.every().multipliedBy(number - 1L));
    }
}
