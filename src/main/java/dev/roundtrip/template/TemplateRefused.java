package dev.roundtrip.template;

import java.util.List;
import java.util.stream.Collectors;

/** A template holds mistakes; all of them are told, in the order of the text. */
public final class TemplateRefused extends RuntimeException {
    private final List<Problem> problems;

    TemplateRefused(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the text; never empty, and at most 100: a longer list helps nobody. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One mistake.
     *
     * @param line of the template, from 1
     * @param column in the line, in characters, from 1
     * @param message what is wrong and what would be right
     */
    public record Problem(int line, int column, String message) {
        @Override
        public String toString() {
            return "line " + line + ", column " + column + ": " + message;
        }
    }
}
