package dev.roundtrip.template;

import dev.roundtrip.template.TemplateRefused.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a template, so that its author hears of everything at once. */
final class Mistakes {
    private static final int MOST = 100;

    private final String text;
    private final List<Mistake> found = new ArrayList<>();

    private record Mistake(int offset, String message) {}

    Mistakes(String text) {
        this.text = text;
    }

    /** Notes a mistake; with the hundredth the reading ends. */
    void add(int offset, String message) {
        found.add(new Mistake(offset, message));
        if (found.size() == MOST) {
            throw refused();
        }
    }

    boolean none() {
        return found.isEmpty();
    }

    void refuseIfAny() {
        if (!found.isEmpty()) {
            throw refused();
        }
    }

    private TemplateRefused refused() {
        found.sort(Comparator.comparingInt(Mistake::offset));
        return new TemplateRefused(located(found));
    }

    /** The line and column of an offset in words. */
    String where(int offset) {
        Problem here = located(List.of(new Mistake(offset, ""))).getFirst();
        return "line " + here.line() + ", column " + here.column();
    }

    /** One walk through the text for all of them. */
    private List<Problem> located(List<Mistake> inOrder) {
        List<Problem> problems = new ArrayList<>();
        int line = 1;
        int column = 1;
        int position = 0;
        for (Mistake mistake : inOrder) {
            for (; position < mistake.offset; position++) {
                char c = text.charAt(position);
                boolean lineEnds = c == '\n' || (c == '\r' && !text.startsWith("\n", position + 1));
                if (lineEnds) {
                    line++;
                    column = 1;
                } else if (!Character.isLowSurrogate(c)) {
                    column++;
                }
            }
            problems.add(new Problem(line, column, mistake.message));
        }
        return problems;
    }
}
