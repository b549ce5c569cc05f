package dev.roundtrip.setup;

import dev.roundtrip.people.ApiUsers;
import dev.roundtrip.people.Role;
import dev.roundtrip.people.Token;
import dev.roundtrip.people.Tokens;
import dev.roundtrip.setup.SetupDocument.ApiUserEntry;
import dev.roundtrip.setup.SetupDocument.CompanyEntry;
import dev.roundtrip.setup.SetupDocument.DeskEntry;
import dev.roundtrip.setup.SetupDocument.FieldEntry;
import dev.roundtrip.setup.SetupDocument.PersonEntry;
import dev.roundtrip.setup.SetupDocument.PicklistEntry;
import dev.roundtrip.setup.SetupDocument.TokenEntry;
import dev.roundtrip.ticket.PicklistName;
import dev.roundtrip.ticket.UserField;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a setup file: text to document. Pure, but for the values of its references. */
final class SetupReader {
    private static final List<String> LANGUAGES = List.of("en", "de");
    private static final List<String> ROLES =
            Arrays.stream(Role.values()).map(Role::word).toList();
    private static final List<String> SCOPES =
            Arrays.stream(Token.Scope.values()).map(Token.Scope::word).toList();
    private static final List<String> TYPES =
            Arrays.stream(UserField.Type.values()).map(UserField.Type::word).toList();

    private SetupReader() {}

    /**
     * @param file its name in messages
     * @param text YAML 1.2 or JSON
     * @throws SetupRefused with all mistakes of the file
     */
    static SetupDocument read(String file, String text, Sources sources) {
        var mistakes = new Mistakes(file);
        var origins = new Origins(text);
        var reading = new Reading(mistakes, origins, sources);
        var root = YamlReader.read(text, mistakes)
                .filter(node -> !(node instanceof Node.Scalar scalar && scalar.isNull()))
                .flatMap(node -> Part.of("", node, reading));
        var document = root.map(part -> document(part, origins, mistakes)).orElseGet(() -> empty(origins, mistakes));
        refuseWeakPasswords(document, reading);
        mistakes.refuseIfAny();
        return document;
    }

    private static SetupDocument empty(Origins origins, Mistakes mistakes) {
        return new SetupDocument(
                origins,
                mistakes,
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private static SetupDocument document(Part root, Origins origins, Mistakes mistakes) {
        var document = new SetupDocument(
                origins,
                mistakes,
                root.part("desk").map(SetupReader::desk),
                entries(root, "companies", "name", SetupReader::company),
                picklists(root),
                entries(root, "fields", "name", SetupReader::field),
                entries(root, "people", "login", SetupReader::person),
                entries(root, "api-users", "login", SetupReader::apiUser),
                entries(root, "tokens", "name", SetupReader::token),
                entries(root, "callouts", "name", CalloutReader::callout),
                entries(root, "rules", "name", RuleReader::rule));
        root.end();
        return document;
    }

    /** The records of a list; two of one name are a mistake, for only one of them could come true. */
    private static <E> List<E> entries(Part root, String key, String name, Function<Part, E> reader) {
        var entries = new ArrayList<E>();
        var names = new HashMap<String, String>();
        for (var part : root.parts(key)) {
            entries.add(reader.apply(part));
            part.end();
            var text = part.has(name) ? part.text(name) : null;
            if (text != null) {
                refuseSecond(part, name, text, names);
            }
        }
        return entries;
    }

    private static void refuseSecond(Part part, String key, String name, Map<String, String> known) {
        var first = known.putIfAbsent(name.strip().toLowerCase(Locale.ROOT), part.path());
        if (first != null) {
            part.wrong(
                    key,
                    "%s is the %s of %s already; upper and lower case count as the same"
                            .formatted(part.reading().shown(part.pathOf(key), name), key, first));
        }
    }

    private static DeskEntry desk(Part part) {
        part.notYet("business-hours", "holidays");
        var desk = new DeskEntry(
                part.path(),
                part.text("domain"),
                part.read("time-zone", SetupReader::zone, "is not a time zone, such as Europe/Berlin or UTC")
                        .orElse(null),
                part.word("language", LANGUAGES));
        part.end();
        return desk;
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static CompanyEntry company(Part part) {
        return new CompanyEntry(
                part.path(), part.required("name"), part.text("classification"), part.flag("active", true));
    }

    private static List<PicklistEntry> picklists(Part root) {
        var entries = new ArrayList<PicklistEntry>();
        root.part("picklists").ifPresent(lists -> {
            for (var list : PicklistName.values()) {
                var numbers = new HashMap<String, String>();
                var labels = new HashMap<String, String>();
                for (var part : lists.parts(list.word())) {
                    var entry = new PicklistEntry(part.path(), list, part.requiredNumber("id"), part.required("label"));
                    part.end();
                    refuseSecond(part, "id", Long.toString(entry.number()), numbers);
                    if (!entry.label().isBlank()) {
                        refuseSecond(part, "label", entry.label(), labels);
                    }
                    entries.add(entry);
                }
            }
            lists.end();
        });
        return entries;
    }

    private static FieldEntry field(Part part) {
        var type = part.absent("type") ? null : part.word("type", TYPES);
        var field = new FieldEntry(
                part.path(),
                part.required("name"),
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
        return field;
    }

    private static PersonEntry person(Part part) {
        return new PersonEntry(
                part.path(),
                part.required("login"),
                part.required("name"),
                part.text("email"),
                Role.of(part.absent("role") ? ROLES.getLast() : part.word("role", ROLES.getLast(), ROLES)),
                part.word("language", LANGUAGES),
                part.secret("password", WeakPasswords.FEWEST_CHARACTERS),
                part.flag("active", true));
    }

    private static void refuseWeakPasswords(SetupDocument document, Reading reading) {
        var names = new ArrayList<String>();
        document.desk().map(DeskEntry::domain).ifPresent(names::add);
        document.companies().forEach(company -> names.add(company.name()));
        for (var person : document.people()) {
            var password = person.password();
            if (password != null) {
                var own = new ArrayList<>(names);
                own.add(person.login());
                own.add(person.name());
                WeakPasswords.fault(password.text(), own)
                        .ifPresent(fault -> reading.wrong(person.path() + ".password", fault));
            }
        }
    }

    private static ApiUserEntry apiUser(Part part) {
        return new ApiUserEntry(
                part.path(),
                part.required("login"),
                part.secret("secret", ApiUsers.FEWEST_CHARACTERS),
                part.text("integration-code"),
                part.texts("companies"),
                part.flag("active", true));
    }

    private static TokenEntry token(Part part) {
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
                part.required("name"),
                part.secret("token", Tokens.FEWEST_CHARACTERS),
                scopes,
                part.text("expires"));
    }
}
