package dev.roundtrip.callout;

import dev.roundtrip.callout.TemplateRefused.Problem;
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
        return new TemplateRefused(found.stream()
                .sorted(Comparator.comparingInt(Mistake::offset))
                .map(this::located)
                .toList());
    }

    private Problem located(Mistake mistake) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < mistake.offset; i++) {
            char c = text.charAt(i);
            boolean lineEnds = c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1));
            if (lineEnds) {
                line++;
                lineStart = i + 1;
            }
        }
        return new Problem(line, text.codePointCount(lineStart, mistake.offset) + 1, mistake.message);
    }

    /** The line and column of an offset in words. */
    String where(int offset) {
        Problem here = located(new Mistake(offset, ""));
        return "line " + here.line() + ", column " + here.column();
    }
}
