package dev.roundtrip.api;

import dev.roundtrip.House;
import dev.roundtrip.directory.Contact;
import dev.roundtrip.directory.Device;
import dev.roundtrip.field.FieldType;
import dev.roundtrip.field.Filter;
import dev.roundtrip.field.FilterOperator;
import dev.roundtrip.field.Page;
import dev.roundtrip.field.PicklistValue;
import dev.roundtrip.field.Query;
import dev.roundtrip.field.UserField;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.Ticket;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A desk whose tickets differ in every field that can differ, the same on every database, and what may be asked of them. */
final class MixedTickets implements AutoCloseable {
    private static final int TICKETS = 40;

    static final List<String> TEXTS = texts();
    static final List<Long> NUMBERS = List.of(-5L, 0L, 1L, 2L, 8L, 999_999_999_999_999_999L);
    static final List<String> DECIMALS = List.of("-2.5", "0", "0.1", "0.30000000000000004", "1.5", "2", "1e15");
    static final List<String> LARGE =
            List.of("9007199254740992", "9007199254740993", "0.1000000000000000055511151231257827", "1e90", "-1e-90");
    static final List<String> TIMES = List.of(
            "2026-11-25T00:00:00Z",
            "2026-11-25T12:00:00.000Z",
            "2026-11-25T13:00:00+01:00",
            "2026-11-25T12:00:00",
            "2026-11-25 12:00:00.001",
            "2026-11-25",
            "2026-11-26",
            "1999-12-31T23:59:59.999Z");

    private final DeskUnderTest desk;
    private final List<Ticket> tickets = new ArrayList<>();

    private MixedTickets(DeskUnderTest desk) {
        this.desk = desk;
    }

    static MixedTickets on(TestDatabase database) {
        var mixed = new MixedTickets(DeskUnderTest.on(database));
        mixed.fill();
        return mixed;
    }

    private static List<String> texts() {
        var texts = new ArrayList<>(List.of(
                "disk",
                "DISK full",
                "Ärger",
                "ärger",
                "ÖL ÜBER",
                "öl über",
                "straße",
                "STRASSE",
                "STRAẞE",
                "İstanbul",
                "i\u0307STANBUL",
                "istanbul",
                "ΟΔΟΣ",
                "οδος",
                "100 %",
                "100 percent",
                "a_b",
                "aXb",
                "a\\b",
                "a\\%b",
                "%",
                "_",
                "\\",
                "'",
                "'; drop table ticket; --",
                ":c0 ? {x} ::text",
                "\"quoted\"",
                "😀",
                "\uFB01",
                " x ",
                "\u00a0",
                "0",
                "-2.5",
                "null"));
        for (int length : new int[] {199, 200, 201, 255}) {
            texts.add("Ü".repeat(length - 1) + "a");
            texts.add("ü".repeat(length - 1) + "B");
        }
        return List.copyOf(texts);
    }

    House house() {
        return desk.house();
    }

    List<Ticket> tickets() {
        return tickets;
    }

    List<UserField> userFields() {
        return house().userFields().all();
    }

    /** @throws ApiProblem when it is none */
    Filter read(JsonNode filter) {
        return new FilterReader(Entities.TICKET, userFields()).read(filter);
    }

    /** Ids of what it finds, page after page of that size. */
    List<Long> find(Filter filter, int pageSize) {
        var ids = new ArrayList<Long>();
        Page<Ticket> page;
        var position = Query.Position.START;
        do {
            page = house().tickets().find(new Query(filter, Set.of(), position, pageSize));
            page.rows().forEach(ticket -> ids.add(ticket.id()));
            position = new Query.Position.After(ids.isEmpty() ? 0 : ids.getLast());
        } while (page.hasNext());
        return ids;
    }

    long count(Filter filter) {
        return house().tickets().count(filter, Set.of());
    }

    static boolean makesSense(FilterOperator operator, FieldType type) {
        return !(operator.isForTextOnly() && type != FieldType.TEXT)
                && !(operator.compares() && type == FieldType.FLAG);
    }

