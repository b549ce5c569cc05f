package dev.roundtrip.web;

import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.Picklists;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.ticket.HistoryLine;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import dev.roundtrip.ticket.Tickets;
import dev.roundtrip.ticket.UserFields;
import dev.roundtrip.web.FormField.Choice;
import dev.roundtrip.web.TypedTicket.Mistake;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The form of a ticket: what stands in its fields, and what can be chosen there. */
@Component
final class TicketForm {
    private static final int OFFERED_COMPANIES = 200;

    private final Picklists picklists;
    private final UserFields userFields;
    private final People people;
    private final Directory directory;
    private final TicketEvents events;

    TicketForm(Picklists picklists, UserFields userFields, People people, Directory directory, TicketEvents events) {
        this.picklists = picklists;
        this.userFields = userFields;
        this.people = people;
        this.directory = directory;
        this.events = events;
    }

    /** @param user those for user-defined fields */
    record Fields(List<FormField> fields, List<FormField> user) {
        /** Of the first that is wrong; null where none is. */
        @Nullable
        String firstMistake() {
            return Stream.concat(fields.stream(), user.stream())
                    .filter(FormField::isWrong)
                    .map(FormField::name)
                    .findFirst()
                    .orElse(null);
        }
    }

    TypedTicket read(Map<String, String> typed, Words words) {
        return TypedTicket.of(typed, new TypedTicket.Known(words.zone(), userFields.active(), directory::companyNamed));
    }

    List<UserField> userFields() {
        return userFields.active();
    }

    List<String> companies() {
        return directory.companies().stream()
                .filter(Company::active)
                .map(Company::name)
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .limit(OFFERED_COMPANIES)
                .toList();
    }

    /** What stands in the form of a ticket that nobody has touched. */
    Map<String, String> valuesOf(Ticket ticket, ZoneId zone) {
        var values = new HashMap<String, String>();
        for (var field : List.of(TicketField.TITLE, TicketField.DESCRIPTION, TicketField.RESOLUTION)) {
            values.put(field.apiName(), Objects.requireNonNullElse(ticket.text(field), ""));
        }
        for (var field : TypedTicket.LISTS) {
            var number = ticket.number(field);
            values.put(field.apiName(), number == null ? "" : number.toString());
        }
        values.put(
                TypedTicket.COMPANY,
                directory.company(ticket.companyId()).map(Company::name).orElse(""));
        due(values, ticket.time(TicketField.DUE_DATE_TIME), zone);
        for (var field : userFields.active()) {
            values.put(TypedTicket.nameOf(field), Objects.requireNonNullElse(ticket.userValue(field.id()), ""));
        }
        return values;
    }

    /** What stands in the form of a new one. */
    Map<String, String> valuesOfNew(Instant now, ZoneId zone) {
        var values = new HashMap<String, String>();
        for (var list : List.of(PicklistName.STATUS, PicklistName.PRIORITY)) {
            picklists.defaultOf(list).ifPresent(value -> values.put(list.word(), Long.toString(value.number())));
        }
        var companies = directory.companies().stream().filter(Company::active).toList();
        values.put(
                TypedTicket.COMPANY,
                companies.size() == 1 ? companies.getFirst().name() : "");
        due(values, now.plus(Tickets.DEFAULT_DUE), zone);
        for (var field : userFields.active()) {
            values.put(TypedTicket.nameOf(field), Objects.requireNonNullElse(field.defaultValue(), ""));
        }
        return values;
    }

    private static void due(Map<String, String> values, @Nullable Instant due, ZoneId zone) {
        values.put(TicketField.DUE_DATE_TIME.apiName(), due == null ? "" : TypedTicket.shown(due, zone));
        values.put(TypedTicket.DUE_WAS, due == null ? "" : FieldValues.shown(due));
    }

    /** After somebody else was there first: what was typed, and what is now where nobody touched it. */
    Map<String, String> merged(Map<String, String> typed, Ticket now, TicketEdit rest, ZoneId zone) {
        var values = valuesOf(now, zone);
        rest.fields().keySet().forEach(field -> take(values, typed, TypedTicket.nameOf(field)));
        for (var field : userFields.active()) {
            if (rest.userFields().containsKey(field.key())) {
                take(values, typed, TypedTicket.nameOf(field));
            }
        }
        return values;
    }

    private static void take(Map<String, String> values, Map<String, String> typed, String name) {
        var text = typed.get(name);
        if (text != null) {
            values.put(name, text);
        }
    }

