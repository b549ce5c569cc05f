package dev.roundtrip.rule;

import dev.roundtrip.field.FieldValues;
import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.notify.MailAddress;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.template.Nearest;
import dev.roundtrip.ticket.Note;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule's parts out of the words that people write ({@code udf.Severity}, {@code changed-to}, {@code Complete}, {@code api-users},
 * {@code createDate + 4h}), and the words of a rule's parts. Every word written is read again as the same part.
 *
 * <p>All that is wrong is a {@link RuleRefused} that names the word and what was probably meant. Inactive fields and values are
 * taken: the rule is broken until they are active again, and says so.
 */
public final class RuleWords {
    static final String NOTE_TYPE = "note.type";
    static final String NOTE_TEXT = "note.text";
    static final String COMPANY_CLASSIFICATION = "company.classification";

    private static final String UDF = "udf.";
    private static final Pattern RELATIVE =
            Pattern.compile("(createDate|now)(?:\\s*([+-])\\s*(.+))?", Pattern.CASE_INSENSITIVE);
    /** So many values are told of a list in a message. */
    private static final int TOLD = 20;

    private final RuleNames names;

    public RuleWords(RuleNames names) {
        this.names = names;
    }

    /** All that conditions can look at, in the order in which it is offered: inactive user-defined fields are not. */
    public List<Attribute> attributes() {
        return Stream.of(
                        Arrays.stream(TicketField.values()).map(Attribute.Field::new),
                        names.userFields().stream()
                                .filter(UserField::active)
                                .map(field -> new Attribute.UserDefined(field.id(), field.type())),
                        Stream.of(
                                new Attribute.NoteType(),
                                new Attribute.NoteText(),
                                new Attribute.CompanyClassification()))
                .flatMap(Function.<Stream<? extends Attribute>>identity())
                .collect(Collectors.toUnmodifiableList());
    }

    /** {@code status}, {@code queueID}, {@code udf.NAME}, {@code note.type}, {@code note.text}, {@code company.classification}; without case. */
    public Attribute attribute(String word) {
        var name = word.strip();
        var key = name.toLowerCase(Locale.ROOT);
        if (key.startsWith(UDF)) {
            var field = userField(name.substring(UDF.length()));
            if (field.isPresent()) {
                return new Attribute.UserDefined(field.get().id(), field.get().type());
            }
        }
        return switch (key) {
            case NOTE_TYPE -> new Attribute.NoteType();
            case NOTE_TEXT -> new Attribute.NoteText();
            case COMPANY_CLASSIFICATION -> new Attribute.CompanyClassification();
            default ->
                TicketField.named(name)
                        .map(Attribute.Field::new)
                        .orElseThrow(
                                () -> new RuleRefused(
                                        "attribute \"%s\" is not known; %s"
                                                .formatted(
                                                        word,
                                                        meant(
                                                                userField(name).map(f -> UDF + f.name()),
                                                                name,
                                                                attributeWords(),
                                                                "use a field of the ticket, udf.NAME, note.type, note.text or company.classification"))));
        };
    }

    public String word(Attribute attribute) {
        return switch (attribute) {
            case Attribute.Field(var field) -> field.apiName();
            case Attribute.UserDefined user ->
                UDF + userField(user.fieldId()).map(UserField::name).orElse(Long.toString(user.fieldId()));
            case Attribute.NoteType _ -> NOTE_TYPE;
            case Attribute.NoteText _ -> NOTE_TEXT;
            case Attribute.CompanyClassification _ -> COMPANY_CLASSIFICATION;
        };
    }

    /** @param values as many as the operator takes; picklist values by label or number, companies and people by name or number */
    public Condition.Test test(String attribute, String operator, List<String> values) {
        var of = attribute(attribute);
        var asks = Operator.of(operator);
        if (!of.operators().contains(asks) || asks.takes() == Operator.Takes.NONE) {
            // Says what is wrong with the operator before anything about the values, which then may make no sense
            // either.
            return new Condition.Test(
                    of,
                    asks,
                    values.stream().map(value -> (Value) new Value.Text(value)).toList());
        }
        return new Condition.Test(
                of, asks, values.stream().map(value -> value(of, value)).toList());
    }

    /** The values of a test, labels and names where there are any. */
    public List<String> values(Condition.Test test) {
        return test.wanted().stream()
                .map(value -> word(test.attribute(), value))
                .toList();
    }

