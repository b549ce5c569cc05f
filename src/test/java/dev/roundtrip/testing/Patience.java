package dev.roundtrip.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waiting for what another process does. It has no clock of ours and no hook, so it is asked again and again, within a bound. */
public final class Patience {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /** Something to be seen from outside; an {@link IOException} means "not yet". */
    public interface Sight {
        boolean isThere() throws IOException;
    }

    /** The process whose doing it is. */
    public interface Doer {
        boolean isRunning();

        /** What it said last. */
        String news();
    }

    private Patience() {}

    /**
     * Returns as soon as {@code sight} is there.
     *
     * @param what the end of the sentence "waited in vain until …"
     * @param doer the message shows what it said last
     * @throws AssertionError when {@code bound} has passed, or the program has ended
     */
    public static void until(String what, Duration bound, Sight sight, Doer doer) {
        long deadline = System.nanoTime() + bound.toNanos();
        IOException lastTrouble = null;
        do {
            try {
                if (sight.isThere()) {
                    return;
                }
                lastTrouble = null;
            } catch (IOException notYet) {
                lastTrouble = notYet;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        } while (doer.isRunning() && System.nanoTime() < deadline);
        throw inVain(what, doer, lastTrouble);
    }

    private static AssertionError inVain(String what, Doer doer, @Nullable IOException trouble) {
        var end = doer.isRunning() ? "it runs, and said last" : "it has ended, and said last";
        return new AssertionError("waited in vain until %s; %s:%n%s".formatted(what, end, doer.news()), trouble);
    }
}
