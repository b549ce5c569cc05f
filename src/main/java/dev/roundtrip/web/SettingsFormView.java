package dev.roundtrip.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;

/**
 * A form of settings as its template shows it.
 *
 * @param labels what stands in front of a field's name in the key of its label
 */
record SettingsFormView(
        String tab,
        String list,
        String listTitle,
        String title,
        String labels,
        @Nullable String lede,
        boolean another,
        List<Shown> fields) {

    /** A field with its words. */
    record Shown(EntryField field, String label, @Nullable String help) {}

    static SettingsFormView of(
            SettingsKind kind, List<EntryField> fields, @Nullable Long id, String title, Words words) {
        var labels = "setting." + kind.word() + ".";
        return new SettingsFormView(
                kind.tab(),
                kind.list(),
                words.say("settings." + kind.tab()),
                title,
                labels,
                emptyToNull(words.sayOr(labels + (id == null ? "lede.new" : "lede"), "")),
                kind.hasSeveral(),
                fields.stream()
                        .map(field -> new Shown(
                                field,
                                words.say(labels + field.name()),
                                emptyToNull(words.sayOr(labels + field.name() + ".help", ""))))
                        .toList());
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    void on(Model model) {
        model.addAttribute("form", this);
    }
}
