package dev.roundtrip.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What there is to mend in a form: by field, by the part that a tab shows, and what is about the whole. */
final class FormMistakes {
    private final Map<String, List<MistakeWords.Said>> byField = new LinkedHashMap<>();
    private final List<MistakeWords.Said> whole = new ArrayList<>();

    /** @param field empty for what is about the whole */
    void add(String field, MistakeWords.Said said) {
        (field.isEmpty() ? whole : byField.computeIfAbsent(field, _ -> new ArrayList<>())).add(said);
    }

    public boolean isEmpty() {
        return byField.isEmpty() && whole.isEmpty();
    }

    /** Of one field. */
    public List<MistakeWords.Said> of(String field) {
        return byField.getOrDefault(field, List.of());
    }

    public List<MistakeWords.Said> whole() {
        return whole;
    }

    public int count() {
        return whole.size() + byField.values().stream().mapToInt(List::size).sum();
    }

    /** How many there are among the fields whose names begin so. */
    public int under(List<String> beginnings) {
        return byField.entrySet().stream()
                .filter(field -> beginnings.stream()
                        .anyMatch(start -> field.getKey().equals(start)
                                || field.getKey().startsWith(start + ".")
                                || field.getKey().startsWith(start + "[")))
                .mapToInt(field -> field.getValue().size())
                .sum();
    }
}
