package dev.roundtrip.notify;

import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Contact;
import dev.roundtrip.people.Person;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketField;
import java.util.Optional;
import java.util.function.LongFunction;

/** Decides who is meant by what a rule says. No I/O of its own: people, contacts, companies and channels are looked up by what is handed in. */
final class Recipients {
    private final LongFunction<Optional<Person>> people;
    private final LongFunction<Optional<Contact>> contacts;
    private final LongFunction<Optional<Company>> companies;
    private final LongFunction<Optional<Channel>> channels;

    /** Who that is. */
    sealed interface Meant {
        record Known(Reader reader) implements Meant {}

        record Nobody(String reason) implements Meant {}
    }

    Recipients(
            LongFunction<Optional<Person>> people,
            LongFunction<Optional<Contact>> contacts,
            LongFunction<Optional<Company>> companies,
            LongFunction<Optional<Channel>> channels) {
        this.people = people;
        this.contacts = contacts;
        this.companies = companies;
        this.channels = channels;
    }

    /** @param change with the ticket as the rule left it */
    Meant meant(Recipient who, TicketChange change) {
        return switch (who) {
            case Recipient.Person(var id) -> person(id);
            case Recipient.Address(var address) -> new Meant.Known(new Reader.Outside(address));
            case Recipient.Channel(var id) -> channel(id);
            case Recipient.Role role ->
                switch (role) {
                    case ASSIGNED_RESOURCE -> assigned(change.after());
                    case CONTACT -> contact(change);
                    case ACTOR -> actor(change);
                    case ACCOUNT -> account(change);
                };
        };
    }

    /** Whoever is meant without a ticket; empty for a role, and for who is gone. */
    Optional<Reader> named(Recipient who) {
        return switch (who) {
            case Recipient.Person(var id) ->
                person(id) instanceof Meant.Known(var reader) ? Optional.of(reader) : Optional.empty();
            case Recipient.Address(var address) -> Optional.of(new Reader.Outside(address));
            case Recipient.Channel(var id) ->
                channel(id) instanceof Meant.Known(var reader) ? Optional.of(reader) : Optional.empty();
            case Recipient.Role _ -> Optional.empty();
        };
    }

    private Meant person(long id) {
        var person = people.apply(id);
        if (person.isEmpty()) {
            return new Meant.Nobody("person " + id + " is gone");
        }
        return person.get().active()
                ? new Meant.Known(Reader.Somebody.of(person.get()))
                : new Meant.Nobody("person \"" + person.get().login() + "\" is inactive");
    }

    private Meant channel(long id) {
        return channels.apply(id)
                .<Meant>map(channel -> new Meant.Known(new Reader.Chat(channel)))
                .orElseGet(() -> new Meant.Nobody("channel " + id + " is gone"));
    }

    Meant assigned(Ticket ticket) {
        var id = ticket.number(TicketField.ASSIGNED_RESOURCE_ID);
        return id == null ? new Meant.Nobody("the ticket is assigned to nobody") : person(id);
    }

    private Meant contact(TicketChange change) {
        var id = change.after().number(TicketField.CONTACT_ID);
        return id == null ? new Meant.Nobody("the ticket has no contact") : contact(id);
    }

    private Meant contact(long id) {
        var found = contacts.apply(id);
        if (found.isEmpty()) {
            return new Meant.Nobody("contact " + id + " is gone");
        }
        var contact = found.get();
        var name = contact.firstName() + " " + contact.lastName();
        if (!contact.active()) {
            return new Meant.Nobody("contact \"" + name + "\" is inactive");
        }
        var email = contact.email();
        return email == null || email.isBlank()
                ? new Meant.Nobody("contact \"" + name + "\" has no mail address")
                : MailAddress.of(email)
                        .<Meant>map(address -> new Meant.Known(new Reader.Outside(address)))
                        .orElseGet(() ->
                                new Meant.Nobody("\"%s\" of contact \"%s\" is no mail address".formatted(email, name)));
    }

    private Meant actor(TicketChange change) {
        var actor = change.actor();
        return switch (actor.kind()) {
            case PERSON -> person(actor.id());
            case CONTACT -> contact(actor.id());
            case API_USER, TOKEN ->
                new Meant.Nobody("API user \"" + actor.name() + "\" made the change and reads no mail");
            case RULE -> new Meant.Nobody("rule \"" + actor.name() + "\" made the change and reads no mail");
            case DESK -> new Meant.Nobody("the desk itself made the change, and nobody else");
        };
    }

    private Meant account(TicketChange change) {
        var id = change.after().companyId();
        var company = companies.apply(id);
        var manager = company.map(Company::manager);
        return manager.isPresent()
                ? person(manager.get())
                : new Meant.Nobody("nobody looks after company \"%s\""
                        .formatted(company.map(Company::name).orElse(Long.toString(id))));
    }
}
