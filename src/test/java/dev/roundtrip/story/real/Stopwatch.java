package dev.roundtrip.story.real;

import java.time.Duration;

/** How long the round trip took, printed for whoever reads the test's output. */
record Stopwatch(long began) {

    static Stopwatch start() {
        return new Stopwatch(System.nanoTime());
    }

    /** Prints and returns the time since the start. */
    Duration tell(String what) {
        var took = Duration.ofNanos(System.nanoTime() - began);
        System.out.printf("%s: %.2f s%n", what, took.toMillis() / 1e3);
        return took;
    }
}
