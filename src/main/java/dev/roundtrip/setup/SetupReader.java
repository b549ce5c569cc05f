package dev.roundtrip.setup;

import dev.roundtrip.directory.Company;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Role;
import dev.roundtrip.people.Token;
import dev.roundtrip.people.Tokens;
import dev.roundtrip.people.WeakPasswords;
import dev.roundtrip.setup.SetupDocument.ApiUserEntry;
import dev.roundtrip.setup.SetupDocument.ChannelEntry;
import dev.roundtrip.setup.SetupDocument.CompanyEntry;
import dev.roundtrip.setup.SetupDocument.DeskEntry;
import dev.roundtrip.setup.SetupDocument.Entry;
import dev.roundtrip.setup.SetupDocument.FieldEntry;
import dev.roundtrip.setup.SetupDocument.PersonEntry;
import dev.roundtrip.setup.SetupDocument.PicklistEntry;
import dev.roundtrip.setup.SetupDocument.RuleEntry;
import dev.roundtrip.setup.SetupDocument.ServiceLevelEntry;
import dev.roundtrip.setup.SetupDocument.TokenEntry;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a setup file: text to document. Pure, but for the values of its references. */
final class SetupReader {
    private static final List<String> LANGUAGES = List.of("en", "de");
    private static final List<String> ROLES =
            Arrays.stream(Role.values()).map(Role::word).toList();
    private static final List<String> SCOPES =
            Arrays.stream(Token.Scope.values()).map(Token.Scope::word).toList();
    private static final List<String> CHANNELS =
            Arrays.stream(Channel.Kind.values()).map(Channel.Kind::word).toList();
    private static final List<String> TYPES =
            Arrays.stream(UserField.Type.values()).map(UserField.Type::word).toList();

    private static final String WITHOUT_CASE = "; upper and lower case count as the same";