    /**
     * @param word {@code created}, {@code edited}, {@code note-added} or {@code attachment-added}
     * @param by who, as {@link #who} takes it; empty for anyone
     */
    public RuleEvent.Made event(String word, List<String> by) {
        var wanted = word.strip().toLowerCase(Locale.ROOT);
        var known =
                TicketChange.Event.MADE.stream().map(TicketChange.Event::word).toList();
        var on = TicketChange.Event.MADE.stream()
                .filter(event -> event.word().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new RuleRefused("event \"%s\" is not known; %s"
                        .formatted(word, meant(Optional.empty(), wanted, known, "use " + String.join(", ", known)))));
        return new RuleEvent.Made(on, by.isEmpty() ? Who.ANYONE : who(by));
    }

    /** {@code edited by people}, {@code idle-for 30m} */
    public String word(RuleEvent event) {
        return switch (event) {
            case RuleEvent.Made(var on, var by) -> on.word() + " by " + String.join(", ", words(by));
            case RuleEvent.Reached reached -> reached.text();
        };
    }

    /** @param words {@code anyone}, {@code people}, {@code api-users}, {@code contact}, or logins of people and API users */
    public Who who(List<String> words) {
        return new Who(words.stream().flatMap(word -> one(word).stream()).toList());
    }

    /** Whether rules take this word for a group or a role, whoever is called so. */
    public static boolean meansAGroup(String word) {
        return Recipient.Role.of(word.strip()).isPresent()
                || Arrays.stream(Who.Group.values())
                        .anyMatch(group -> group.word().equalsIgnoreCase(word.strip()));
    }

    /** A login that a person and an API user share means both. */
    private List<Who.One> one(String word) {
        var name = word.strip();
        for (var group : Who.Group.values()) {
            if (group.word().equalsIgnoreCase(name)) {
                return List.of(group);
            }
        }
        var all = new ArrayList<Who.One>();
        names.people().id(name).ifPresent(id -> all.add(new Who.Person(id)));
        names.apiUsers().id(name).ifPresent(id -> all.add(new Who.ApiUser(id)));
        if (all.isEmpty()) {
            var groups = Arrays.stream(Who.Group.values()).map(Who.Group::word);
            var known = Stream.of(groups, names.people().names().stream(), names.apiUsers().names().stream())
                    .flatMap(Function.identity())
                    .toList();
            throw new RuleRefused("by \"%s\": nobody has that login; %s"
                    .formatted(
                            word,
                            meant(
                                    Optional.empty(),
                                    name,
                                    known,
                                    "use anyone, people, api-users, contact, or the login of a person or API user")));
        }
        return all;
    }

    public List<String> words(Who who) {
        return who.anyOf().stream()
                .map(one -> switch (one) {
                    case Who.Group group -> group.word();
                    case Who.Person(var id) -> names.people().name(id).orElse("person " + id);
                    case Who.ApiUser(var id) -> names.apiUsers().name(id).orElse("API user " + id);
                })
                .distinct()
                .toList();
    }

    /**
     * @param value null or blank clears; into a time also {@code createDate + 4h}, {@code now - 30m}; with {@code {{…}}} a template
     */
    public Update update(String attribute, @Nullable String value) {
        var target = attribute(attribute);
        try {
            return new Update(
                    target,
                    value == null || FieldValues.isNoValue(value) ? new NewValue.Cleared() : newValue(target, value));
        } catch (RuleRefused e) {
            // Those of the ticket's own checks name the field already.
            throw e.problem().startsWith(word(target)) ? e : new RuleRefused(word(target) + ": " + e.problem());
        }
    }

    private NewValue newValue(Attribute target, String value) {
        if (value.contains("{{")) {
            return new NewValue.Templated(value);
        }
        var relative = RELATIVE.matcher(value.strip());
        if (target.kind() == ValueKind.TIME && relative.matches()) {
            return relative(relative.group(1), relative.group(2), relative.group(3));
        }
        var fixed = value(target, value);
        if (target instanceof Attribute.UserDefined user) {
            try {
                userField(user.fieldId()).ifPresent(field -> FieldValues.typed(field, Optional.of(fixed.text())));
            } catch (FieldValues.WrongValue e) {
                throw new RuleRefused(UDF + e.getMessage());
            }
        }
        return new NewValue.Fixed(fixed);
    }

    private static NewValue relative(String anchor, @Nullable String sign, @Nullable String span) {
        var from =
                anchor.equalsIgnoreCase(NewValue.Anchor.NOW.word()) ? NewValue.Anchor.NOW : NewValue.Anchor.CREATE_DATE;
        if (span == null) {
            return new NewValue.Relative(from, java.time.Duration.ZERO);
        }
        var length = Span.of(span)
                .orElseThrow(() -> new RuleRefused("\"%s\" is no span of time, such as 30m, 4h or 2d".formatted(span)));
        return new NewValue.Relative(from, "-".equals(sign) ? length.negated() : length);
    }

