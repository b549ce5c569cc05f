package dev.roundtrip.notify;

import java.util.Arrays;
import java.util.Optional;

/** Whom a rule or a callout names to be told: by what they are to the ticket, by who they are, or by an address or a channel alone. */
public sealed interface Recipient {

    /** As a column keeps it: a role by its word, all else by what it is. */
    default String stored() {
        return switch (this) {
            case Role role -> role.word();
            case Person(var id) -> "person:" + id;
            case Address(var address) -> "address:" + address.text();
            case Channel(var id) -> "channel:" + id;
        };
    }

    /** @throws IllegalArgumentException for what {@link #stored} has not written */
    static Recipient ofStored(String text) {
        var at = text.indexOf(':');
        var what = text.substring(at + 1);
        return switch (text.substring(0, Math.max(0, at))) {
            case "person" -> new Person(Long.parseLong(what));
            case "address" -> new Address(new MailAddress(what));
            case "channel" -> new Channel(Long.parseLong(what));
            default -> Role.of(text).orElseThrow(() -> new IllegalArgumentException("recipient \"" + text + "\""));
        };
    }

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

    /** Whoever reads in one of the desk's channels, by id. */
    record Channel(long id) implements Recipient {}
}
