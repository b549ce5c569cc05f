package dev.roundtrip.api;

import static dev.roundtrip.api.DescribedField.is;
import static dev.roundtrip.api.DescribedField.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Companies, contacts and configuration items, as programs make, read, change and search them; and that each is what it says of itself. */
@OnBothDatabases
@SuppressWarnings("NullAway.Init") // the server is there before the first test
class RecordsOverRestTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static ApiServer server;
    private static Map<String, Long> existing;

    RecordsOverRestTest(TestDatabase database) {}

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) {
        server = ApiServer.on(database);
        server.apply("companies: [ { name: Acme, classification: Gold }, { name: Beta } ]");
        var acme = server.house().directory().companyNamed("Acme").orElseThrow().id();
        existing = Map.of(
                "Company", acme,
                "Contact",
                        made(
                                "Contacts",
                                "{\"companyID\":%d,\"firstName\":\"Cust\",\"lastName\":\"Omer\"}".formatted(acme)),
                "ConfigurationItem",
                        made("ConfigurationItems", "{\"companyID\":%d,\"referenceTitle\":\"web-1\"}".formatted(acme)),
                "Resource",
                        server.house()
                                .people()
                                .add(new Person(0, "tech", "A. T.", null, Role.TECHNICIAN, null, true), null)
                                .id());
    }

    @AfterParameterizedClassInvocation
    static void close() {
        server.close();
    }

    private static long made(String path, String json) {
        var answer = server.post(path, json);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json().get("itemId").longValue();
    }

    /** One more of it, with no more than it needs. */
    private static long fresh(String path) {
        var number = NUMBER.incrementAndGet();
        return switch (path) {
            case "Companies" -> made(path, "{\"companyName\":\"Company %d\"}".formatted(number));
            case "Contacts" -> made(path, "{\"companyID\":0,\"firstName\":\"Contact %d\"}".formatted(number));
            default -> made(path, "{\"companyID\":0,\"referenceTitle\":\"Device %d\"}".formatted(number));
        };
    }

    private static List<JsonNode> fields(String path) {
        return server.get(path + "/entityInformation/fields")
                .json()
                .get("fields")
                .valueStream()
                .toList();
    }

    private static JsonNode item(String path, long id) {
        return server.get(path + "/" + id).json().get("item");
    }

    private static long existing(String entity) {
        return Objects.requireNonNull(existing.get(entity));
    }

    private static Object fitting(JsonNode field) {
        // Names are unique, so the longest possible is one that nobody has.
        return name(field).equals("companyName")
                ? "😀".repeat(90) + NUMBER.incrementAndGet()
                : DescribedField.fitting(field, existing);
    }

    private static ApiServer.Answer patch(String path, long id, String field, Object value) {
        return server.patch(path + "/" + id, ApiServer.JSON.writeValueAsString(Map.of(field, value)));
    }

    private static long count(String path, String filter) {
        var answer = server.post(path + "/query/count", "{\"filter\":[" + filter + "]}");
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json().get("queryCount").longValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Companies", "Contacts", "ConfigurationItems"})
    void everyFieldTakesWhatItIsSaidToTakeAndIsFoundByIt(String path) {
        var id = fresh(path);
        for (var field : fields(path)) {
            if (!is("isReadOnly", field)) {
                var value = fitting(field);
                var answer = patch(path, id, name(field), value);
                assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
                assertThat(item(path, id).get(name(field)).asString())
                        .as(name(field))
                        .isEqualTo(value.toString());
                if (is("isQueryable", field) && value.toString().length() <= 4000) {
                    assertThat(count(
                                    path,
                                    ApiServer.JSON.writeValueAsString(
                                                    Map.of("op", "eq", "field", name(field), "value", value))
                                            + ",{\"op\":\"eq\",\"field\":\"id\",\"value\":%d}".formatted(id)))
                            .as(name(field))
                            .isEqualTo(1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Companies", "Contacts", "ConfigurationItems"})
    void whatDoesNotFitIsRefusedByName(String path) {
        var id = fresh(path);
        var before = item(path, id);
        for (var field : fields(path)) {
            if (!is("isReadOnly", field)) {
                DescribedField.unfitting(field).forEach(value -> {
                    var answer = patch(path, id, name(field), value);
                    assertThat(answer.status()).as(name(field) + " " + value).isEqualTo(400);
                    assertThat(answer.text("/errors/0")).startsWith(name(field) + ": ");
                });
            } else if (!name(field).equals("id")) {
                assertThat(patch(path, id, name(field), DescribedField.fitting(field, existing))
                                .status())
                        .as(name(field))
                        .isEqualTo(200);
            }
        }

        assertThat(item(path, id)).isEqualTo(before);
        assertThat(patch(path, id, "nonsense", "x").text("/errors/0")).startsWith("nonsense: the entity ");
        assertThat(server.patch(path + "/" + id, "{\"nonsense\":null,\"more\":[]}")
                        .status())
                .as("a member of a client's model that brings nothing")
                .isEqualTo(200);
        assertThat(server.patch(path, "{\"id\":\"%d\"}".formatted(id)).status()).isEqualTo(200);
        assertThat(server.patch(path + "/4711", "{}").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Companies", "Contacts", "ConfigurationItems"})
    void putClearsWhatItDoesNotNameAndPatchLeavesIt(String path) {
        var id = fresh(path);
        var all = new LinkedHashMap<String, Object>();
        var required = new LinkedHashMap<String, Object>();
        fields(path).stream().filter(field -> !is("isReadOnly", field)).forEach(field -> {
            all.put(name(field), fitting(field));
            if (is("isRequired", field)) {
                required.put(name(field), all.get(name(field)));
            }
        });

        assertThat(server.patch(path + "/" + id, ApiServer.JSON.writeValueAsString(all))
                        .status())
                .isEqualTo(200);
        for (var one : all.entrySet()) {
            assertThat(item(path, id).get(one.getKey()).asString())
                    .isEqualTo(one.getValue().toString());
        }
        var missing = server.put(path + "/" + id, "{}");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json().get("errors")).hasSize(required.size());
        assertThat(server.put(path + "/" + id, ApiServer.JSON.writeValueAsString(required))
                        .status())
                .isEqualTo(200);
        for (var name : all.keySet()) {
            assertThat(item(path, id).get(name).isNull()).as(name).isEqualTo(!required.containsKey(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Companies", "Contacts", "ConfigurationItems"})
    void aModelWithNothingInItIsMadeWithWhatIsUsual(String path) {
        var model = new LinkedHashMap<String, Object>();
        fields(path).forEach(field -> model.put(name(field), ""));
        model.put("id", 0);
        model.put(
                path.equals("Companies") ? "companyName" : path.equals("Contacts") ? "firstName" : "referenceTitle",
                "model " + path);
        if (!path.equals("Companies")) {
            model.put("companyID", "0");
        }

        var id = made(path, ApiServer.JSON.writeValueAsString(model));

        var active = item(path, id).get("isActive");
        assertThat(path.equals("Contacts") ? active.longValue() == 1 : active.booleanValue())
                .isTrue();
        var nothing = server.post(path, "{}");
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.raw().body()).contains("cannot be without it");
    }

    @Test
    void theyAreQueriedPageByPageAndBelowTheirCompany() {
        var company = fresh("Companies");
        for (int i = 0; i < 7; i++) {
            made("Companies/%d/Contacts".formatted(company), "{\"firstName\":\"Nr. %d\"}".formatted(i));
        }
        var ofIt = "{\"op\":\"eq\",\"field\":\"companyID\",\"value\":%d}".formatted(company);

        var first = server.post(
                "Contacts/query",
                "{\"maxRecords\":5,\"filter\":[%s],\"includeFields\":[\"firstName\"]}".formatted(ofIt));
        var next = server.send(ApiServer.signedIn(server.request(first.text("/pageDetails/nextPageUrl")))
                .build());
        var list = server.get("Companies/%d/Contacts".formatted(company));

        assertThat(first.json().get("items")).hasSize(5);
        assertThat(first.at("/items/0").propertyNames())
                .containsExactlyInAnyOrder("id", "firstName", "userDefinedFields");
        assertThat(next.json()
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("firstName").stringValue()))
                .containsExactly("Nr. 5", "Nr. 6");
        assertThat(list.json().get("items")).hasSize(7);
        var one = list.at("/items/3/id").longValue();
        assertThat(server.get("Companies/%d/Contacts/%d".formatted(company, one))
                        .text("/item/firstName"))
                .isEqualTo("Nr. 3");
        assertThat(server.get("Companies/0/Contacts/" + one).status()).isEqualTo(404);
        assertThat(server.patch(
                                "Companies/%d/Contacts".formatted(company),
                                "{\"id\":%d,\"phone\":\"1\"}".formatted(one))
                        .status())
                .isEqualTo(200);
        assertThat(item("Contacts", one).get("phone").stringValue()).isEqualTo("1");
        assertThat(server.post("Companies/%d/Contacts".formatted(company), "{\"firstName\":\"x\",\"companyID\":0}")
                        .text("/errors/0"))
                .isEqualTo("companyID: 0 in the body, and %d in the address".formatted(company));
        assertThat(server.get("Companies/4711/ConfigurationItems").status()).isEqualTo(404);
    }

    @Test
    void namesOfCompaniesAreUniqueAndAClassificationIsAListOfTheDesk() {
        var taken = server.post("Companies", "{\"companyName\":\"ACME\"}");
        var acme = item("Companies", existing("Company"));
        var gold = acme.get("classification").longValue();

        assertThat(taken.status()).isEqualTo(400);
        assertThat(taken.text("/errors/0"))
                .isEqualTo("companyName: there is a company \"Acme\" already; choose another name");
        assertThat(count("Companies", "{\"op\":\"eq\",\"field\":\"classification\",\"value\":%d}".formatted(gold)))
                .isPositive();
        var list = fields("Companies").stream()
                .filter(field -> name(field).equals("classification"))
                .findFirst()
                .orElseThrow();
        assertThat(list.at("/picklistValues/0/label").stringValue()).isEqualTo("Gold");
        var beta = server.house().directory().companyNamed("Beta").orElseThrow();
        patch("Companies", beta.id(), "classification", gold);
        assertThat(server.house().directory().company(beta.id()).orElseThrow().classification())
                .isEqualTo("Gold");
    }

    @Test
    void resourcesAreReadAndNotWritten() {
        var id = existing("Resource");

        assertThat(item("Resources", id).toString()).isEqualTo("""
                {"id":%d,"email":null,"firstName":"A.","isActive":true,"lastName":"T.","resourceType":"Employee","userName":"tech","userDefinedFields":[]}""".formatted(id));
        assertThat(count("Resources", "{\"op\":\"eq\",\"field\":\"lastName\",\"value\":\"t.\"}"))
                .isEqualTo(1);
        assertThat(server.post("Resources", "{}").status()).isEqualTo(405);
        assertThat(server.get("Resources/entityInformation")
                        .at("/info/canUpdate")
                        .booleanValue())
                .isFalse();
        server.house().people().add(new Person(0, "one", "Plato", null, Role.READ_ONLY, null, true), null);
        assertThat(server.post(
                                "Resources/query",
                                "{\"filter\":[{\"op\":\"eq\",\"field\":\"userName\",\"value\":\"one\"}]}")
                        .at("/items/0")
                        .toString())
                .contains("\"firstName\":null", "\"lastName\":\"Plato\"");
    }

    @Test
    void categoriesAreAListOfTheDesk() {
        server.apply("picklists: { ticketCategory: [ { id: 7, label: Alert } ] }");

        var all = server.post("TicketCategories/query", "{\"filter\":[{\"op\":\"exist\",\"field\":\"id\"}]}");

        assertThat(all.json()
                        .get("items")
                        .valueStream()
                        .map(item -> item.get("id") + " " + item.get("name").stringValue() + " "
                                + item.get("isGlobalDefault")))
                .containsExactly("1 Standard true", "7 Alert false");
        assertThat(item("TicketCategories", 7).get("nickname").stringValue()).isEqualTo("Alert");
        assertThat(server.get("TicketCategories/8").text("/errors/0")).isEqualTo("there is no ticket category 8");
    }

    @Test
    void historyIsAskedByTicket() {
        var ticket = server.ticket("{\"title\":\"told\",\"companyID\":0}");
        server.patch("Tickets/" + ticket, "{\"status\":8,\"queueID\":5}");
        server.post("Tickets/%d/Notes".formatted(ticket), "{\"title\":\"seen\",\"description\":\"x\"}");
        var ofIt = "{\"op\":\"eq\",\"field\":\"ticketID\",\"value\":%d}".formatted(ticket);

        var lines = server.post("TicketHistory/query", "{\"filter\":[%s]}".formatted(ofIt))
                .json()
                .get("items");
        var page = server.post("TicketHistory/query", "{\"maxRecords\":2,\"filter\":[%s]}".formatted(ofIt));

        assertThat(lines.valueStream()
                        .map(line -> line.get("action").stringValue() + ": "
                                + line.get("detail").stringValue()))
                .containsExactlyInAnyOrder(
                        "Created: " + server.item(ticket).get("ticketNumber").stringValue(),
                        "Edited: status: 1 -> 8",
                        "Edited: queueID: (empty) -> 5",
                        "Note added: seen");
        assertThat(page.json().get("items")).hasSize(2);
        assertThat(server.send(ApiServer.signedIn(server.request(page.text("/pageDetails/nextPageUrl")))
                                .build())
                        .json()
                        .get("items"))
                .hasSize(2);
        var last = lines.get(3);
        assertThat(item("TicketHistory", last.get("id").longValue())).isEqualTo(last);
        assertThat(count("TicketHistory", ofIt)).isEqualTo(4);
        assertThat(server.post("TicketHistory/query", "{\"filter\":[{\"op\":\"gt\",\"field\":\"id\",\"value\":0}]}")
                        .text("/errors/0"))
                .startsWith("filter: history is asked by ticket");
        assertThat(server.post(
                                "TicketHistory/query",
                                "{\"filter\":[%s,{\"op\":\"contains\",\"field\":\"detail\",\"value\":\"x\"}]}"
                                        .formatted(ofIt))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aProgramOfACompanyMeetsWhatBelongsToThat() {
        var mine = fresh("Companies");
        var other = fresh("Contacts");
        var program = server.program("of one company", mine);

        var contact = program.send("POST", "Contacts", "{\"companyID\":%d,\"firstName\":\"C\"}".formatted(mine));

        assertThat(contact.status()).isEqualTo(200);
        assertThat(program.send("POST", "Contacts", "{\"companyID\":0,\"firstName\":\"C\"}")
                        .text("/errors/0"))
                .isEqualTo("companyID: this API user may use %d, not 0".formatted(mine));
        assertThat(program.send("PATCH", "Contacts/" + other, "{\"firstName\":\"C\"}")
                        .status())
                .isEqualTo(404);
        assertThat(program.send("PATCH", "Contacts/" + contact.json().get("itemId"), "{\"companyID\":0}")
                        .status())
                .isEqualTo(400);
        assertThat(program.send("POST", "Companies", "{\"companyName\":\"C\"}").status())
                .isEqualTo(403);
        assertThat(program.send("PATCH", "Companies/" + mine, "{\"phone\":\"1\"}")
                        .status())
                .isEqualTo(403);
        assertThat(program.send("GET", "Companies/" + mine, "").status()).isEqualTo(200);
        assertThat(program.send("GET", "Companies/0", "").status()).isEqualTo(404);
        assertThat(program.send("GET", "Resources/" + existing("Resource"), "").status())
                .isEqualTo(404);
        assertThat(program.send("GET", "Companies/entityInformation", "")
                        .at("/info/canCreate")
                        .booleanValue())
                .isFalse();
        for (var path : List.of("Contacts", "Companies", "ConfigurationItems", "Resources")) {
            var found = program.send("POST", path + "/query", "{\"filter\":[{\"op\":\"exist\",\"field\":\"id\"}]}");
            assertThat(found.json().get("items").valueStream())
                    .as(path)
                    .hasSize(path.equals("Contacts") || path.equals("Companies") ? 1 : 0);
        }
    }

    @Test
    void theDesksOwnCompanyIsFoundAsAllOthersAre() {
        var all = "{\"op\":\"gte\",\"field\":\"id\",\"value\":0}";
        var ids = new ArrayList<Long>();
        var page = server.post("Companies/query", "{\"maxRecords\":2,\"filter\":[%s]}".formatted(all));
        assertThat(page.at("/pageDetails/prevPageUrl").isNull()).isTrue();
        while (true) {
            page.json().get("items").forEach(item -> ids.add(item.get("id").longValue()));
            if (page.at("/pageDetails/nextPageUrl").isNull()) {
                break;
            }
            page = server.send(ApiServer.signedIn(server.request(page.text("/pageDetails/nextPageUrl")))
                    .build());
        }

        assertThat(ids).startsWith(0L).hasSize((int) count("Companies", all)).isSorted();
        assertThat(server.patch("Companies", "{\"id\":0,\"phone\":\"1\"}").text("/errors/0"))
                .isEqualTo("id: the company's id is needed, in the body or in the address");
        assertThat(server.patch("Companies/0", "{\"phone\":\"1\"}").status()).isEqualTo(200);
    }

    /** What a program may not see it may not point at: a rule could fill in for it whom it does not know. */
    @Test
    void aProgramOfACompanyPointsAtNothingOfAnother() {
        var mine = fresh("Companies");
        var theirs = fresh("Companies");
        var program = server.program("pointing", mine);
        var contact = made("Contacts", "{\"companyID\":%d,\"firstName\":\"Secret\"}".formatted(theirs));
        var device = made("ConfigurationItems", "{\"companyID\":%d,\"referenceTitle\":\"secret\"}".formatted(theirs));
        var ticket = server.ticket("{\"title\":\"secret\",\"companyID\":%d}".formatted(theirs));
        var own = server.ticket("{\"title\":\"own\",\"companyID\":%d}".formatted(mine));

        for (var wrong : Map.of(
                        "contactID", contact,
                        "createdByContactID", contact,
                        "configurationItemID", device,
                        "problemTicketId", ticket)
                .entrySet()) {
            var pointing = "\"%s\":%d".formatted(wrong.getKey(), wrong.getValue());
            var created =
                    program.send("POST", "Tickets", "{\"title\":\"x\",\"companyID\":%d,%s}".formatted(mine, pointing));
            assertThat(created.status()).as(wrong.getKey()).isEqualTo(400);
            assertThat(created.text("/errors/0")).startsWith(wrong.getKey() + ": there is no ");
            assertThat(program.send("PATCH", "Tickets/" + own, "{%s}".formatted(pointing))
                            .status())
                    .isEqualTo(400);
        }
        assertThat(program.send(
                                "POST",
                                "ConfigurationItems",
                                "{\"companyID\":%d,\"referenceTitle\":\"x\",\"contactID\":%d}".formatted(mine, contact))
                        .text("/errors/0"))
                .isEqualTo("contactID: there is no Contact " + contact);
        assertThat(server.patch("Tickets/" + own, "{\"problemTicketId\":%d}".formatted(ticket))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void modelsOfClientsHaveMoreThanIsKept() {
        var id = made("Contacts", """
                {"companyID":0,"firstName":"Model","isActive":true,"isOptedOutFromBulkEmail":true,"solicitationOptOut":false,
                 "bulkEmailOptOutTime":null,"lastActivityDate":"2026-01-01T00:00:00Z","impersonatorCreatorResourceID":7,
                 "facebookUrl":"","surveyCompanyRating":0,"userDefinedFields":[{"name":"","value":null}],"createDate":{}}""");

        var contact = item("Contacts", id);
        assertThat(contact.get("isActive").longValue()).isEqualTo(1);
        assertThat(contact.get("isOptedOutFromBulkEmail").booleanValue()).isTrue();
        assertThat(contact.get("lastActivityDate")).isEqualTo(contact.get("lastModifiedDate"));
        assertThat(count(
                        "Contacts",
                        "{\"op\":\"eq\",\"field\":\"isActive\",\"value\":true},{\"op\":\"eq\",\"field\":\"id\",\"value\":%d}"
                                .formatted(id)))
                .isEqualTo(1);
        assertThat(patch("Contacts", id, "facebookUrl", "https://social.example/model")
                        .text("/errors/0"))
                .startsWith("facebookUrl: ");
        assertThat(server.post(
                                "Contacts/query",
                                "{\"filter\":[{\"op\":\"eq\",\"field\":\"id\",\"value\":%d}],\"includeFields\":[\"userDefinedFields\",\"firstName\"]}"
                                        .formatted(id))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void longTextsOfHistoryAreShortened() {
        var ticket = server.ticket("{\"title\":\"long\",\"companyID\":0}");
        server.patch("Tickets/" + ticket, "{\"description\":\"%s\"}".formatted("😀".repeat(30_000)));

        var line = server.post(
                        "TicketHistory/query",
                        "{\"filter\":[{\"op\":\"eq\",\"field\":\"ticketID\",\"value\":%d}]}".formatted(ticket))
                .at("/items/1");

        assertThat(line.get("detail").stringValue()).isEqualTo("(empty) -> " + "😀".repeat(2_000) + "…");
    }
}