    /** What an update sets, as {@link #update} takes it; null when it clears. */
    public @Nullable String value(Update update) {
        return switch (update.value()) {
            case NewValue.Cleared _ -> null;
            case NewValue.Fixed(var value) -> {
                var word = word(update.target(), value);
                // A label with braces would be read as a template.
                yield word.contains("{{") ? value.text() : word;
            }
            case NewValue.Templated(var template) -> template;
            case NewValue.Relative(var from, var span) ->
                span.isZero()
                        ? from.word()
                        : from.word() + (span.isNegative() ? " - " : " + ") + Span.written(span.abs());
        };
    }

    public Action.ExecuteCallout callout(String name) {
        return names.callouts()
                .id(name)
                .map(Action.ExecuteCallout::new)
                .orElseThrow(() -> new RuleRefused("callout \"%s\" is not known; %s"
                        .formatted(
                                name,
                                meant(
                                        Optional.empty(),
                                        name,
                                        names.callouts().names(),
                                        "use the name of a callout of this desk"))));
    }

    /** Its number where it is gone. */
    public String callout(Action.ExecuteCallout callout) {
        return names.callouts().name(callout.calloutId()).orElse(Long.toString(callout.calloutId()));
    }

    /** @param publish {@code internal} or {@code all} */
    public Action.AddNote note(String title, String text, String publish) {
        return new Action.AddNote(
                title,
                text,
                switch (publish.strip().toLowerCase(Locale.ROOT)) {
                    case "internal" -> Note.PUBLISH_INTERNAL;
                    case "all" -> Note.PUBLISH_ALL;
                    default ->
                        throw new RuleRefused("publish \"%s\" is not known; use internal or all".formatted(publish));
                });
    }

    public String publish(Action.AddNote note) {
        return note.publish() == Note.PUBLISH_ALL ? "all" : "internal";
    }

    /** @param word a role ({@code contact}), the login of somebody who is active, a mail address, or a channel of the desk ({@code #noc}) */
    public Recipient recipient(String word) {
        var name = word.strip();
        var role = Recipient.Role.of(name);
        if (role.isPresent()) {
            return role.get();
        }
        if (Channel.isMeantBy(name)) {
            return channel(word, name.substring(Channel.MARK.length()));
        }
        var person = names.people().id(name);
        if (person.isPresent()) {
            if (!names.people().isActive(person.get())) {
                throw new RuleRefused(
                        "who \"%s\": that person is inactive; name somebody who is active, or a role".formatted(word));
            }
            return new Recipient.Person(person.get());
        }
        return MailAddress.of(name)
                .map(Recipient.Address::new)
                .orElseThrow(
                        () -> new RuleRefused(
                                "who \"%s\": %s; %s"
                                        .formatted(
                                                word,
                                                name.contains("@")
                                                        ? "this is no mail address, such as noc@acme.example, and nobody's login"
                                                        : "nobody has that login",
                                                meant(
                                                        Optional.empty(),
                                                        name,
                                                        Stream.concat(
                                                                        Arrays.stream(Recipient.Role.values())
                                                                                .map(Recipient.Role::word),
                                                                        names.people().names().stream())
                                                                .toList(),
                                                        "use assigned-resource, contact, actor, account, a login, a mail address or a #channel"))));
    }

    private Recipient channel(String word, String name) {
        var channels = names.channels();
        return channels.id(name)
                .filter(channels::isActive)
                .map(Recipient.Channel::new)
                .orElseThrow(() -> new RuleRefused("who \"%s\": there is no channel of that name; %s"
                        .formatted(
                                word,
                                meant(
                                        Optional.empty(),
                                        Channel.MARK + name,
                                        channels.names().stream()
                                                .filter(other -> channels.id(other)
                                                        .filter(channels::isActive)
                                                        .isPresent())
                                                .map(other -> Channel.MARK + other)
                                                .toList(),
                                        "channels are among the settings, and in the section channels"))));
    }

    public String recipient(Recipient who) {
        return switch (who) {
            case Recipient.Role role -> role.word();
            case Recipient.Person(var id) -> names.people().name(id).orElse("person " + id);
            case Recipient.Address(var address) -> address.text();
            case Recipient.Channel(var id) ->
                names.channels().name(id).map(name -> Channel.MARK + name).orElse("channel " + id);
        };
    }

