package dev.roundtrip.web;

import dev.roundtrip.field.PicklistName;
import dev.roundtrip.field.UserField;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.rule.Attribute;
import dev.roundtrip.rule.Condition;
import dev.roundtrip.rule.Named;
import dev.roundtrip.rule.Operator;
import dev.roundtrip.rule.RuleEvent;
import dev.roundtrip.rule.RuleNames;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.RuleWords;
import dev.roundtrip.rule.Value;
import dev.roundtrip.rule.ValueKind;
import dev.roundtrip.rule.Who;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketField;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the lists in the form of a rule offer. */
final class RuleChoices {
    /** More names than these are typed and not chosen from a list. */
    private static final int MOST_NAMES = 300;

    private static final Set<TicketField> USUAL = EnumSet.of(
            TicketField.TITLE,
            TicketField.DESCRIPTION,
            TicketField.STATUS,
            TicketField.PRIORITY,
            TicketField.QUEUE_ID,
            TicketField.COMPANY_ID,
            TicketField.CONTACT_ID,
            TicketField.ASSIGNED_RESOURCE_ID,
            TicketField.CONFIGURATION_ITEM_ID,
            TicketField.DUE_DATE_TIME,
            TicketField.ISSUE_TYPE,
            TicketField.SUB_ISSUE_TYPE,
            TicketField.SOURCE,
            TicketField.RESOLUTION,
            TicketField.SERVICE_LEVEL_AGREEMENT_ID,
            TicketField.COMPLETED_DATE);

    private final Words words;
    private final RuleNames names;
    private final RuleWords spelled;
    private final RuleSentence sentence;
    private final List<Attribute> attributes;
    private final List<Group> conditions;
    private final List<Group> targets;

    /** @param value as the form sends it */
    record Offer(String value, String text) {}

    record Group(String label, List<Offer> offers) {}

    /**
     * How a value is typed or chosen.
     *
     * @param kind choose, text, number or time
     * @param offers to choose from; of a text those that it may be
     */
    record Control(String kind, List<Offer> offers) {}

    RuleChoices(Words words, RuleNames names, RuleWords spelled, RuleSentence sentence) {
        this.words = words;
        this.names = names;
        this.spelled = spelled;
        this.sentence = sentence;
        this.attributes = spelled.attributes();
        this.conditions = groups(attribute -> true);
        this.targets = groups(attribute ->
                attribute.isOfTicket() && !(attribute instanceof Attribute.Field(var field) && field.isReadOnly()));
    }

    public List<Group> events() {
        return List.of(
                new Group(
                        words.say("rule.events.made"),
                        TicketChange.Event.MADE.stream()
                                .map(event -> event(event.word()))
                                .toList()),
                new Group(words.say("rule.events.time"), states(state -> !isOfLevel(state))),
                new Group(words.say("rule.events.level"), states(RuleChoices::isOfLevel)));
    }

    private List<Offer> states(Predicate<RuleEvent.State> wanted) {
        return Arrays.stream(RuleEvent.State.values())
                .filter(wanted)
                .map(state -> event(state.word()))
                .toList();
    }

    private static boolean isOfLevel(RuleEvent.State state) {
        return state.word().startsWith("first-") || state.word().startsWith("resolution-");
    }

    private Offer event(String word) {
        return new Offer(word, words.say("rule.event." + word));
    }

    public List<Group> actors() {
        return List.of(
                new Group(
                        words.say("rule.actors.groups"),
                        Arrays.stream(Who.Group.values())
                                .map(group -> new Offer(group.word(), words.say("rule.by." + group.word())))
                                .toList()),
                new Group(words.say("rule.actors.people"), named(names.people())),
                new Group(words.say("rule.actors.api-users"), named(names.apiUsers())));
    }

    public List<Group> conditions() {
        return conditions;
    }

    /** Those that a rule can set. */
    public List<Group> targets() {
        return targets;
    }

    private List<Group> groups(Predicate<Attribute> wanted) {
        var groups = new ArrayList<Group>();
        add(groups, "rule.fields.usual", wanted.and(RuleChoices::isUsual));
        add(groups, "rule.fields.user", wanted.and(Attribute.UserDefined.class::isInstance));
        add(groups, "rule.fields.around", wanted.and(attribute -> !attribute.isOfTicket()));
        add(
                groups,
                "rule.fields.more",
                wanted.and(Attribute.Field.class::isInstance).and(attribute -> !isUsual(attribute)));
        return groups;
    }

    private void add(List<Group> groups, String key, Predicate<Attribute> wanted) {
        var offers = attributes.stream()
                .filter(wanted)
                .map(attribute -> new Offer(spelled.word(attribute), sentence.attribute(attribute)))
                .sorted((a, b) -> a.text().compareToIgnoreCase(b.text()))
                .toList();
        if (!offers.isEmpty()) {
            groups.add(new Group(words.say(key), offers));
        }
    }

    private static boolean isUsual(Attribute attribute) {
        return attribute instanceof Attribute.Field(var field) && USUAL.contains(field);
    }

