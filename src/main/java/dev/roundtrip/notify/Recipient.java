package dev.roundtrip.notify;

import java.util.Arrays;
import java.util.Optional;

/** Whom a rule names to be told: by what they are to the ticket, by who they are, or by an address alone. */
public sealed interface Recipient {

    /** Somebody whom the ticket or its change points at, as the setup file spells it. */
    enum Role implements Recipient {
        /** the person it is assigned to */
        ASSIGNED_RESOURCE("assigned-resource"),
        /** the contact it is for */
        CONTACT("contact"),
        /** who made the change */
        ACTOR("actor"),
        /** the person who looks after its company */
        ACCOUNT("account");

        private final String word;

        Role(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** Without case. */
        public static Optional<Role> of(String word) {
            return Arrays.stream(values())
                    .filter(role -> role.word.equalsIgnoreCase(word))
                    .findFirst();
        }
    }

    /** One person, by id. */
    record Person(long id) implements Recipient {}

    /** Whoever reads there. */
    record Address(MailAddress address) implements Recipient {}
}