    private Value value(Attribute attribute, String text) {
        if (FieldValues.isNoValue(text)) {
            throw new RuleRefused(
                    "%s: an empty value is asked for with is-empty and is-not-empty".formatted(word(attribute)));
        }
        return switch (attribute) {
            case Attribute.Field(var field)
            when field.picklist().isPresent() -> picked(field, field.picklist().get(), text.strip());
            case Attribute.Field(var field) when field.reference().isPresent() -> referred(field, text.strip());
            case Attribute.UserDefined user when user.type() == UserField.Type.LIST -> chosen(user, text.strip());
            default ->
                Value.read(attribute.kind(), text)
                        .orElseThrow(() -> new RuleRefused("%s: \"%s\" is not what is needed: %s"
                                .formatted(
                                        word(attribute),
                                        RuleEvaluator.shortened(text),
                                        Condition.needed(attribute.kind()))));
        };
    }

    private Value picked(TicketField field, PicklistName list, String text) {
        var all = names.picklist(list);
        return named(all, text)
                .map(value -> Value.Decimal.of(value.number()))
                .orElseThrow(() -> new RuleRefused("%s: \"%s\" is not in the list; %s"
                        .formatted(
                                field.apiName(),
                                text,
                                meant(
                                        Optional.empty(),
                                        text,
                                        all.stream().map(PicklistValue::label).toList(),
                                        "use "
                                                + all.stream()
                                                        .filter(PicklistValue::active)
                                                        .limit(TOLD)
                                                        .map(v -> v.number() + " " + v.label())
                                                        .collect(Collectors.joining(", "))))));
    }

    /** A label before a number, should they collide. */
    private static Optional<PicklistValue> named(List<PicklistValue> all, String text) {
        return all.stream()
                .filter(value -> value.label().strip().equalsIgnoreCase(text))
                .findFirst()
                .or(() -> all.stream()
                        .filter(value -> Long.toString(value.number()).equals(text))
                        .findFirst());
    }

    private Value referred(TicketField field, String text) {
        var number = Value.read(ValueKind.CHOICE_NUMBER, text);
        if (number.isPresent()) {
            return number.get();
        }
        var known = known(field)
                .orElseThrow(
                        () -> new RuleRefused("%s: \"%s\" is no number; use the id".formatted(field.apiName(), text)));
        return known.id(text)
                .map(id -> (Value) Value.Decimal.of(id))
                .orElseThrow(() -> new RuleRefused("%s: there is no %s \"%s\"; %s"
                        .formatted(
                                field.apiName(),
                                field.reference().orElseThrow(),
                                text,
                                meant(Optional.empty(), text, known.names(), "use a name or an id"))));
    }

    private Optional<Named> known(TicketField field) {
        return field.reference().map(entity -> switch (entity) {
            case "Company" -> names.companies();
            case "Resource" -> names.people();
            default -> null;
        });
    }

    private Value chosen(Attribute.UserDefined user, String text) {
        var choices = userField(user.fieldId()).map(UserField::choices).orElse(List.of());
        return choices.stream()
                .filter(choice -> choice.equalsIgnoreCase(text))
                .findFirst()
                .map(choice -> (Value) new Value.Text(choice))
                .orElseThrow(() -> new RuleRefused("%s: \"%s\" is not in the list; %s"
                        .formatted(
                                word(user),
                                text,
                                meant(Optional.empty(), text, choices, "use " + String.join(", ", choices)))));
    }

    private String word(Attribute attribute, Value value) {
        if (attribute instanceof Attribute.Field(var field) && value instanceof Value.Decimal(var number)) {
            if (field.picklist().isPresent()) {
                var all = names.picklist(field.picklist().get());
                return all.stream()
                        .filter(known -> known.number() == number.longValue())
                        .filter(known -> named(all, known.label()).equals(Optional.of(known)))
                        .map(known -> known.label().strip())
                        .findFirst()
                        .orElse(value.text());
            }
            return known(field)
                    .flatMap(known -> known.name(number.longValue())
                            // A company may be called 1984: then its id says it, since a number is read as an id.
                            .filter(name ->
                                    Value.read(ValueKind.CHOICE_NUMBER, name).isEmpty()))
                    .orElse(value.text());
        }
        return value.text();
    }

    private Optional<UserField> userField(String name) {
        var key = UserField.keyOf(name);
        return names.userFields().stream()
                .filter(field -> field.key().equals(key))
                .findFirst();
    }

    private Optional<UserField> userField(long id) {
        return names.userFields().stream().filter(field -> field.id() == id).findFirst();
    }

    private List<String> attributeWords() {
        return attributes().stream().map(this::word).toList();
    }

    /** What was probably meant, else what can be used. */
    private static String meant(Optional<String> surely, String word, List<String> known, String otherwise) {
        return surely.or(() -> Optional.ofNullable(Nearest.to(word, known)))
                .map(near -> "did you mean " + near + "?")
                .orElse(otherwise);
    }
}