    /** Values to ask for, some of which the tickets hold. All of them for a field or two of each type, a few for the others. */
    List<?> wanted(TicketField field) {
        if (field.picklist().isPresent()) {
            return house().picklists().values(field.picklist().get()).stream()
                    .map(PicklistValue::number)
                    .limit(2)
                    .toList();
        }
        if (field.reference().isPresent() || field == TicketField.ID) {
            return List.of(0, "2");
        }
        return switch (field) {
            case TICKET_NUMBER -> List.of("t20261125.0001", "T20261125.0002", "T20261125.0030");
            case TITLE, CHANGE_INFO_FIELD_1 -> TEXTS;
            case MONITOR_ID -> NUMBERS;
            case DUE_DATE_TIME, CREATE_DATE -> TIMES;
            default ->
                switch (field.type()) {
                    case NUMBER -> NUMBERS.subList(2, 4);
                    case DECIMAL -> DECIMALS;
                    case TEXT -> TEXTS.subList(1, 4);
                    case TIME -> TIMES.subList(1, 3);
                    case FLAG -> List.of(true, "False");
                };
        };
    }

    static List<?> wanted(UserField field) {
        return switch (field.type()) {
            case TEXT, MULTI_LINE_TEXT -> TEXTS;
            case NUMBER -> Stream.concat(DECIMALS.stream(), LARGE.stream()).toList();
            case DATE -> TIMES;
            case LIST -> List.of("gold", "SILBER", "über", "Bronze");
        };
    }

    private void fill() {
        house().setup().apply("desk.yaml", """
                companies: [ { name: Acme } ]
                picklists: { subIssueType: [ { id: 1, label: Cable }, { id: 2, label: Plug } ] }
                service-levels:
                  - { name: Standard, targets: { Critical: { first-response: 30m }, other: { first-response: 4h, resolution: 2d } } }
                  - { name: Nights, targets: { other: { resolution-plan: 1d } }, statuses: { waiting: [ New ] } }
                fields:
                  - { name: A text, type: text }
                  - { name: Lines, type: multi-line-text }
                  - { name: Size, type: number }
                  - { name: Since, type: date }
                  - { name: Tier, type: list, values: [ Gold, Silber, Über ] }
                """, Map.of(), false);
        var person = house().people().add(new Person(0, "tech", "A. T.", null, Role.TECHNICIAN, null, true), null);
        var contact = house().directory().add(new Contact(0, 1, "A.", "B.", null, true));
        var device = house().directory().add(new Device(0, 1, "printer", null, true));
        var random = new Random(20261125);
        for (int i = 0; i < TICKETS; i++) {
            var edit =
                    TicketEdit.with().set(TicketField.TITLE, one(TEXTS, random).replace('\u00a0', 'x'));
            for (var field : TicketField.values()) {
                if (!field.isReadOnly()
                        && field != TicketField.TITLE
                        && (field.isRequired() || random.nextInt(3) > 0)) {
                    edit.set(
                            field,
                            value(
                                    field,
                                    random,
                                    Map.of(
                                            "Company",
                                            (long) random.nextInt(2),
                                            "Resource",
                                            person.id(),
                                            "Contact",
                                            contact,
                                            "ConfigurationItem",
                                            device,
                                            "Ticket",
                                            (long) Math.max(1, i))));
                }
            }
            if (i == 0) {
                edit.set(TicketField.PROBLEM_TICKET_ID, null);
            }
            for (var field : userFields()) {
                if (random.nextInt(3) > 0) {
                    edit.setUser(field.name(), value(field, random));
                }
            }
            desk.pass(Duration.ofMinutes(random.nextInt(3)));
            tickets.add(house().tickets().create(edit.build(), DeskUnderTest.PROGRAM));
        }
    }

    private Object value(TicketField field, Random random, Map<String, Long> existing) {
        if (field.picklist().isPresent()) {
            var offered = house().picklists().values(field.picklist().get()).stream()
                    .map(PicklistValue::number)
                    .toList();
            return one(offered, random);
        }
        if (field.reference().isPresent()) {
            return existing.getOrDefault(field.reference().get(), 0L);
        }
        return switch (field.type()) {
            case NUMBER -> one(NUMBERS, random);
            case DECIMAL -> one(DECIMALS, random);
            case TEXT -> {
                var text = one(TEXTS, random);
                yield field.length() == 0 || text.length() <= field.length() ? text : "ß";
            }
            case TIME -> one(TIMES, random);
            case FLAG -> random.nextBoolean();
        };
    }

    private static Object value(UserField field, Random random) {
        return switch (field.type()) {
            case TEXT, MULTI_LINE_TEXT -> one(TEXTS, random);
            case NUMBER -> one(random.nextBoolean() ? DECIMALS : LARGE, random);
            case DATE -> one(TIMES, random);
            case LIST -> one(field.choices(), random);
        };
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }

    @Override
    public void close() {
        desk.close();
    }
}
