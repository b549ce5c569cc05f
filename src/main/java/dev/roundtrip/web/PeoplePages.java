package dev.roundtrip.web;

import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonSessions;
import dev.roundtrip.people.Role;
import dev.roundtrip.people.SecondFactors;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The people of the desk and what each may do, for administrators. */
@Controller
final class PeoplePages implements SettingsKinds {
    private final People people;
    private final RefusedMails refused;
    private final PersonSessions sessions;
    private final SecondFactors factors;
    private final Visitor visitor;
    private final PageWords pageWords;

    PeoplePages(
            People people,
            RefusedMails refused,
            PersonSessions sessions,
            SecondFactors factors,
            Visitor visitor,
            PageWords pageWords) {
        this.people = people;
        this.refused = refused;
        this.sessions = sessions;
        this.factors = factors;
        this.visitor = visitor;
        this.pageWords = pageWords;
    }

    @Override
    public List<SettingsKind> kinds() {
        return List.of(new Kind());
    }

    @GetMapping("/settings/people")
    String list(Locale locale, Model model) {
        visitor.needsAdministrator();
        var words = pageWords.in(locale);
        var refusals = refused.ofPeople(people.all(), words);
        model.addAttribute("tab", "people");
        model.addAttribute("lede", words.say("settings.people.lede"));
        model.addAttribute(
                "tables",
                List.of(new SettingsTable(
                        "people",
                        words.say("settings.people"),
                        "/settings/people/new",
                        "",
                        List.of(
                                words.say("setting.person.login"),
                                words.say("setting.person.email"),
                                words.say("setting.person.role"),
                                words.say("setting.person.language")),
                        people.all().stream()
                                .sorted(Comparator.comparing(Person::name, String.CASE_INSENSITIVE_ORDER))
                                .map(person -> row(person, refusals.get(person.id()), words))
                                .toList())));
        return "settings/list";
    }

    private SettingsTable.Row row(Person person, @Nullable RefusedMail mail, Words words) {
        return new SettingsTable.Row(
                "person-" + person.id(),
                "/settings/people/" + person.id(),
                person.name(),
                false,
                people.hasPassword(person.id()) ? null : words.say("settings.people.no-password"),
                List.of(
                        SettingsTable.Cell.of(person.login()),
                        new SettingsTable.Cell(Objects.requireNonNullElse(person.email(), ""), List.of(), mail),
                        SettingsTable.Cell.of(words.say("role." + person.role().word())),
                        SettingsTable.Cell.of(
                                person.language() == null
                                        ? words.say("settings.language.desk")
                                        : words.say("settings.language." + person.language()))),
                person.active(),
                !isVisitor(person.id()),
                List.of());
    }

    private boolean isVisitor(long id) {
        return visitor.person().filter(person -> person.id() == id).isPresent();
    }

    static List<Choice> languages(Words words) {
        return List.of(
                new Choice("en", words.say("settings.language.en")),
                new Choice("de", words.say("settings.language.de")));
    }

    private final class Kind implements SettingsKind {
        @Override
        public String section() {
            return "people";
        }

        @Override
        public String address() {
            return "/settings/people";
        }

        @Override
        public String tab() {
            return "people";
        }

        @Override
        public String word() {
            return "person";
        }

        @Override
        public boolean isForAdministrators() {
            return true;
        }

        @Override
        public Map<String, Object> fresh() {
            return Map.of("active", true, "role", Role.TECHNICIAN.word());
        }

        @Override
        public List<EntryField> fields(@Nullable Long id, Words words) {
            var languages = new java.util.ArrayList<>(List.of(new Choice("", words.say("settings.language.desk"))));
            languages.addAll(languages(words));
            return List.of(
                    EntryField.of(EntryField.Kind.LINE, "name", "w4 must"),
                    EntryField.of(EntryField.Kind.TICK, "active", "w2"),
                    EntryField.of(EntryField.Kind.LINE, "login", "w3 must"),
                    EntryField.of(EntryField.Kind.LINE, "email", "w3"),
                    EntryField.choice(
                            "role",
                            "w3",
                            Arrays.stream(Role.values())
                                    .map(role -> new Choice(role.word(), words.say("role." + role.word())))
                                    .toList()),
                    EntryField.choice("language", "w3", languages),
                    EntryField.of(EntryField.Kind.SECRET, "password", "w4"));
        }

        @Override
        public Map<String, String> stored(long id, Words words) {
            return people.hasPassword(id) ? Map.of("password", words.say("form.stored")) : Map.of();
        }

        @Override
        public String title(Entries.Written one, Words words) {
            return one.text("name");
        }

        @Override
        public void show(@Nullable Long id, Typed typed, FormMistakes mistakes, Words words, Model model) {
            if (id != null) {
                people.withId(id).ifPresent(person -> refused.show(person, words, model));
                model.addAttribute("sessionsOf", id);
                model.addAttribute("factorOf", factors.isOn(id) && !isVisitor(id));
                model.addAttribute("sessions", SessionPages.rows(sessions, id, visitor, words));
            }
        }

        @Override
        public @Nullable String keptActive(long id, Words words) {
            return isVisitor(id) ? words.say("mistake.yourself") : null;
        }

        /** Nobody takes from themselves what they would need to take it back. */
        @Override
        public void check(@Nullable Long id, Typed typed, FormMistakes mistakes, Words words) {
            if (id == null || !isVisitor(id)) {
                return;
            }
            var yourself = new MistakeWords.Said(words.say("mistake.yourself"), null);
            if (!typed.on("active")) {
                mistakes.add("active", yourself);
            }
            if (!typed.text("role").equals(Role.ADMINISTRATOR.word())) {
                mistakes.add("role", yourself);
            }
            if (!typed.text("password").isEmpty()) {
                // There the old one is asked for.
                mistakes.add("password", new MistakeWords.Said(words.say("mistake.own-password"), null));
            }
        }
    }
}
