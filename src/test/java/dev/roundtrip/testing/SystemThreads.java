package dev.roundtrip.testing;

import java.util.Arrays;

/** Threads of the system, as opposed to virtual ones: each costs a stack, and they are counted whatever other tests run beside. */
public final class SystemThreads {
    private SystemThreads() {}

    /** How many of them are within code of that package just now. */
    public static long within(Package room) {
        var prefix = room.getName() + ".";
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().startsWith(prefix)))
                .count();
    }
}
