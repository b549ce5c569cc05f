package dev.roundtrip.web;

import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Companies by name, page by page. */
@Controller
final class CompanyPages implements SettingsKinds {
    private static final int ROWS = 50;

    private final Directory directory;
    private final People people;
    private final PageWords pageWords;

    CompanyPages(Directory directory, People people, PageWords pageWords) {
        this.directory = directory;
        this.people = people;
        this.pageWords = pageWords;
    }

    @Override
    public List<SettingsKind> kinds() {
        return List.of(new Kind());
    }

    /** Without zero characters: nobody types them, and PostgreSQL takes none, not even to look for it. */
    private static String plain(String text) {
        return text.replace("\0", "");
    }

    @GetMapping("/settings/companies")
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after,
            Locale locale,
            Model model) {
        var words = pageWords.in(locale);
        var found = directory.companies(plain(q).strip(), plain(after), ROWS + 1);
        var shown = found.subList(0, Math.min(ROWS, found.size()));
        model.addAttribute("tab", "companies");
        model.addAttribute("q", q);
        model.addAttribute("search", "/settings/companies");
        model.addAttribute("newest", after.isEmpty() ? null : address(q, ""));
        model.addAttribute(
                "older", found.size() > ROWS ? address(q, shown.getLast().name()) : null);
        model.addAttribute("foot", words.say("settings.companies.count", directory.countCompanies()));
        model.addAttribute(
                "tables",
                List.of(new SettingsTable(
                        "companies",
                        words.say("settings.companies"),
                        "/settings/companies/new",
                        words.say("settings.companies.none"),
                        List.of(words.say("setting.company.classification"), words.say("setting.company.manager")),
                        shown.stream().map(company -> row(company, words)).toList())));
        return "settings/list";
    }

    private static String address(String q, String after) {
        var asked = new LinkedHashMap<String, String>();
        asked.put("q", q);
        asked.put("after", after);
        return PageAddress.of("/settings/companies", asked).plain();
    }

    private SettingsTable.Row row(Company company, Words words) {
        return new SettingsTable.Row(
                "company-" + company.id(),
                "/settings/companies/" + company.id(),
                company.name(),
                false,
                company.id() == Company.OWN ? words.say("settings.companies.own") : null,
                List.of(
                        SettingsTable.Cell.of(company.classification()),
                        SettingsTable.Cell.of(
                                company.manager() == null
                                        ? null
                                        : people.withId(company.manager())
                                                .map(Person::name)
                                                .orElse(null))),
                company.active(),
                true,
                List.of());
    }

    private final class Kind implements SettingsKind {
        @Override
        public String section() {
            return "companies";
        }

        @Override
        public String address() {
            return "/settings/companies";
        }

        @Override
        public String tab() {
            return "companies";
        }

        @Override
        public String word() {
            return "company";
        }

        @Override
        public List<EntryField> fields(@Nullable Long id, Words words) {
            return List.of(
                    EntryField.of(EntryField.Kind.LINE, "name", "w4 must"),
                    EntryField.of(EntryField.Kind.TICK, "active", "w2"),
                    EntryField.of(EntryField.Kind.LINE, "classification", "w3"),
                    EntryField.choice("manager", "w3", managers(words)));
        }

        private List<Choice> managers(Words words) {
            return Stream.concat(
                            Stream.of(new Choice("", words.say("form.none"))),
                            people.all().stream()
                                    .sorted(Comparator.comparing(Person::name, String.CASE_INSENSITIVE_ORDER))
                                    .map(person -> new Choice(
                                            person.login(),
                                            person.active()
                                                    ? person.name()
                                                    : words.say("form.inactive", person.name()))))
                    .toList();
        }
    }
}
