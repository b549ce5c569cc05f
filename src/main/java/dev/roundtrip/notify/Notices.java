package dev.roundtrip.notify;

import dev.roundtrip.delivery.DeliveryQueue;
import dev.roundtrip.directory.Desk;
import dev.roundtrip.directory.Directory;
import dev.roundtrip.people.People;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.PersonalChoices;
import dev.roundtrip.people.Role;
import dev.roundtrip.store.Store;
import dev.roundtrip.ticket.TicketChange;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where you go to tell people something. Where they find it: {@link Inbox}. */
public final class Notices {
    private final Store store;
    private final Clock clock;
    private final Desk desk;
    private final People people;
    private final Channels channels;
    private final boolean mails;
    private final PersonalChoices choices;
    private final Recipients recipients;
    private final NoticeTable table;
    private final Promises promises;

    /** @param mails whether there is a mail server */
    public Notices(
            Store store,
            Clock clock,
            Desk desk,
            People people,
            Directory directory,
            DeliveryQueue queue,
            Channels channels,
            boolean mails) {
        this.store = store;
        this.clock = clock;
        this.desk = desk;
        this.people = people;
        this.channels = channels;
        this.mails = mails;
        this.choices = new PersonalChoices(store);
        this.recipients = new Recipients(people::withId, directory::contact, directory::company, channels::withId);
        this.table = new NoticeTable(store);
        this.promises = new Promises(clock, people, queue, table);
    }

    /** Whether what people are told goes out by mail too. */
    public boolean mails() {
        return mails;
    }

    /**
     * Tells each of them what a rule says, within the transaction of the change: a notice a person, address or channel, however often they
     * are named, and the promise of a mail where there is a mail server, and of a chat message where there is a channel.
     *
     * @param change with the ticket as the rule left it
     * @return what came of each, in their order
     */
    public List<Told> send(Message message, List<Recipient> who, TicketChange change) {
        var ticket = change.after();
        var shown = message.shownAt("/tickets/" + ticket.id());
        var sending = sending(reader -> shown, About.of(ticket), change.at());
        var meant = who.stream().map(one -> recipients.meant(one, change)).toList();
        // People before addresses: one of these may be a person's, who then has it in the inbox too.
        for (var one : meant) {
            if (one instanceof Recipients.Meant.Known(Reader.Somebody somebody)) {
                sending.tell(somebody);
            }
        }
        var told = new ArrayList<Told>();
        for (int i = 0; i < who.size(); i++) {
            told.add(told(sending, who.get(i), meant.get(i)));
        }
        return told;
    }

    private Told told(Sending sending, Recipient who, Recipients.Meant meant) {
        return switch (meant) {
            case Recipients.Meant.Nobody(var reason) -> new Told.Skipped(who, reason);
            case Recipients.Meant.Known(Reader.Outside(var address))
            when !mails && !sending.hasReached(address) ->
                new Told.Skipped(who, address.text() + " could not be told: no mail server is set up");
            case Recipients.Meant.Known(var reader) -> sending.tell(reader).to(who);
        };
    }

    /**
     * Whoever is named there and can be told: not who is gone or inactive, and no address where there is no mail server. Of roles there
     * are none without a ticket.
     */
    public List<Reader> readers(List<Recipient> who) {
        return who.stream()
                .map(recipients::named)
                .flatMap(Optional::stream)
                .filter(reader -> mails || !(reader instanceof Reader.Outside))
                .distinct()
                .toList();
    }

    /** Whether one of those is told, whatever happens. */
    public Reach reach(List<Recipient> who) {
        if (who.isEmpty()) {
            return Reach.NOBODY_NAMED;
        }
        if (!readers(who).isEmpty()) {
            return Reach.SOMEBODY;
        }
        return who.contains(Recipient.Role.ASSIGNED_RESOURCE) ? Reach.ASSIGNED_ALONE : Reach.NONE;
    }

    /** One person, if that one can be told. */
    public Optional<Reader> person(long id) {
        return recipients.named(new Recipient.Person(id));
    }

    /** Those who look after the desk, and hear what nobody else would. */
    public List<Reader> administrators() {
        return people.all().stream()
                .filter(person -> person.active() && person.role() == Role.ADMINISTRATOR)
                .sorted(Comparator.comparingLong(Person::id))
                .<Reader>map(Reader.Somebody::of)
                .toList();
    }

    /** The language to speak to them in. */
    public Locale language(Reader reader) {
        var own = reader instanceof Reader.Somebody one ? choices.language(one.person()) : null;
        return Locale.of(own == null ? desk.settings().language() : own);
    }

    /**
     * Tells each of them once, within a write.
     *
     * @param readers who can be told, as {@link #readers} has them
     * @param message for each reader, in the language of that reader
     */
    public void tell(List<Reader> readers, Function<Reader, Message> message, About about) {
        var sending = sending(message, about, clock.instant());
        Stream.concat(
                        readers.stream().filter(Reader.Somebody.class::isInstance),
                        readers.stream().filter(reader -> !(reader instanceof Reader.Somebody)))
                .forEach(sending::tell);
    }

    private Sending sending(Function<Reader, Message> message, About about, Instant at) {
        return new Sending(table, promises, this::ways, message, about, at);
    }

    private Sending.Ways ways(Person person) {
        return new Sending.Ways(mails, channels.ofPerson(person.id()), quietUntil(person));
    }

    private @Nullable Instant quietUntil(Person person) {
        var quiet = choices.of(person.id()).quiet();
        return quiet == null
                ? null
                : quiet.until(clock.instant(), desk.settings().zone()).orElse(null);
    }

    /** Mails together what a person was told in quiet hours, where these are over; to a chat it goes where there is no mail. */
    public void mailAfterQuiet() {
        for (var id : table.quietUntil(clock.instant())) {
            store.write(() -> {
                var kept = table.keptFor(id);
                if (!kept.isEmpty()) {
                    promiseTogether(id, kept);
                }
                table.mailed(id, kept);
                return null;
            });
        }
    }

    private void promiseTogether(long person, List<Notice> kept) {
        var address = people.withId(person)
                .filter(_ -> mails)
                .map(Reader.Somebody::of)
                .map(Reader.Somebody::address);
        if (address.isPresent()) {
            promises.mail(kept, address.get());
        } else {
            channels.ofPerson(person).ifPresent(channel -> promises.chat(kept, channel));
        }
    }
}