    /**
     * @param values by the field's name in the form
     * @param overtaken what others changed meanwhile, and this form too
     */
    Fields fields(Map<String, String> values, Map<String, Mistake> mistakes, List<HistoryLine> overtaken, Words words) {
        var writing = new Writing(values, mistakes, by(overtaken, words), words);
        var fields = new ArrayList<FormField>();
        fields.add(writing.field(TicketField.TITLE, "line", true, List.of()));
        fields.add(writing.field(TicketField.DESCRIPTION, "long", true, List.of()));
        fields.add(writing.field(TicketField.COMPANY_ID, "company", false, List.of()));
        fields.add(writing.field(TicketField.DUE_DATE_TIME, "time", false, List.of()));
        for (var field : TypedTicket.LISTS) {
            fields.add(writing.field(field, "select", false, choices(field, values, words)));
        }
        fields.add(writing.field(TicketField.RESOLUTION, "long", true, List.of()));
        return new Fields(
                fields.stream()
                        .filter(field -> !field.kind().equals("select")
                                || field.required()
                                || field.choices().size() > 1)
                        .toList(),
                userFields.active().stream().map(writing::field).toList());
    }

    private Map<String, String> by(List<HistoryLine> overtaken, Words words) {
        var by = new HashMap<String, String>();
        for (var line : overtaken) {
            var altered = events.altered(line, words);
            var name = line.field().startsWith(HistoryLine.USER_FIELD)
                    ? userFields
                            .named(line.field().substring(HistoryLine.USER_FIELD.length()))
                            .map(TypedTicket::nameOf)
                    : TicketField.named(line.field()).map(TypedTicket::nameOf);
            name.ifPresent(field -> by.put(
                    field,
                    words.say(
                            "form.overtaken",
                            TicketNames.actor(line.actor(), words),
                            words.at(line.at()),
                            altered.after() == null ? words.say("ticket.empty") : altered.after())));
        }
        return by;
    }

    private List<Choice> choices(TicketField field, Map<String, String> values, Words words) {
        var chosen = values.getOrDefault(field.apiName(), "");
        var choices = new ArrayList<Choice>();
        if (!field.isRequired()) {
            choices.add(new Choice("", words.say("form.none")));
        }
        if (field == TicketField.ASSIGNED_RESOURCE_ID) {
            people.all().stream()
                    .filter(person -> person.active() || isChosen(person.id(), chosen))
                    .sorted(Comparator.comparing(Person::name))
                    .map(person -> choice(person.id(), person.name(), person.active(), words))
                    .forEach(choices::add);
            return choices;
        }
        picklists.of(field).orElse(List.of()).stream()
                .filter(value -> value.active() || isChosen(value.number(), chosen))
                .map(value -> choice(value, words))
                .forEach(choices::add);
        if (choices.stream().noneMatch(choice -> choice.value().equals(chosen))) {
            choices.add(new Choice(chosen, chosen)); // of a list that has lost it: what is held stays to be seen
        }
        return choices;
    }

    private static boolean isChosen(long number, String chosen) {
        return Long.toString(number).equals(chosen);
    }

    private static Choice choice(PicklistValue value, Words words) {
        return choice(value.number(), value.label(), value.active(), words);
    }

    private static Choice choice(long number, String label, boolean active, Words words) {
        return new Choice(Long.toString(number), active ? label : words.say("form.inactive", label));
    }

    private record Writing(
            Map<String, String> values, Map<String, Mistake> mistakes, Map<String, String> overtaken, Words words) {

        FormField field(TicketField field, String kind, boolean wide, List<Choice> choices) {
            return field(
                    TypedTicket.nameOf(field),
                    TicketNames.field(field, words),
                    kind,
                    wide,
                    field.isRequired(),
                    field.length(),
                    choices);
        }

        FormField field(UserField field) {
            var name = TypedTicket.nameOf(field);
            var value = values.getOrDefault(name, "");
            return switch (field.type()) {
                case TEXT -> field(name, field.name(), "line", false, false, 1000, List.of());
                case MULTI_LINE_TEXT -> field(name, field.name(), "long", true, false, 0, List.of());
                case NUMBER -> field(name, field.name(), "number", false, false, 0, List.of());
                // A date with a time is kept as it is written: the field for dates knows none.
                case DATE ->
                    field(
                            name,
                            field.name(),
                            value.matches("|\\d{4}-\\d\\d-\\d\\d") ? "date" : "line",
                            false,
                            false,
                            0,
                            List.of());
                case LIST -> field(name, field.name(), "select", false, false, 0, choices(field, value));
            };
        }

        private List<Choice> choices(UserField field, String chosen) {
            var kept = field.choices().contains(chosen) || chosen.isEmpty() ? Stream.<String>of() : Stream.of(chosen);
            return Stream.concat(
                            Stream.of(new Choice("", words.say("form.none"))),
                            Stream.concat(field.choices().stream(), kept).map(one -> new Choice(one, one)))
                    .toList();
        }

        private FormField field(
                String name,
                String label,
                String kind,
                boolean wide,
                boolean required,
                int most,
                List<Choice> choices) {
            var mistake = Optional.ofNullable(mistakes.get(name));
            return new FormField(
                    name,
                    label,
                    kind,
                    values.getOrDefault(name, ""),
                    wide,
                    required,
                    most,
                    choices,
                    mistake.map(Mistake::key).map(words::say).orElse(null),
                    mistake.map(Mistake::english).orElse(null),
                    overtaken.get(name));
        }
    }
}
