package dev.roundtrip.callout;

import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.People;
import dev.roundtrip.template.Names;
import dev.roundtrip.template.Values;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.UserFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every name that a template may use, and what it stands for when a ticket has changed: {@code ticket.title}, {@code ticket.status.id},
 * {@code udf.Alert ID 2}, {@code company.name}, {@code note.text}, …
 */
final class TicketNames {
    private static final String SECRET = "secret.";

    private final Map<String, Function<TicketChange, @Nullable Object>> meanings = new LinkedHashMap<>();
    private final List<String> shown = new ArrayList<>();

    private TicketNames() {}

    /** With the fields that are active now. */
    static TicketNames of(UserFields userFields, Picklists picklists, Directory directory, People people) {
        var names = new TicketNames();
        names.addTicket(picklists);
        for (var field : userFields.active()) {
            names.add(
                    "udf." + field.name(), change -> typed(field, change.after().userValue(field.id())));
        }
        names.addAround(directory, people);
        return names;
    }

    private void addTicket(Picklists picklists) {
        for (var field : TicketField.values()) {
            var list = field.picklist();
            if (list.isEmpty()) {
                add("ticket." + field.apiName(), change -> change.after().value(field));
            } else {
                add("ticket." + field.apiName(), change -> label(picklists, list.get(), field, change));
                add("ticket." + field.apiName() + ".label", change -> label(picklists, list.get(), field, change));
                add(
                        "ticket." + field.apiName() + ".id",
                        change -> change.after().value(field));
            }
        }
    }

    private void addAround(Directory directory, People people) {
        Function<TicketChange, Optional<dev.roundtrip.directory.Company>> company =
                change -> directory.company(change.after().companyId());
        add("company.id", change -> change.after().companyId());
        add("company.name", change -> company.apply(change).map(c -> c.name()).orElse(null));
        add(
                "company.classification",
                change -> company.apply(change).map(c -> c.classification()).orElse(null));
        Function<TicketChange, Optional<dev.roundtrip.directory.Contact>> contact =
                change -> id(change, TicketField.CONTACT_ID).flatMap(directory::contact);
        add("contact.id", change -> change.after().value(TicketField.CONTACT_ID));
        add(
                "contact.firstName",
                change -> contact.apply(change).map(c -> c.firstName()).orElse(null));
        add(
                "contact.lastName",
                change -> contact.apply(change).map(c -> c.lastName()).orElse(null));
        add(
                "contact.name",
                change -> contact.apply(change)
                        .map(c -> c.firstName() + " " + c.lastName())
                        .orElse(null));
        add("contact.email", change -> contact.apply(change).map(c -> c.email()).orElse(null));
        Function<TicketChange, Optional<dev.roundtrip.people.Person>> resource =
                change -> id(change, TicketField.ASSIGNED_RESOURCE_ID).flatMap(people::withId);
        add("resource.id", change -> change.after().value(TicketField.ASSIGNED_RESOURCE_ID));
        add("resource.name", change -> resource.apply(change).map(p -> p.name()).orElse(null));
        add(
                "resource.login",
                change -> resource.apply(change).map(p -> p.login()).orElse(null));
        add(
                "resource.email",
                change -> resource.apply(change).map(p -> p.email()).orElse(null));
        add("actor.name", change -> change.actor().name());
        add("actor.kind", change -> change.actor().kind().word());
        add("note.title", change -> change.note() == null ? null : change.note().title());
        add("note.text", change -> change.note() == null ? null : change.note().text());
    }

    private void add(String name, Function<TicketChange, @Nullable Object> meaning) {
        meanings.put(name.toLowerCase(Locale.ROOT), meaning);
        shown.add(name);
    }

    /** For the texts of a rule. */
    Names ofRule() {
        return Names.of(shown, name -> isSecret(name) ? "secrets stand in callouts only" : null);
    }

    /** For the templates of a callout, which has secrets of its own, and a delivery. */
    Names ofCallout(Collection<String> secretNames) {
        var all = new ArrayList<>(shown);
        all.add("delivery.id");
        secretNames.forEach(secret -> all.add(SECRET + secret));
        return Names.of(all, name -> isSecret(name) ? noSuchSecret(name, secretNames) : null);
    }

    private static boolean isSecret(String name) {
        return name.regionMatches(true, 0, SECRET, 0, SECRET.length());
    }

    private static String noSuchSecret(String name, Collection<String> secretNames) {
        return "the callout has no secret \"%s\"; %s"
                .formatted(
                        name.substring(SECRET.length()),
                        secretNames.isEmpty()
                                ? "it has none: name it under secrets"
                                : "it has \"" + String.join("\", \"", secretNames) + "\"");
    }

    /** What they stand for after {@code change}. */
    Values values(TicketChange change, Map<String, Object> besides) {
        return name -> {
            var own = besides.get(name);
            var meaning = meanings.get(name);
            return own != null ? own : meaning == null ? null : meaning.apply(change);
        };
    }

    private static Optional<Long> id(TicketChange change, TicketField field) {
        return Optional.ofNullable(change.after().number(field));
    }

    private static @Nullable Object label(
            Picklists picklists, PicklistName list, TicketField field, TicketChange change) {
        var number = change.after().number(field);
        return number == null ? null : picklists.label(list, number);
    }

    /** A number renders as one where JSON wants a value. */
    private static @Nullable Object typed(UserField field, @Nullable String value) {
        return value != null && field.type() == UserField.Type.NUMBER
                ? (Object) new java.math.BigDecimal(value)
                : value;
    }
}
