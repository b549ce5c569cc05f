package dev.roundtrip.notify;

import dev.roundtrip.people.Person;
import org.jspecify.annotations.Nullable;

/** Somebody whom something reaches. */
public sealed interface Reader {
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
