package dev.roundtrip.delivery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long many things took, told apart by steps.
 *
 * @param steps in their order
 */
public record Lengths(List<Step> steps) {
    /** @param deliveries that took at most so long, and longer than the step before */
    public record Step(Duration atMost, int deliveries) {}

    public Lengths {
        steps = List.copyOf(steps);
    }

    public int deliveries() {
        return steps.stream().mapToInt(Step::deliveries).sum();
    }

    /** Those that took longer than {@code from} and at most {@code to}. */
    public int between(Duration from, Duration to) {
        return steps.stream()
                .filter(step ->
                        step.atMost().compareTo(from) > 0 && step.atMost().compareTo(to) <= 0)
                .mapToInt(Step::deliveries)
                .sum();
    }

    /**
     * So long or less took that part of them; empty when there are none.
     *
     * @param part 0 to 1: 0.5 for the median
     */
    public Optional<Duration> within(double part) {
        double wanted = part * deliveries();
        int seen = 0;
        for (var step : steps) {
            seen += step.deliveries();
            if (seen >= wanted) {
                return Optional.of(step.atMost());
            }
        }
        return Optional.empty();
    }
}
