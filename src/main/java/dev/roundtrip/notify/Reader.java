package dev.roundtrip.notify;

import dev.roundtrip.people.Person;
import org.jspecify.annotations.Nullable;

/** Somebody whom something reaches. */
public sealed interface Reader {
    /** The same for the same reader, whatever becomes of its name; on one line. */
    default String key() {
        return switch (this) {
            case Somebody one -> new Recipient.Person(one.person().id()).stored();
            case Outside one -> "address:" + one.address().key();
            case Chat one -> new Recipient.Channel(one.channel().id()).stored();
        };
    }

    /** @param address null where none is known that mail can be sent to: there is the inbox */
    record Somebody(Person person, @Nullable MailAddress address) implements Reader {
        public static Somebody of(Person person) {
            var email = person.email();
            return new Somebody(
                    person, email == null ? null : MailAddress.of(email).orElse(null));
        }
    }

    /** Whoever reads there. */
    record Outside(MailAddress address) implements Reader {}

    /** Whoever reads in one of the desk's channels. */
    record Chat(Channel channel) implements Reader {}
}