    /** No more than that a mail server may be found behind it: who else it would not suit, only that one knows. */
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)*");

    /** The path of the file itself. */
    static final String FILE = "";

    private final Reading reading;
    private final Set<String> spoilt = new HashSet<>();

    private SetupReader(Reading reading) {
        this.reading = reading;
    }

    /**
     * @param file its name in messages
     * @param text YAML 1.2 or JSON
     * @return with all mistakes that the file alone tells
     */
    static SetupDocument read(String file, String text, Sources sources) {
        var mistakes = new Mistakes(file);
        var origins = new Origins(text);
        var reading = new Reading(mistakes, origins, sources, "the file");
        var root = YamlReader.read(text, mistakes)
                .filter(node -> !(node instanceof Node.Scalar scalar && scalar.isNull()))
                .flatMap(node -> Part.of("", node, reading));
        var document = root.map(part -> new SetupReader(reading).document(part)).orElseGet(() -> empty(reading));
        refuseWeakPasswords(document);
        return document;
    }

    private static SetupDocument empty(Reading reading) {
        return document(reading, reading.mistakes.count() == 0 ? Set.of() : Set.of(FILE), List.of());
    }

    private static SetupDocument document(Reading reading, Set<String> spoilt, List<Entry> entries) {
        return new SetupDocument(reading, spoilt, new Meant.ByName(), entries);
    }

    private SetupDocument document(Part root) {
        var all = new ArrayList<Entry>();
        told(FILE, () -> root.part("desk"))
                .map(part -> record(part, SetupReader::desk))
                .ifPresent(all::add);
        all.addAll(picklists(root));
        var serviceLevels = entries(root, "service-levels", "name", ServiceLevelReader::level);
        refuseMore(
                serviceLevels.stream().filter(ServiceLevelEntry::byDefault).toList(),
                "default",
                "is true in %s already; new tickets get one");
        all.addAll(serviceLevels);
        all.addAll(entries(root, "fields", "name", SetupReader::field));
        all.addAll(entries(root, "people", "login", SetupReader::person));
        // Behind the people who look after them.
        var companies = entries(root, "companies", "name", part -> company(part, isOwn(part)));
        refuseMore(
                companies.stream().filter(CompanyEntry::own).toList(),
                "id",
                "is that of %s already; the desk has one company of its own");
        all.addAll(companies);
        all.addAll(entries(root, "api-users", "login", SetupReader::apiUser));
        all.addAll(entries(root, "tokens", "name", SetupReader::token));
        all.addAll(entries(root, "channels", "name", SetupReader::channel));
        all.addAll(entries(root, "callouts", "name", CalloutReader::callout));
        all.addAll(entries(root, "rules", "name", part -> new RuleEntry(RuleReader.rule(part))));
        told(FILE, () -> {
            root.end();
            return root;
        });
        return document(reading, spoilt, all);
    }

    /** What {@code reader} makes; when it tells of a mistake, what stands at {@code path} is spoilt. */
    private <T> T told(String path, Supplier<T> reader) {
        var before = reading.mistakes.count();
        var made = reader.get();
        if (reading.mistakes.count() > before) {
            spoilt.add(path);
        }
        return made;
    }

    private <E> E record(Part part, Function<Part, E> reader) {
        return told(part.path(), () -> {
            var entry = reader.apply(part);
            part.end();
            return entry;
        });
    }

    /** The records of a list; two of one name are a mistake, for only one of them could come true. */
    private <E> List<E> entries(Part root, String key, String name, Function<Part, E> reader) {
        var entries = new ArrayList<E>();
        var names = new HashMap<String, String>();
        for (var part : told(FILE, () -> root.parts(key))) {
            entries.add(record(part, reader));
            var text = part.has(name) ? part.text(name) : null;
            if (text != null) {
                refuseSecond(part, name, text, names, WITHOUT_CASE);
            }
        }
        return entries;
    }

    private static void refuseSecond(Part part, String key, String name, Map<String, String> known, String why) {
        var first = known.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), part.path());
        if (first != null) {
            var shown = part.reading().shown(part.pathOf(key), name);
            part.wrong(key, "%s is the %s of %s already%s".formatted(shown, key, first, why));
        }
    }

    static DeskEntry desk(Part part) {
        return new DeskEntry(
                part.path(),
                part.line("domain"),
                part.read("time-zone", SetupReader::zone, "is not a time zone, such as Europe/Berlin or UTC")
                        .orElse(null),
                part.word("language", LANGUAGES),
                Reading.hours(part, "business-hours"),
                holidays(part));
    }

    private static @Nullable SortedSet<LocalDate> holidays(Part part) {
        if (part.asked("holidays").isEmpty()) {
            return null;
        }
        var days = new TreeSet<LocalDate>();
        for (var day : part.texts("holidays")) {
            try {
                days.add(LocalDate.parse(day.text().strip()));
            } catch (DateTimeException e) {
                part.reading()
                        .wrong(
                                day.path(),
                                part.reading().shown(day.path(), day.text()) + " is no date, such as 2026-12-25");
            }
        }
        return days;
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The desk's own is called as its people like, so it is known by its id. */
    private static boolean isOwn(Part part) {
        if (!part.has("id")) {
            return false;
        }
        var own = part.requiredNumber("id") == Company.OWN;
        if (!own) {
            part.wrong("id", "goes with 0 only, the desk's own company; all others are found by their names");
        }
        return own;
    }

    /** @param own whether it is the desk's own */
    static CompanyEntry company(Part part, boolean own) {
        return new CompanyEntry(
                part.path(),
                own,
                part.name("name"),
                part.text("classification"),
                part.flag("active", true),
                part.text("manager"));
    }

    private List<PicklistEntry> picklists(Part root) {
        var entries = new ArrayList<PicklistEntry>();
        told(FILE, () -> root.part("picklists")).ifPresent(lists -> {
            for (var list : PicklistName.values()) {
                if (!list.isShapedByTheDesk()) {
                    continue;
                }
                var numbers = new HashMap<String, String>();
                var labels = new HashMap<String, String>();
                for (var part : told(FILE, () -> lists.parts(list.word()))) {
                    entries.add(record(part, value -> {
                        var entry = picklist(value, list, value.requiredNumber("id"));
                        refuseSecond(value, "id", Long.toString(entry.number()), numbers, "");
                        if (!entry.label().isBlank()) {
                            refuseSecond(value, "label", entry.label(), labels, WITHOUT_CASE);
                        }
                        return entry;
                    }));
                }
            }
            told(FILE, () -> {
                lists.end();
                return lists;
            });
        });
        return entries;
    }

    static PicklistEntry picklist(Part part, PicklistName list, long number) {
        return new PicklistEntry(part.path(), list, number, part.name("label"), part.flag("active", true));
    }

    /** @param message where the first of them stands is filled in */
    private <E extends Entry> void refuseMore(List<E> those, String key, String message) {
        those.stream()
                .skip(1)
                .forEach(second -> told(second.path(), () -> {
                    reading.wrong(
                            second.at(key), message.formatted(those.getFirst().path()));
                    return second;
                }));
    }

    static FieldEntry field(Part part) {
        var type = part.absent("type") ? null : part.word("type", TYPES);
        var field = new FieldEntry(
                part.path(),
                part.name("name"),
                UserField.Type.of(type == null ? "text" : type),
                part.texts("values"),
                part.text("default"),
                part.text("description"),
                part.flag("active", true));
        if (type != null
                && field.type() == UserField.Type.LIST
                && field.values().isEmpty()) {
            part.reading().wrong(part.path(), "is a list and needs \"values\": [ a, b ]");
        } else if (type != null && field.type() != UserField.Type.LIST && part.has("values")) {
            part.wrong("values", "go with type list only, and this field is of type " + type);
        }
        refuseSameValues(field, part.reading());
        return field;
    }

    private static void refuseSameValues(FieldEntry field, Reading reading) {
        var known = new HashMap<String, String>();
        for (var value : field.values()) {
            if (value.text().isBlank()) {
                reading.wrong(value.path(), "is empty");
                continue;
            }
            var first = known.putIfAbsent(value.text().strip().toLowerCase(Locale.ROOT), value.path());
            if (first != null) {
                reading.wrong(
                        value.path(),
                        "%s is the same as %s%s"
                                .formatted(reading.shown(value.path(), value.text()), first, WITHOUT_CASE));
            }
        }
    }

    static PersonEntry person(Part part) {
        return new PersonEntry(
                part.path(),
                part.name("login"),
                part.name("name"),
                part.read("email", SetupReader::email, "is not an e-mail address, such as tech@acme.example")
                        .orElse(null),
                Role.of(part.absent("role") ? ROLES.getLast() : part.word("role", ROLES.getLast(), ROLES)),
                part.word("language", LANGUAGES),
                part.secret("password", People.PASSWORD_CHARACTERS),
                part.flag("active", true));
    }

    private static Optional<String> email(String text) {
        return EMAIL.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    private static void refuseWeakPasswords(SetupDocument document) {
        var names = new ArrayList<String>();
        document.all(DeskEntry.class).stream()
                .map(DeskEntry::domain)
                .filter(Objects::nonNull)
                .forEach(names::add);
        document.all(CompanyEntry.class).forEach(company -> names.add(company.name()));
        document.all(PersonEntry.class).forEach(person -> refuseWeakPassword(person, names, document.reading()));
    }

    /** @param names that everybody at the desk knows */
    static void refuseWeakPassword(PersonEntry person, List<String> names, Reading reading) {
        var password = person.password();
        if (password != null) {
            var own = new ArrayList<>(names);
            own.add(person.login());
            own.add(person.name());
            WeakPasswords.fault(password.text(), own).ifPresent(fault -> reading.wrong(person.at("password"), fault));
        }
    }

    static ApiUserEntry apiUser(Part part) {
        return new ApiUserEntry(
                part.path(),
                part.name("login"),
                part.secret("secret", ApiUsers.FEWEST_CHARACTERS),
                part.text("integration-code"),
                part.texts("companies"),
                part.flag("active", true));
    }

    static TokenEntry token(Part part) {
        var scopes = new LinkedHashSet<Token.Scope>();
        if (!part.absent("scopes")) {
            for (var word : part.texts("scopes")) {
                if (SCOPES.contains(word.text())) {
                    scopes.add(Token.Scope.of(word.text()));
                } else {
                    part.reading()
                            .wrong(
                                    word.path(),
                                    part.reading().shown(word.path(), word.text()) + " "
                                            + Reading.unknown(word.text(), SCOPES));
                }
            }
        }
        return new TokenEntry(
                part.path(),
                part.name("name"),
                part.secret("token", Tokens.FEWEST_CHARACTERS),
                scopes,
                part.text("expires"));
    }

    static ChannelEntry channel(Part part) {
        var kind = part.absent("kind") ? null : part.word("kind", CHANNELS);
        return new ChannelEntry(
                part.path(),
                part.name("name"),
                Channel.Kind.of(kind == null ? "" : kind).orElse(Channel.Kind.SLACK),
                part.secret("url", 1));
    }
}
