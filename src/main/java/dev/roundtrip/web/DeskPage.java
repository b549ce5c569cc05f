package dev.roundtrip.web;

import dev.roundtrip.directory.OpenHours;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the desk says of itself, and the service levels that it promises. */
@Controller
final class DeskPage {
    private static final String ADDRESS = "/settings/desk";
    private static final long ID = 0;
    private static final String HOURS = "business-hours";

    private final EntryForms forms;
    private final Entries entries;
    private final Visitor visitor;
    private final PageWords pageWords;

    DeskPage(EntryForms forms, Entries entries, Visitor visitor, PageWords pageWords) {
        this.forms = forms;
        this.entries = entries;
        this.visitor = visitor;
        this.pageWords = pageWords;
    }

    @GetMapping(ADDRESS)
    String desk(Locale locale, Model model) {
        var words = pageWords.in(locale);
        var form = new SettingsForm(new Kind(), ID, entries, words);
        return forms.opened(form, form.filled(), words, model);
    }

    @PostMapping(ADDRESS)
    String change(
            @RequestParam MultiValueMap<String, String> sent,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes next) {
        visitor.needsAdministrator();
        var words = pageWords.in(locale);
        return forms.sent(
                new SettingsForm(new Kind(), ID, entries, words), Typed.of(sent), words, model, response, next);
    }

    private static String dayWord(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    private final class Kind implements SettingsKind {
        @Override
        public String section() {
            return "desk";
        }

        @Override
        public String address() {
            return ADDRESS;
        }

        @Override
        public String address(@Nullable Long id) {
            return ADDRESS;
        }

        @Override
        public boolean hasSeveral() {
            return false;
        }

        @Override
        public String tab() {
            return "desk";
        }

        @Override
        public String word() {
            return "desk";
        }

        @Override
        public String title(Entries.Written one, Words words) {
            return words.say("settings.desk");
        }

        @Override
        public List<EntryField> fields(@Nullable Long id, Words words) {
            var fields = new ArrayList<>(List.of(
                    EntryField.of(EntryField.Kind.LINE, "domain", "must"),
                    EntryField.choice(
                            "time-zone",
                            "w3",
                            Stream.concat(
                                            Zones.KNOWN.stream(),
                                            Stream.of(words.zone().getId()))
                                    .distinct()
                                    .sorted()
                                    .map(zone -> new Choice(zone, zone))
                                    .toList()),
                    EntryField.choice("language", "w3", PeoplePages.languages(words))));
            for (var day : DayOfWeek.values()) {
                fields.add(EntryField.of(EntryField.Kind.LINE, HOURS + "." + dayWord(day), "w2"));
            }
            fields.add(EntryField.of(EntryField.Kind.ALL_LINES, "holidays", ""));
            return fields;
        }

        /** Day by day, where the file puts days together that have the same. */
        @Override
        public Map<String, ?> shown(Map<String, ?> entry, Words texts) {
            var shown = new LinkedHashMap<String, @Nullable Object>(entry);
            if (entry.get(HOURS) instanceof Map<?, ?> words) {
                var hours = OpenHours.of(words.entrySet().stream()
                        .collect(Collectors.toMap(
                                one -> one.getKey().toString(), one -> Objects.toString(one.getValue(), ""))));
                var days = new LinkedHashMap<String, String>();
                hours.days()
                        .forEach((day, _) -> days.put(
                                dayWord(day),
                                new OpenHours(Map.of(
                                                day,
                                                Objects.requireNonNull(
                                                        hours.days().get(day))))
                                        .words()
                                        .getOrDefault(dayWord(day), "")));
                shown.put(HOURS, days);
            }
            return shown;
        }

        /** At the day that is wrong: the file would have all days in one place. */
        @Override
        public void check(@Nullable Long id, Typed typed, FormMistakes mistakes, Words words) {
            if (typed.isBlank("domain")) {
                mistakes.add("domain", new MistakeWords.Said(words.say("mistake.empty"), null));
            }
            for (var day : DayOfWeek.values()) {
                var field = HOURS + "." + dayWord(day);
                if (!typed.isBlank(field)) {
                    try {
                        OpenHours.of(Map.of(dayWord(day), typed.text(field)));
                    } catch (IllegalArgumentException e) {
                        mistakes.add(
                                field,
                                MistakeWords.say(
                                        new Entries.Mistake(field, Objects.toString(e.getMessage(), "")), words));
                    }
                }
            }
        }

        @Override
        public void show(@Nullable Long id, Typed typed, FormMistakes mistakes, Words words, Model model) {
            var levels = entries.all("service-levels");
            model.addAttribute(
                    "tables",
                    List.of(new SettingsTable(
                            "levels",
                            words.say("settings.levels"),
                            null,
                            words.say("settings.levels.none"),
                            List.of(words.say("settings.levels.targets")),
                            levels.stream().map(level -> row(level, words)).toList())));
        }

        private SettingsTable.Row row(Entries.Written level, Words words) {
            return new SettingsTable.Row(
                    "level-" + level.id(),
                    "",
                    level.name(),
                    false,
                    Boolean.TRUE.equals(level.entry().get("default")) ? words.say("settings.meaning.default") : null,
                    List.of(SettingsTable.Cell.of(targets(level, words))),
                    level.isActive(),
                    false,
                    List.of());
        }

        private static String targets(Entries.Written level, Words words) {
            return level.entry().get("targets") instanceof Map<?, ?> targets
                    ? targets.entrySet().stream()
                            .map(one -> one.getKey() + ": " + lengths(one.getValue(), words))
                            .collect(Collectors.joining("; "))
                    : "";
        }

        private static String lengths(@Nullable Object lengths, Words words) {
            return lengths instanceof Map<?, ?> all
                    ? all.entrySet().stream()
                            .map(one -> words.say("settings.levels." + one.getKey()) + " " + one.getValue())
                            .collect(Collectors.joining(", "))
                    : "";
        }
    }
}
