package dev.roundtrip.rule;

import dev.roundtrip.people.Actor;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By whom a change must be made for an event to be listened to: by any of these.
 *
 * <p>A change that another rule makes is nobody's but {@link Group#ANYONE}'s: it is neither a person nor an API user, even when
 * one of them set the first rule off. So "edited by people" means what it says, and chains of rules are built with "anyone".
 */
public record Who(List<One> anyOf) {

    /** A group, a person or an API user. */
    public sealed interface One {}

    /** Groups, as the setup file spells them. */
    public enum Group implements One {
        /** people, API users, contacts, rules, the desk itself */
        ANYONE("anyone"),
        PEOPLE("people"),
        API_USERS("api-users"),
        /** the ticket's own contact, as it was before the change or is after it */
        CONTACT("contact");

        private final String word;

        Group(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** One person, by id. */
    public record Person(long id) implements One {}

    /** One API user, by id. */
    public record ApiUser(long id) implements One {}

    public static final Who ANYONE = new Who(List.of(Group.ANYONE));

    public Who {
        anyOf = anyOf.stream().distinct().toList();
        if (anyOf.isEmpty()) {
            throw new RuleRefused(
                    "an event is by somebody: use anyone, people, api-users, contact, a login, or a list of those");
        }
    }

    boolean includes(TicketChange change) {
        for (var one : anyOf) {
            if (includes(one, change)) {
                return true;
            }
        }
        return false;
    }

    /** Whether whatever is by that one is by these too. */
    boolean includes(One one) {
        return anyOf.contains(Group.ANYONE)
                || anyOf.contains(one)
                || (one instanceof Person && anyOf.contains(Group.PEOPLE))
                || (one instanceof ApiUser && anyOf.contains(Group.API_USERS));
    }

    private static boolean includes(One one, TicketChange change) {
        var actor = change.actor();
        return switch (one) {
            case Group.ANYONE -> true;
            case Group.PEOPLE -> actor.kind() == Actor.Kind.PERSON;
            case Group.API_USERS -> actor.kind() == Actor.Kind.API_USER;
            case Group.CONTACT ->
                actor.kind() == Actor.Kind.CONTACT
                        && (isContactOf(change.after(), actor) || isContactOf(change.before(), actor));
            case Person person -> actor.kind() == Actor.Kind.PERSON && actor.id() == person.id();
            case ApiUser user -> actor.kind() == Actor.Kind.API_USER && actor.id() == user.id();
        };
    }

    private static boolean isContactOf(@Nullable Ticket ticket, Actor actor) {
        var contact = ticket == null ? null : ticket.number(TicketField.CONTACT_ID);
        return contact != null && contact == actor.id();
    }
}
