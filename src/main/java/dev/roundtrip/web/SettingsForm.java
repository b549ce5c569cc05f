package dev.roundtrip.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One of a kind of settings in its form. */
final class SettingsForm implements EntryForms.Form {
    private final SettingsKind kind;
    private final @Nullable Long id;
    private final Entries entries;
    private final Words words;
    private final List<EntryField> fields;

    /** @param id null for a new one */
    SettingsForm(SettingsKind kind, @Nullable Long id, Entries entries, Words words) {
        this.kind = kind;
        this.id = id;
        this.entries = entries;
        this.words = words;
        this.fields = kind.fields(id, words);
    }

    @Override
    public String section() {
        return kind.section();
    }

    @Override
    public @Nullable Long id() {
        return id;
    }

    @Override
    public String address() {
        return kind.address(id);
    }

    @Override
    public String page() {
        return "settings/form";
    }

    @Override
    public Typed filled() {
        return EntryField.filled(fields, id == null ? kind.fresh() : kind.shown(kept(id).entry(), words));
    }

    private Entries.Written kept(long known) {
        return entries.one(kind.section(), known).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @Override
    public Map<String, ?> entry(Typed typed) {
        return EntryField.entry(fields, typed);
    }

    @Override
    public boolean hasSecrets(Typed typed) {
        return fields.stream()
                .anyMatch(field -> field.isSecret() && !typed.text(field.name()).isEmpty());
    }

    @Override
    public Typed shown(Typed typed) {
        var shown = typed;
        for (var field : fields) {
            shown = field.isSecret() ? shown.without(field.name()) : shown;
        }
        return shown;
    }

    @Override
    public String field(String setting) {
        return EntryField.named(fields, setting);
    }

    @Override
    public void check(Typed typed, FormMistakes mistakes, Words words) {
        kind.check(id, typed, mistakes, words);
    }

    @Override
    public void show(Typed typed, FormMistakes mistakes, Words words, Model model) {
        var title = id == null ? words.say("setting." + kind.word() + ".new") : kind.title(kept(id), words);
        SettingsFormView.of(kind, fields, id, title, words).on(model);
        kind.show(id, typed, mistakes, words, model);
        model.addAttribute("address", address());
        model.addAttribute("stored", id == null ? Map.of() : kind.stored(id, words));
    }

    @Override
    public String next(Entries.Outcome.Kept kept, Typed typed, RedirectAttributes next) {
        ShownOnce.of(kept).ifPresent(secret -> secret.on(next));
        return typed.text("do").equals("save-new") ? kind.address(null) : kind.list();
    }
}
