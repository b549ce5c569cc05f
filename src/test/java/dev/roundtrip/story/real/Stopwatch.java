package dev.roundtrip.story.real;

import java.time.Duration;

/**
 * How long the round trip took, printed for whoever reads the test's output. No test asks for a number: what else the machine does at that
 * moment is in it.
 */
record Stopwatch(long began) {

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    /** Prints the time since the start. */
    void tell(String what) {
        var took = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf("%s: %.2f s%n", what, took.toMillis() / 1e3);
    }
}
