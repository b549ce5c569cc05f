package dev.roundtrip.web;

import dev.roundtrip.field.UserField;
import dev.roundtrip.ticket.UserFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** User-defined fields: what they are, and who uses each. */
@Controller
final class FieldPages implements SettingsKinds {
    /** Of the form's field that says that a name may change though templates name it. */
    private static final String SURE = "sure";

    private final UserFields fields;
    private final FieldUses uses;
    private final PageWords pageWords;

    FieldPages(UserFields fields, FieldUses uses, PageWords pageWords) {
        this.fields = fields;
        this.uses = uses;
        this.pageWords = pageWords;
    }

    @Override
    public List<SettingsKind> kinds() {
        return List.of(new Kind());
    }

    @GetMapping("/settings/fields")
    String list(Locale locale, Model model) {
        var words = pageWords.in(locale);
        var used = uses.all();
        model.addAttribute("tab", "fields");
        model.addAttribute(
                "tables",
                List.of(new SettingsTable(
                        "fields",
                        words.say("settings.fields"),
                        "/settings/fields/new",
                        words.say("settings.fields.none"),
                        List.of(words.say("settings.type"), words.say("settings.used-by")),
                        fields.all().stream()
                                .map(field -> row(field, used.getOrDefault(field.key(), FieldUses.Uses.NONE), words))
                                .toList())));
        model.addAttribute(
                "foot", words.say("settings.fields.active", fields.active().size(), UserField.MOST_ACTIVE));
        return "settings/list";
    }

    private static SettingsTable.Row row(UserField field, FieldUses.Uses used, Words words) {
        var links = used.links();
        return new SettingsTable.Row(
                "field-" + field.id(),
                "/settings/fields/" + field.id(),
                field.name(),
                false,
                field.description(),
                List.of(
                        SettingsTable.Cell.of(
                                words.say("settings.type." + field.type().word())),
                        new SettingsTable.Cell(
                                links.isEmpty()
                                        ? words.say("settings.used-by.none")
                                        : words.say(
                                                "settings.used-by.count",
                                                used.callouts().size(),
                                                used.rules().size()),
                                links)),
                field.active(),
                true,
                List.of());
    }

    private final class Kind implements SettingsKind {
        @Override
        public String section() {
            return "fields";
        }

        @Override
        public String address() {
            return "/settings/fields";
        }

        @Override
        public String tab() {
            return "fields";
        }

        @Override
        public String word() {
            return "field";
        }

        @Override
        public List<EntryField> fields(@Nullable Long id, Words words) {
            var known = id == null ? null : fields.withId(id).orElse(null);
            return List.of(
                    EntryField.of(EntryField.Kind.LINE, "name", "w4 must"),
                    EntryField.of(EntryField.Kind.TICK, "active", "w2"),
                    EntryField.choice(
                            "type",
                            "w3",
                            Arrays.stream(UserField.Type.values())
                                    .filter(type -> known == null || known.type() == type)
                                    .map(type -> new Choice(type.word(), words.say("settings.type." + type.word())))
                                    .toList()),
                    EntryField.of(EntryField.Kind.LINE, "default", "w3"),
                    EntryField.of(EntryField.Kind.LINES, "values", "w3"),
                    EntryField.of(EntryField.Kind.TEXT, "description", "w3"));
        }

        @Override
        public void check(@Nullable Long id, Typed typed, FormMistakes mistakes, Words words) {
            if (typed.text("type").equals(UserField.Type.LIST.word()) && typed.isBlank("values")) {
                mistakes.add("values", new MistakeWords.Said(words.say("mistake.values"), null));
            }
            var known = id == null ? null : fields.withId(id).orElse(null);
            if (known == null
                    || typed.isBlank("name")
                    || known.key().equals(UserField.keyOf(typed.text("name")))
                    || typed.text(SURE).equals(UserField.keyOf(typed.text("name")))) {
                return;
            }
            var naming =
                    uses.all().getOrDefault(known.key(), FieldUses.Uses.NONE).byName();
            if (!naming.isEmpty()) {
                mistakes.add(
                        "name",
                        new MistakeWords.Said(
                                words.say("mistake.renamed", String.join(", ", naming), known.name()), null));
            }
        }

        /** Who uses it. And who was told by this page what names it may send the new name once more. */
        @Override
        public void show(@Nullable Long id, Typed typed, FormMistakes mistakes, Words words, Model model) {
            if (id != null) {
                fields.withId(id)
                        .map(field -> uses.all().getOrDefault(field.key(), FieldUses.Uses.NONE))
                        .ifPresent(used -> model.addAttribute("usedBy", used.links()));
            }
            if (!mistakes.of("name").isEmpty() && !typed.isBlank("name")) {
                model.addAttribute("besides", Map.of(SURE, UserField.keyOf(typed.text("name"))));
            }
        }
    }
}
