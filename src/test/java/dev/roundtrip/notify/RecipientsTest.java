package dev.roundtrip.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.directory.Company;
import dev.roundtrip.directory.Contact;
import dev.roundtrip.notify.Recipient.Role;
import dev.roundtrip.notify.Recipients.Meant;
import dev.roundtrip.people.Actor;
import dev.roundtrip.people.Person;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketChange;
import dev.roundtrip.ticket.TicketField;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecipientsTest {
    private static final Person TECH = person(3, "tech", "tech@acme.example", true);
    private static final Person MUTE = person(4, "mute", null, true);
    private static final Person LEFT = person(5, "left", "left@acme.example", false);
    private static final MailAddress CUSTOMER = new MailAddress("c.omer@acme.example");

    private static final Channel NOC = new Channel(6, null, "noc", Channel.Kind.SLACK, "hooks.example.net");

    private static final Recipients RECIPIENTS = new Recipients(
            id -> List.of(TECH, MUTE, LEFT).stream().filter(p -> p.id() == id).findFirst(),
            id -> Optional.ofNullable(Map.of(
                            7L, new Contact(7, 1, "Cust", "Omer", "c.omer@acme.example", true),
                            8L, new Contact(8, 1, "No", "Mail", null, true),
                            9L, new Contact(9, 1, "Long", "Gone", "gone@acme.example", false),
                            10L, new Contact(10, 1, "Bad", "Mail", "call me", true))
                    .get(id)),
            id -> Optional.ofNullable(
                    Map.of(1L, new Company(1, "Acme", null, true, 3L), 2L, new Company(2, "Brown", null, true))
                            .get(id)),
            id -> Optional.of(NOC).filter(channel -> channel.id() == id));

    private static Person person(long id, String login, @Nullable String email, boolean active) {
        return new Person(id, login, "N. " + login, email, dev.roundtrip.people.Role.TECHNICIAN, null, active);
    }

    private static TicketChange change(Map<TicketField, Object> fields, Actor actor) {
        var all = new EnumMap<TicketField, Object>(TicketField.class);
        all.put(TicketField.COMPANY_ID, 1L);
        all.put(TicketField.TITLE, "disk full");
        all.putAll(fields);
        var ticket = new Ticket(12, 1, all, Map.of());
        return new TicketChange(TicketChange.Event.EDITED, ticket, ticket, null, actor, Instant.EPOCH, 0);
    }

    private static Meant meant(Recipient who, Map<TicketField, Object> fields) {
        return RECIPIENTS.meant(who, change(fields, Actor.DESK));
    }

    @Test
    void whoIsNamedIsMeant() {
        assertThat(meant(new Recipient.Person(3), Map.of()))
                .isEqualTo(new Meant.Known(new Reader.Somebody(TECH, new MailAddress("tech@acme.example"))));
        assertThat(meant(new Recipient.Person(4), Map.of()))
                .isEqualTo(new Meant.Known(new Reader.Somebody(MUTE, null)));
        assertThat(meant(new Recipient.Address(CUSTOMER), Map.of()))
                .isEqualTo(new Meant.Known(new Reader.Outside(CUSTOMER)));
        assertThat(meant(new Recipient.Channel(6), Map.of())).isEqualTo(new Meant.Known(new Reader.Chat(NOC)));
    }

    @Test
    void aRoleIsWhoTheTicketPointsAt() {
        assertThat(meant(Role.ASSIGNED_RESOURCE, Map.of(TicketField.ASSIGNED_RESOURCE_ID, 4L)))
                .isEqualTo(new Meant.Known(new Reader.Somebody(MUTE, null)));
        assertThat(meant(Role.CONTACT, Map.of(TicketField.CONTACT_ID, 7L)))
                .isEqualTo(new Meant.Known(new Reader.Outside(CUSTOMER)));
        assertThat(meant(Role.ACCOUNT, Map.of()))
                .isEqualTo(new Meant.Known(new Reader.Somebody(TECH, new MailAddress("tech@acme.example"))));
    }

    static List<Arguments> nobody() {
        return List.of(
                Arguments.of(Role.ASSIGNED_RESOURCE, Map.of(), "the ticket is assigned to nobody"),
                Arguments.of(
                        Role.ASSIGNED_RESOURCE,
                        Map.of(TicketField.ASSIGNED_RESOURCE_ID, 5L),
                        "person \"left\" is inactive"),
                Arguments.of(
                        Role.ASSIGNED_RESOURCE, Map.of(TicketField.ASSIGNED_RESOURCE_ID, 99L), "person 99 is gone"),
                Arguments.of(Role.CONTACT, Map.of(), "the ticket has no contact"),
                Arguments.of(
                        Role.CONTACT, Map.of(TicketField.CONTACT_ID, 8L), "contact \"No Mail\" has no mail address"),
                Arguments.of(Role.CONTACT, Map.of(TicketField.CONTACT_ID, 9L), "contact \"Long Gone\" is inactive"),
                Arguments.of(
                        Role.CONTACT,
                        Map.of(TicketField.CONTACT_ID, 10L),
                        "\"call me\" of contact \"Bad Mail\" is no mail address"),
                Arguments.of(Role.CONTACT, Map.of(TicketField.CONTACT_ID, 77L), "contact 77 is gone"),
                Arguments.of(Role.ACCOUNT, Map.of(TicketField.COMPANY_ID, 2L), "nobody looks after company \"Brown\""),
                Arguments.of(new Recipient.Channel(7), Map.of(), "channel 7 is gone"),
                Arguments.of(new Recipient.Person(5), Map.of(), "person \"left\" is inactive"));
    }

    @ParameterizedTest
    @MethodSource("nobody")
    void saysWhyItIsNobody(Recipient who, Map<TicketField, Object> fields, String reason) {
        assertThat(meant(who, fields)).isEqualTo(new Meant.Nobody(reason));
    }

    static List<Arguments> actors() {
        return List.of(
                Arguments.of(
                        Actor.person(3, "A. Technician"),
                        new Meant.Known(new Reader.Somebody(TECH, new MailAddress("tech@acme.example")))),
                Arguments.of(
                        new Actor(Actor.Kind.CONTACT, 7, "Cust Omer"), new Meant.Known(new Reader.Outside(CUSTOMER))),
                Arguments.of(
                        Actor.apiUser(1, "monitoring"),
                        new Meant.Nobody("API user \"monitoring\" made the change and reads no mail")),
                Arguments.of(
                        Actor.rule(1, "Close"), new Meant.Nobody("rule \"Close\" made the change and reads no mail")),
                Arguments.of(Actor.DESK, new Meant.Nobody("the desk itself made the change, and nobody else")));
    }

    @ParameterizedTest
    @MethodSource("actors")
    void theActorIsWhoMadeTheChange(Actor actor, Meant meant) {
        assertThat(RECIPIENTS.meant(Role.ACTOR, change(Map.of(), actor))).isEqualTo(meant);
    }
}
