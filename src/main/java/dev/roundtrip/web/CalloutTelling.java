package dev.roundtrip.web;

import dev.roundtrip.callout.Callout;
import dev.roundtrip.delivery.DeliveryLog;
import dev.roundtrip.notify.Channel;
import dev.roundtrip.notify.MailAddress;
import dev.roundtrip.notify.Notices;
import dev.roundtrip.notify.Reach;
import dev.roundtrip.notify.Reader;
import dev.roundtrip.notify.Recipient;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.rule.RuleNames;
import dev.roundtrip.rule.RuleRefused;
import dev.roundtrip.rule.RuleWords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what the form of a callout shows of whom it tells. */
@Component
final class CalloutTelling {
    private final People people;
    private final RuleNames names;
    private final Notices notices;
    private final RefusedMails refused;
    private final DeliveryLog log;
    private final Visitor visitor;
    private final Clock clock;

    CalloutTelling(
            People people,
            RuleNames names,
            Notices notices,
            RefusedMails refused,
            DeliveryLog log,
            Visitor visitor,
            Clock clock) {
        this.people = people;
        this.names = names;
        this.notices = notices;
        this.refused = refused;
        this.log = log;
        this.visitor = visitor;
        this.clock = clock;
    }

    /** The fields of a callout with whom it tells. */
    Typed filled(Typed fields, @Nullable Callout callout) {
        return TellingForm.filled(fields, callout == null ? null : callout.telling(), new RuleWords(names));
    }

    TellingView shown(@Nullable Callout kept, Typed typed, Words words) {
        return new TellingView(
                someone(typed, words),
                refusedMore(typed, words),
                kept == null ? null : rate(kept, words),
                notices.mails(),
                warning(typed));
    }

    private @Nullable String warning(Typed typed) {
        var spelled = new RuleWords(names);
        var who = TellingForm.recipients(typed);
        return who.isEmpty()
                ? typed.on(TellingForm.NOBODY) ? "purpose" : "unchosen"
                : warning(notices.reach(who.stream()
                        .map(word -> recipient(spelled, word))
                        .flatMap(Optional::stream)
                        .toList()));
    }

    private static @Nullable String warning(Reach reach) {
        return switch (reach) {
            case SOMEBODY -> null;
            case ASSIGNED_ALONE -> "assigned";
            case NONE, NOBODY_NAMED -> "unreached";
        };
    }

    /** Empty for one who is inactive or gone, or is nobody; of that the form tells when it is saved. */
    private static Optional<Recipient> recipient(RuleWords spelled, String word) {
        try {
            return Optional.of(spelled.recipient(word));
        } catch (RuleRefused e) {
            return Optional.empty();
        }
    }

    /** Who may not change it sees who is chosen, and no addresses of people. */
    private List<TellingView.Someone> someone(Typed typed, Words words) {
        var chosen = new ArrayList<>(typed.all(TellingForm.WHO));
        var all = new ArrayList<TellingView.Someone>();
        var assigned = Recipient.Role.ASSIGNED_RESOURCE.word();
        if (chosen.remove(assigned) || visitor.mayConfigure()) {
            all.add(new TellingView.Someone(
                    assigned,
                    words.say("callout.notify.assigned"),
                    words.say("callout.notify.assigned.help"),
                    false,
                    null));
        }
        var mails = refused.ofPeople(people.all(), words);
        people.all().stream()
                .filter(Person::active)
                .sorted(Comparator.comparing(Person::name, String.CASE_INSENSITIVE_ORDER))
                .filter(person -> chosen.remove(person.login()) || visitor.mayConfigure())
                .map(person -> new TellingView.Someone(
                        person.login(),
                        person.name(),
                        visitor.mayConfigure() ? address(person, words) : "",
                        false,
                        visitor.mayConfigure() ? mails.get(person.id()) : null))
                .forEach(all::add);
        channels()
                .filter(channel -> chosen.remove(channel) || visitor.mayConfigure())
                .map(channel ->
                        new TellingView.Someone(channel, channel, words.say("callout.notify.channel"), false, null))
                .forEach(all::add);
        chosen.stream().map(word -> lost(word, words)).forEach(all::add);
        return List.copyOf(all);
    }

    /** With their mark. */
    private Stream<String> channels() {
        var all = names.channels();
        return all.names().stream()
                .filter(name -> all.id(name).filter(all::isActive).isPresent())
                .distinct()
                .map(name -> Channel.MARK + name);
    }

    private String address(Person person, Words words) {
        return Reader.Somebody.of(person).address() == null
                ? words.say("callout.notify.inbox-only")
                : String.valueOf(person.email());
    }

    /** One who is named, and is inactive or gone. */
    private TellingView.Someone lost(String word, Words words) {
        var person = people.named(word);
        return new TellingView.Someone(
                word,
                person.map(Person::name).orElse(word),
                words.say(person.isPresent() ? "callout.notify.inactive" : "callout.notify.gone"),
                true,
                null);
    }

    private List<RefusedMail> refusedMore(Typed typed, Words words) {
        var addresses = TellingForm.more(typed)
                .map(MailAddress::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
        var told = refused.of(addresses, words);
        return addresses.stream()
                .map(told::get)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    private @Nullable String rate(Callout kept, Words words) {
        var day = log.days(List.of(kept.lane()), clock.instant()).get(kept.lane());
        int delivered =
                day == null ? 0 : day.delivered().stream().mapToInt(n -> n).sum();
        return delivered == 0 ? null : words.say("callout.notify.every.rate", delivered);
    }
}
