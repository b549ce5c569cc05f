package dev.roundtrip.ticket;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How soon somebody is to respond to a ticket, know how to resolve it, and have resolved it. What is null is not promised. */
public record Targets(
        @Nullable Duration firstResponse,
        @Nullable Duration resolutionPlan,
        @Nullable Duration resolution) {
    public static final Duration SHORTEST = Duration.ofMinutes(1);
    public static final Duration LONGEST = Duration.ofDays(3660);

    static final Targets NONE = new Targets(null, null, null);

    public Targets {
        var named = Stream.of(firstResponse, resolutionPlan, resolution)
                .filter(Objects::nonNull)
                .toList();
        for (var target : named) {
            if (target.compareTo(SHORTEST) < 0 || target.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a target of " + target + ": from a minute to 3660 days");
            }
        }
        if (!named.stream().sorted().toList().equals(named)) {
            throw new IllegalArgumentException(
                    "first-response, resolution-plan and resolution follow each other; none may be shorter than the one before");
        }
    }

    boolean isNone() {
        return equals(NONE);
    }
}
