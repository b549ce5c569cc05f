package dev.roundtrip.callout;

import java.util.List;
import java.util.stream.Collectors;

/** A callout that cannot be kept as it is, with everything that is wrong with it. */
public final class CalloutRefused extends RuntimeException {
    /**
     * One mistake.
     *
     * @param setting {@code url}, {@code body}, {@code headers.NAME}, {@code auth}, …
     * @param line in the setting's text, from 1; 0 where it is about the setting as a whole
     * @param column from 1
     */
    public record Problem(String setting, int line, int column, String message) {
        @Override
        public String toString() {
            return line == 0
                    ? setting + ": " + message
                    : "%s, line %d, column %d: %s".formatted(setting, line, column, message);
        }
    }

    private final List<Problem> problems;

    public CalloutRefused(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