    /** Null when there is no such one. */
    @Nullable
    Attribute attribute(String word) {
        try {
            return spelled.attribute(word);
        } catch (RuleRefused e) {
            return null; // told when it is read
        }
    }

    List<Offer> operators(@Nullable Attribute attribute) {
        return attribute == null
                ? List.of()
                : attribute.operators().stream()
                        .map(operator -> new Offer(
                                operator.word(),
                                words.say("rule.operator." + RuleSentence.operator(attribute, operator))))
                        .toList();
    }

    /** @param operator what it asks: parts of a text are no words of a list */
    Control control(@Nullable Attribute attribute, @Nullable String operator) {
        if (attribute == null) {
            return new Control("text", List.of());
        }
        if (attribute instanceof Attribute.Field(var field) && field.picklist().isPresent()) {
            return new Control("choose", picklist(attribute, field.picklist().get()));
        }
        if (attribute instanceof Attribute.Field(var field) && field.reference().isPresent()) {
            return reference(field.reference().get());
        }
        if (attribute instanceof Attribute.UserDefined user && user.type() == UserField.Type.LIST) {
            return new Control("choose", offers(choices(user)));
        }
        if (attribute instanceof Attribute.CompanyClassification
                && !Operator.CONTAINS.word().equals(operator)
                && !Operator.STARTS_WITH.word().equals(operator)) {
            return new Control("text", offers(classifications()));
        }
        return switch (attribute.kind()) {
            case TIME -> new Control("time", List.of());
            case NUMBER, CHOICE_NUMBER -> new Control("number", List.of());
            case FLAG ->
                new Control(
                        "choose",
                        List.of(
                                new Offer("true", words.say("sentence.true")),
                                new Offer("false", words.say("sentence.false"))));
            case TEXT, CHOICE_WORD -> new Control("text", List.of());
        };
    }

    private List<String> classifications() {
        return names.picklist(PicklistName.CLASSIFICATION).stream()
                .map(value -> value.label())
                .toList();
    }

    private List<String> choices(Attribute.UserDefined user) {
        return names.userFields().stream()
                .filter(field -> field.id() == user.fieldId())
                .findFirst()
                .map(UserField::choices)
                .orElse(List.of());
    }

    /** By the word that is read as the same value again: a label may be that of two. */
    private List<Offer> picklist(Attribute attribute, PicklistName list) {
        return names.picklist(list).stream()
                .map(value -> new Offer(
                        spelled.values(new Condition.Test(
                                        attribute,
                                        Operator.EQUAL_TO,
                                        List.of(new Value.Decimal(BigDecimal.valueOf(value.number())))))
                                .getFirst(),
                        value.active() ? value.label() : value.label() + " (" + words.say("rules.inactive") + ")"))
                .toList();
    }

    private Control reference(String entity) {
        return switch (entity) {
            case "Company" -> new Control("text", few(names.companies()));
            case "Resource" -> new Control("text", few(names.people()));
            default -> new Control("number", List.of());
        };
    }

    private static List<Offer> few(Named all) {
        var names = all.names();
        return names.size() <= MOST_NAMES ? offers(names) : List.of();
    }

    private static List<Offer> offers(List<String> words) {
        return words.stream().map(word -> new Offer(word, word)).toList();
    }

    private static List<Offer> named(Named all) {
        return all.names().stream()
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .map(name -> new Offer(name, name))
                .toList();
    }

    /** Inactive ones too: what is promised them is not sent before they are active. */
    public List<Offer> callouts() {
        var callouts = names.callouts();
        return callouts.names().stream()
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .map(name -> new Offer(
                        name,
                        callouts.id(name).filter(callouts::isActive).isPresent()
                                ? name
                                : name + " (" + words.say("rules.inactive") + ")"))
                .toList();
    }

    public List<Offer> roles() {
        return Arrays.stream(Recipient.Role.values())
                .map(role -> new Offer(role.word(), words.say("rule.role." + role.word())))
                .toList();
    }

    /** Of people, and of channels with their mark: what can be typed where somebody is to be told. */
    public List<String> readers() {
        return Stream.concat(inUse(names.people()), inUse(names.channels()).map(channel -> Channel.MARK + channel))
                .toList();
    }

    private static Stream<String> inUse(Named all) {
        return all.names().stream()
                .filter(name -> all.id(name).filter(all::isActive).isPresent())
                .distinct();
    }

    /** How a field can be set. */
    List<Offer> modes(@Nullable Attribute attribute, boolean onNew) {
        var kind = attribute == null ? ValueKind.TEXT : attribute.kind();
        var modes = kind == ValueKind.TIME
                ? Stream.of("value", "createDate+", "createDate-", "now+", "now-", "template", "clear")
                : kind == ValueKind.TEXT ? Stream.of("value", "clear") : Stream.of("value", "template", "clear");
        Predicate<String> goes = mode -> !(onNew && mode.equals("clear"))
                && !(mode.equals("clear") && attribute instanceof Attribute.Field(var field) && field.isRequired());
        Function<String, Offer> offer = mode -> new Offer(
                mode, words.say("rule.mode." + mode.replace("+", ".plus").replace("-", ".minus")));
        return modes.filter(goes).map(offer).toList();
    }
}
