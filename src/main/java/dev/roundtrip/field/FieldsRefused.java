package dev.roundtrip.field;

import java.util.List;

/** A write that cannot be kept as it is. Each message names the field, the value and what would be right; nothing was kept. */
public final class FieldsRefused extends RuntimeException {
    private final List<String> problems;

    public FieldsRefused(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public FieldsRefused(String problem) {
        this(List.of(problem));
    }

    public List<String> problems() {
        return problems;
    }
}
