package dev.roundtrip.watch;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.delivery.Pulse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Whether deliveries go out. Not those of mails: whoever is told by mail would not hear it.
 *
 * @param pulse of what was due before then
 */
record StallLook(Function<Instant, Pulse> pulse) implements Look {
    static final Duration LATE = Duration.ofMinutes(5);

    @Override
    public String prefix() {
        return Worry.Stalled.KEY;
    }

    @Override
    public List<Worry> look(Instant now) {
        return judge(pulse.apply(now.minus(LATE)), now);
    }

    /** A lane of which something is carried may be full of slow calls, and while anything begins anywhere the others' turn will come. */
    static List<Worry> judge(Pulse pulse, Instant now) {
        if (pulse.began().isAfter(now.minus(LATE))) {
            return List.of();
        }
        var stalled = pulse.late().stream()
                .filter(late -> Callout.isOfCallouts(late.lane()) && !late.carried())
                .toList();
        return stalled.stream()
                .map(Pulse.Late::dueAt)
                .min(Instant::compareTo)
                .<Worry>map(since -> new Worry.Stalled(since, stalled.size()))
                .stream()
                .toList();
    }
}
