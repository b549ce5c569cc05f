package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.directory.Contact;
import dev.roundtrip.directory.Device;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What the entities say of themselves, and that it is so: each field that is named can be read, searched by and written as is said. */
@OnBothDatabases
@SuppressWarnings("NullAway.Init") // the server is there before the first test
class EntityInformationTest {
    private static final int LONG_TEXT = 128 * 1024;
    private static final String TICKET = "{\"title\":\"described\",\"companyID\":0}";

    private static ApiServer server;
    private static Map<String, Long> existing;

    EntityInformationTest(TestDatabase database) {}

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) {
        server = ApiServer.on(database);
        server.apply("""
                companies: [ { name: Acme } ]
                picklists: { subIssueType: [ { id: 1, label: Cable }, { id: 2, label: Plug } ] }
                service-levels: [ { name: Standard, targets: { other: { resolution: 2d } } } ]
                fields:
                  - { name: Site, type: text, description: Where it stands }
                  - { name: Steps, type: multi-line-text }
                  - { name: Size, type: number, default: 3.50 }
                  - { name: Since, type: date }
                  - { name: Tier, type: list, values: [ Gold, Silver ], default: Silver }
                  - { name: Old, type: text, active: false }
                """);
        var house = server.house();
        existing = Map.of(
                "Company", house.directory().companyNamed("Acme").orElseThrow().id(),
                "Contact", house.directory().add(new Contact(0, 0, "A.", "B.", null, true)),
                "ConfigurationItem", house.directory().add(new Device(0, 0, "printer", null, true)),
                "Resource",
                        house.people()
                                .add(new Person(0, "tech", "A. T.", null, Role.TECHNICIAN, null, true), null)
                                .id(),
                "Ticket", server.ticket(TICKET));
    }

    @AfterParameterizedClassInvocation
    static void close() {
        server.close();
    }

    private static List<JsonNode> fields(String path) {
        var answer = server.get(path);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().get("fields").valueStream().toList();
    }

    private static List<JsonNode> ticketFields() {
        return fields("Tickets/entityInformation/fields");
    }

    private static List<JsonNode> userFields() {
        return fields("Tickets/entityInformation/userDefinedFields");
    }

    private static JsonNode named(String name, List<JsonNode> fields) {
        return fields.stream()
                .filter(field -> name(field).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String name(JsonNode field) {
        return field.get("name").stringValue();
    }

    private static boolean is(String what, JsonNode field) {
        return field.get(what).booleanValue();
    }

    @Test
    void entitiesTellWhatCanBeDoneWithThem() {
        assertThat(server.get("Tickets/entityInformation").json().toString()).isEqualTo("""
                {"info":{"name":"Ticket","canCreate":true,"canDelete":false,"canQuery":true,"canUpdate":true,\
                "userAccessForCreate":"All","userAccessForDelete":"None","userAccessForQuery":"All","userAccessForUpdate":"All",\
                "hasUserDefinedFields":true,"supportsWebhookCallouts":false}}""");
        assertThat(server.get("TicketNotes/EntityInformation/").json().toString())
                .isEqualTo("""
                {"info":{"name":"TicketNote","canCreate":true,"canDelete":false,"canQuery":true,"canUpdate":false,\
                "userAccessForCreate":"All","userAccessForDelete":"None","userAccessForQuery":"All","userAccessForUpdate":"None",\
                "hasUserDefinedFields":false,"supportsWebhookCallouts":false}}""");
        assertThat(fields("TicketNotes/entityInformation/userDefinedFields")).isEmpty();
    }

    @Test
    void aFieldIsDescribedAsClientsKnowIt() {
        assertThat(named("title", ticketFields()).toString()).isEqualTo("""
                {"name":"title","dataType":"string","length":255,"isRequired":true,"isReadOnly":false,"isQueryable":true,\
                "isReference":false,"referenceEntityType":"","isPickList":false,"picklistValues":null,"picklistParentValueField":"",\
                "isSupportedWebhookField":false}""");
        assertThat(named("companyID", ticketFields()).toString()).isEqualTo("""
                {"name":"companyID","dataType":"long","length":0,"isRequired":true,"isReadOnly":false,"isQueryable":true,\
                "isReference":true,"referenceEntityType":"Company","isPickList":false,"picklistValues":null,\
                "picklistParentValueField":"","isSupportedWebhookField":false}""");
        assertThat(named("priority", ticketFields()).at("/picklistValues/0").toString())
                .isEqualTo("""
                {"value":"4","label":"Critical","isDefaultValue":false,"sortOrder":1,"parentValue":"","isActive":true,"isSystem":false}""");
        assertThat(named("serviceLevelAgreementID", ticketFields()).toString())
                .startsWith("{\"name\":\"serviceLevelAgreementID\",\"dataType\":\"integer\"")
                .contains("\"label\":\"Standard\"");
        assertThat(named("Tier", userFields()).toString()).isEqualTo("""
                {"name":"Tier","label":"Tier","type":"string","dataType":"string","length":1000,"description":"","isRequired":false,\
                "isReadOnly":false,"isQueryable":true,"isReference":false,"referenceEntityType":"","isPickList":true,"picklistValues":[\
                {"value":"Gold","label":"Gold","isDefaultValue":false,"sortOrder":1,"parentValue":"","isActive":true,"isSystem":false},\
                {"value":"Silver","label":"Silver","isDefaultValue":true,"sortOrder":2,"parentValue":"","isActive":true,"isSystem":false}],\
                "picklistParentValueField":"","defaultValue":"Silver","isSupportedWebhookField":false}""");
        assertThat(named("Site", userFields()).get("description").stringValue()).isEqualTo("Where it stands");
        assertThat(userFields())
                .extracting(EntityInformationTest::name)
                .startsWith("Site", "Steps", "Size", "Since", "Tier")
                .doesNotContain("Old");
    }

    @Test
    void anItemHasTheFieldsThatAreNamedAndNoOthers() {
        var names = new ArrayList<>(
                ticketFields().stream().map(EntityInformationTest::name).toList());
        names.add("userDefinedFields");
        var item = server.item(server.ticket(TICKET));
        var note = server.post("Tickets/" + existing.get("Ticket") + "/Notes", "{\"title\":\"x\"}")
                .json()
                .get("itemId");

        assertThat(item.propertyNames()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(names).hasSize(76).doesNotHaveDuplicates();
        // Two members beside what notes have of their own: clients' models expect them.
        assertThat(server.get("TicketNotes/" + note).json().get("item").propertyNames())
                .containsAll(fields("TicketNotes/entityInformation/fields").stream()
                        .map(EntityInformationTest::name)
                        .toList())
                .hasSize(12);
    }

    @Test
    void everyFieldTakesWhatItIsSaidToTakeAndIsFoundByIt() {
        var id = server.ticket(TICKET);
        for (var field : ticketFields()) {
            if (!is("isReadOnly", field)) {
                var value = fitting(field);
                assertThat(patch(id, name(field), value).status())
                        .as(name(field))
                        .isEqualTo(200);
                assertThat(server.item(id).get(name(field)).asString())
                        .as(name(field))
                        .isEqualTo(value.toString());
                if (value.toString().length() <= 4000) {
                    assertThat(found(id, name(field), value)).as(name(field)).isTrue();
                }
            }
        }
    }

    @Test
    void everyFieldIsSearchedByAsIsSaid() {
        for (var field : ticketFields()) {
            var query = "{\"filter\":[{\"op\":\"exist\",\"field\":\"%s\"}]}".formatted(name(field));
            assertThat(server.post("Tickets/query/count", query).status())
                    .as(name(field))
                    .isEqualTo(is("isQueryable", field) ? 200 : 400);
        }
        for (var field : fields("TicketNotes/entityInformation/fields")) {
            var query = "{\"filter\":[{\"op\":\"exist\",\"field\":\"%s\"}]}".formatted(name(field));
            assertThat(server.post("TicketNotes/query/count", query).status())
                    .as(name(field))
                    .isEqualTo(200);
        }
    }

    @Test
    void whatIsReadOnlyIsPassedOver() {
        var id = server.ticket(TICKET);
        var before = server.item(id);
        for (var field : ticketFields()) {
            if (is("isReadOnly", field) && !name(field).equals("id")) {
                assertThat(patch(id, name(field), fitting(field)).status())
                        .as(name(field))
                        .isEqualTo(200);
            }
        }

        assertThat(server.item(id)).isEqualTo(before);
    }

    @Test
    void whatIsRequiredCannotBeClearedAndTheRestCan() {
        var id = server.ticket(TICKET);
        for (var field : ticketFields()) {
            if (!is("isReadOnly", field)) {
                patch(id, name(field), fitting(field));
                for (var nothing : List.of("null", "\"\"", "\" \\t\"")) {
                    var answer = server.patch("Tickets/" + id, "{\"%s\":%s}".formatted(name(field), nothing));
                    assertThat(answer.status()).as(name(field)).isEqualTo(is("isRequired", field) ? 400 : 200);
                }
                assertThat(server.item(id).get(name(field)).isNull())
                        .as(name(field))
                        .isEqualTo(!is("isRequired", field));
            }
        }
    }

    @Test
    void whatIsOfAnotherTypeOrTooLongOrUnknownIsRefusedByName() {
        var id = server.ticket(TICKET);
        var before = server.item(id);
        for (var field : ticketFields()) {
            if (!is("isReadOnly", field)) {
                unfitting(field).forEach(value -> {
                    var answer = patch(id, name(field), value);
                    assertThat(answer.status()).as(name(field) + " " + value).isEqualTo(400);
                    assertThat(answer.text("/errors/0")).startsWith(name(field) + ": ");
                });
            }
        }

        assertThat(server.item(id)).isEqualTo(before);
    }

    @Test
    void putClearsWhatItDoesNotNameAndPatchLeavesIt() {
        var id = server.ticket(TICKET);
        var all = new LinkedHashMap<String, Object>();
        ticketFields().stream()
                .filter(field -> !is("isReadOnly", field))
                .forEach(field -> all.put(name(field), fitting(field)));
        all.put(
                "userDefinedFields",
                userFields().stream()
                        .map(field -> Map.of("name", name(field), "value", fittingUser(field)))
                        .toList());
        assertThat(server.patch("Tickets/" + id, json(all)).status()).isEqualTo(200);
        var full = server.item(id);

        server.patch("Tickets/" + id, "{\"title\":\"patched\"}");
        assertThat(differing(full, server.item(id))).containsExactly("title");

        var required = new LinkedHashMap<String, Object>();
        required.put("id", id);
        ticketFields().stream()
                .filter(field -> is("isRequired", field))
                .forEach(field -> required.put(name(field), fitting(field)));
        assertThat(server.put("Tickets", json(required)).status()).isEqualTo(200);
        var bare = server.item(id);
        for (var field : ticketFields()) {
            if (is("isReadOnly", field)) {
                continue;
            }
            if (is("isRequired", field)) {
                assertThat(bare.get(name(field))).as(name(field)).isEqualTo(full.get(name(field)));
            } else {
                assertThat(bare.get(name(field)).isNull()).as(name(field)).isTrue();
            }
        }
        assertThat(bare.get("userDefinedFields").valueStream())
                .hasSize(userFields().size())
                .allMatch(field -> field.get("value").isNull());
        assertThat(differing(full, bare))
                .contains("queueID")
                .doesNotContain("ticketNumber", "createDate", "creatorType");
    }

    private static List<String> differing(JsonNode left, JsonNode right) {
        return left.propertyNames().stream()
                .filter(name -> !left.get(name).equals(right.get(name)))
                .filter(name -> !name.startsWith("last"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Size  | " 007.50 "              | 7.5
                    Size  | 1e3                     | 1000
                    Size  | -0.0                    | 0
                    Size  | 12345678901234567890.12 | 12345678901234567890.12
                    Since | "2026-11-25"            | 2026-11-25
                    Since | "2026-11-25T14:00"      | 2026-11-25T14:00:00.000Z
                    Since | "2026-11-25T00:30:00+01:00" | 2026-11-24T23:30:00.000Z
                    Tier  | " gold "                | Gold
                    Site  | " as it is "            | ' as it is '
                    Site  | 7                       | 7
                    Site  | true                    | true
                    """)
    void userDefinedFieldsAreBroughtToOneSpelling(String name, String written, String kept) {
        var id = server.ticket(TICKET);

        assertThat(patchUser(id, name, written).status()).isEqualTo(200);

        assertThat(userValue(id, name)).isEqualTo(kept);
    }

    @Test
    void everyUserDefinedFieldTakesWhatItIsSaidToTakeAndNothingElse() {
        var id = server.ticket(TICKET);
        for (var field : userFields()) {
            var value = fittingUser(field);
            assertThat(patchUser(id, name(field), json(value)).status())
                    .as(name(field))
                    .isEqualTo(200);
            assertThat(userValue(id, name(field))).isEqualTo(value);
            if (value.length() <= 4000) {
                assertThat(server.count("{\"op\":\"eq\",\"udf\":true,\"field\":\"%s\",\"value\":\"%s\"}"
                                .formatted(name(field), value)))
                        .isEqualTo(1);
            }
            for (var wrong : switch (name(field)) {
                case "Site" -> List.of("ä".repeat(1001), "\\u0000");
                case "Steps" -> List.of("ä".repeat(LONG_TEXT / 2) + "x", "\\ud800");
                case "Size" -> List.of("big", "1,5", "0x10", "1e101", "NaN");
                case "Since" ->
                    List.of("soon", "2026-02-30", "25.11.2026", "2026-11-25T25:00", "+12026-11-25T00:00:00Z");
                default -> List.of("Bronze", "0");
            }) {
                var answer = patchUser(id, name(field), "\"" + wrong + "\"");
                assertThat(answer.status()).as(name(field)).isEqualTo(400);
                assertThat(answer.text("/errors/0")).startsWith(name(field) + ": ");
            }
            assertThat(userValue(id, name(field))).isEqualTo(value);
        }
    }

    @Test
    void aNewTicketTakesTheDefaultsOfItsUserDefinedFieldsUnlessItNamesThem() {
        var silent = server.ticket(TICKET);
        var saying = server.ticket(TICKET.replace(
                "}",
                ",\"userDefinedFields\":[{\"name\":\"Size\",\"value\":null},"
                        + "{\"name\":\"tier\",\"value\":\"gold\"}]}"));

        assertThat(userValue(silent, "Size")).isEqualTo("3.5");
        assertThat(userValue(silent, "Tier")).isEqualTo("Silver");
        assertThat(userValue(saying, "Size")).isEqualTo("-");
        assertThat(userValue(saying, "Tier")).isEqualTo("Gold");
    }

    /** Clients write back what they read: what stays as it was is not held against them. */
    @Test
    void aValueThatIsNoLongerOfferedMayStay() {
        server.apply("fields: [ { name: Colour, type: list, values: [ red, green ] } ]");
        var id = server.ticket(TICKET);
        patchUser(id, "Colour", "\"red\"");
        server.apply("fields: [ { name: Colour, type: list, values: [ green, blue ] } ]");

        var back = server.put("Tickets", server.item(id).toString());

        assertThat(back.status()).as(back.raw().body()).isEqualTo(200);
        assertThat(userValue(id, "Colour")).isEqualTo("red");
        patchUser(id, "Colour", "\"green\"");
        assertThat(patchUser(id, "Colour", "\"red\"").status()).isEqualTo(400);
        server.apply("fields: [ { name: Colour, type: list, values: [ green, blue ], active: false } ]");
    }

    @Test
    void aNoteTakesWhatItsFieldsAreSaidToTake() {
        var ticket = existing.get("Ticket");
        var note = new HashMap<String, Object>();
        note.put("title", "ä".repeat(250));
        note.put("description", "x".repeat(LONG_TEXT));
        note.put("noteType", "3");
        note.put("publish", 4);

        var added = server.post("Tickets/" + ticket + "/Notes", json(note));

        assertThat(added.status()).as(added.raw().body()).isEqualTo(200);
        var item =
                server.get("TicketNotes/" + added.json().get("itemId")).json().get("item");
        assertThat(item.get("title").stringValue()).isEqualTo(note.get("title"));
        assertThat(item.get("description").stringValue()).isEqualTo(note.get("description"));
        assertThat(item.get("noteType").longValue()).isEqualTo(3);
        assertThat(item.get("publish").longValue()).isEqualTo(4);
        assertThat(item.get("ticketID").longValue()).isEqualTo(ticket);
        var wrongs = Map.of(
                "title",
                "ä".repeat(251),
                "description",
                "x".repeat(LONG_TEXT + 1),
                "noteType",
                "plain",
                "publish",
                3,
                "ticketID",
                4711);
        for (var wrong : wrongs.entrySet()) {
            var spoilt = new HashMap<>(note);
            spoilt.put(wrong.getKey(), wrong.getValue());
            var answer = server.post("Tickets/" + ticket + "/Notes", json(spoilt));
            assertThat(answer.status()).as(wrong.getKey()).isEqualTo(400);
            assertThat(answer.text("/errors/0")).startsWith(wrong.getKey());
        }
        assertThat(server.post("Tickets/" + ticket + "/Notes", "{\"title\":\" \",\"description\":null}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aServiceLevelSetsWhatAClientCannot() {
        var level = named("serviceLevelAgreementID", ticketFields())
                .at("/picklistValues/0/value")
                .stringValue();
        var id = server.ticket("""
                {"title":"promised","companyID":0,"status":8,"serviceLevelAgreementID":%s,"resolvedDueDateTime":"2020-01-01T00:00:00Z"}""".formatted(level));

        var ticket = server.item(id);
        var created = Instant.parse(ticket.get("createDate").stringValue());
        assertThat(Instant.parse(ticket.get("resolvedDueDateTime").stringValue()))
                .isEqualTo(created.plus(Duration.ofDays(2)));
        assertThat(Instant.parse(ticket.get("firstResponseDateTime").stringValue()))
                .isEqualTo(created);
        assertThat(ticket.get("firstResponseDueDateTime").isNull()).isTrue();
    }

    private static Object fitting(JsonNode field) {
        return DescribedField.fitting(field, existing);
    }

    private static List<Object> unfitting(JsonNode field) {
        return DescribedField.unfitting(field);
    }

    private static String fittingUser(JsonNode field) {
        return switch (name(field)) {
            case "Site" -> "😀".repeat(1000);
            case "Steps" -> "ä".repeat(LONG_TEXT / 2);
            case "Size" -> "-12345678901234567890.25";
            case "Since" -> "2026-11-25T14:00:00.500Z";
            default -> field.at("/picklistValues/0/value").stringValue();
        };
    }

    private static boolean found(long id, String field, Object value) {
        return server.count(json(Map.of("op", "eq", "field", field, "value", value))
                        + ",{\"op\":\"eq\",\"field\":\"id\",\"value\":" + id + "}")
                == 1;
    }

    private static ApiServer.Answer patch(long id, String field, Object value) {
        return server.patch("Tickets/" + id, json(Map.of(field, value)));
    }

    private static ApiServer.Answer patchUser(long id, String field, String json) {
        return server.patch(
                "Tickets/" + id, "{\"userDefinedFields\":[{\"name\":\"%s\",\"value\":%s}]}".formatted(field, json));
    }

    private static String userValue(long id, String name) {
        return server.item(id)
                .get("userDefinedFields")
                .valueStream()
                .filter(field -> name(field).equals(name))
                .map(field ->
                        field.get("value").isNull() ? "-" : field.get("value").stringValue())
                .findFirst()
                .orElseThrow();
    }

    private static String json(Object value) {
        return ApiServer.JSON.writeValueAsString(value);
    }
}
