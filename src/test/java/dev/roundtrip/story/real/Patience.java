package dev.roundtrip.story.real;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waiting for what another process does. It has no clock of ours and no hook, so it is asked again and again, within a bound. */
final class Patience {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /** Something to be seen from outside; an {@link IOException} means "not yet". */
    interface Sight {
        boolean isThere() throws IOException;
    }

    private Patience() {}

    /**
     * Returns as soon as {@code sight} is there.
     *
     * @param what the end of the sentence "waited in vain until …"
     * @param program whose doing it is; the message shows what it said last
     * @throws AssertionError when {@code bound} has passed, or the program has ended
     */
    static void until(String what, Duration bound, Sight sight, OutsideProgram program) {
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
        } while (program.isRunning() && System.nanoTime() < deadline);
        throw inVain(what, program, lastTrouble);
    }

    private static AssertionError inVain(String what, OutsideProgram program, @Nullable IOException trouble) {
        var end = program.isRunning() ? "it runs, and said last" : "it has ended, and said last";
        return new AssertionError("waited in vain until %s; %s:%n%s".formatted(what, end, program.news()), trouble);
    }
}
