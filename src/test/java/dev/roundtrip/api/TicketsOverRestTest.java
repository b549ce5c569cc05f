package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Tickets, notes and what describes them, as clients of the Autotask API use them. */
@OnBothDatabases
@SuppressWarnings("NullAway.Init") // the server is there before the first test
class TicketsOverRestTest {
    private static final String TICKET = "{\"title\":\"disk full\",\"companyID\":0}";
    private static ApiServer server;

    TicketsOverRestTest(TestDatabase database) {}

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) {
        server = ApiServer.on(database);
        server.apply(ApiServer.payload("user-fields.yaml"));
    }

    @AfterParameterizedClassInvocation
    static void close() {
        server.close();
    }

    private static Map<String, String> userFields(JsonNode item) {
        var map = new TreeMap<String, String>();
        for (var field : item.get("userDefinedFields")) {
            var twice = map.put(
                    field.get("name").stringValue(),
                    field.get("value").isNull() ? "-" : field.get("value").stringValue());
            assertThat(twice).isNull();
        }
        return map;
    }

    @Test
    void userFieldsThatWereNeverSetAreThereAndTakeValues() {
        var id = server.ticket(TICKET);
        var steps = ApiServer.JSON.readTree(ApiServer.payload("user-field-steps.json")
                .replace("\"id\": 1", "\"id\": " + id)
                .replace("\"id\": \"1\"", "\"id\": \"" + id + "\""));
        assertThat(userFields(server.item(id))).isEqualTo(Map.of("AlertID", "-", "Site", "-", "Severity", "-"));

        assertThat(server.patch("Tickets", steps.get(0).toString()).status()).isEqualTo(200);
        assertThat(server.patch("Tickets", steps.get(1).toString()).status()).isEqualTo(200);
        var set = Map.of("AlertID", "a-1", "Site", "Nürnberg", "Severity", "-");
        assertThat(userFields(server.item(id))).isEqualTo(set);
        var lines = server.house().tickets().historyOf(id).size();

        var unknown = server.patch("Tickets", steps.get(2).toString());
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text("/errors/0")).contains("AlertIdd", "did you mean AlertID?");
        var wrong = server.patch("Tickets", steps.get(3).toString());
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("/errors/0")).contains("Severity", "urgent");
        assertThat(server.patch("Tickets", steps.get(4).toString()).status()).isEqualTo(200);
        assertThat(server.patch("Tickets", steps.get(5).toString()).status()).isEqualTo(200);
        assertThat(userFields(server.item(id))).isEqualTo(set);
        assertThat(server.house().tickets().historyOf(id)).hasSize(lines);

        assertThat(server.patch("Tickets", steps.get(6).toString()).status()).isEqualTo(200);
        assertThat(userFields(server.item(id))).isEqualTo(Map.of("AlertID", "a-1", "Site", "-", "Severity", "-"));
    }

    /** C09: what XML forbids is kept all the same. */
    @Test
    void charactersThatNobodySeesAreKeptAsTheyCame() {
        var odd = "disk\\u0007 \\u001b[31mfull\\u001b[0m\\f & <90%> ]]> \\ufffe";
        var id = server.ticket(
                "{\"title\":\"odd\",\"companyID\":0,\"userDefinedFields\":[{\"name\":\"AlertID\",\"value\":\"%s\"}]}"
                        .formatted(odd));

        assertThat(userFields(server.item(id)))
                .containsEntry("AlertID", "disk\u0007 \u001b[31mfull\u001b[0m\f & <90%> ]]> \ufffe");
    }

    @ParameterizedTest
    @CsvSource({"AlertID, true", "title, false"})
    void whatWasSentIsFoundAsItWasSent(String field, boolean userDefined) {
        var sent = "  host-" + field + "\\r\\n\\tdisk C:  ";
        var value = userDefined
                ? "\"title\":\"x\",\"userDefinedFields\":[{\"name\":\"AlertID\",\"value\":\"%s\"}]".formatted(sent)
                : "\"title\":\"%s\"".formatted(sent);
        var id = server.ticket("{\"companyID\":0,%s}".formatted(value));

        for (var op : List.of("\"eq\",\"value\":\"%s\"", "\"in\",\"value\":[\"%s\"]")) {
            var found = server.post("Tickets/query", """
                    {"filter":[{"field":"%s","udf":%s,"op":%s}]}""".formatted(field, userDefined, op.formatted(sent)));
            assertThat(found.status()).as(found.raw().body()).isEqualTo(200);
            assertThat(found.json().at("/items/0/id").longValue()).isEqualTo(id);
        }
    }

    @Test
    void aTicketThatNamesLittleTakesTheDesksDefaults() {
        var item = server.item(server.ticket(TICKET));

        assertThat(item.get("status").longValue()).isEqualTo(1);
        assertThat(item.get("priority").longValue()).isEqualTo(2);
        assertThat(item.get("companyID").longValue()).isZero();
        assertThat(item.get("ticketNumber").stringValue()).matches("T\\d{8}\\.\\d{4}");
        assertThat(item.get("createDate").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(item.get("dueDateTime").isString()).isTrue();
        assertThat(item.get("problemTicketId").isNull()).isTrue();
        assertThat(item.get("impersonatorCreatorResourceID").isNull()).isTrue();
    }

    @Test
    void wholeModelsWithNullsZeroIdsAndNumbersAsStringsAreTaken() {
        var answer = server.post("Tickets", """
                {"id":0,"Title":"whole","CompanyID":"0","queueID":"8","status":"1","priority":null,
                 "description":"","createDate":"2020-01-01T00:00:00Z","ticketNumber":"","estimatedHours":"1.5",
                 "soapParentPropertyId":null,"dueDateTime":"2027-01-10T23:30:00","userDefinedFields":[]}""");

        assertThat(answer.status()).isEqualTo(200);
        var item = server.item(answer.json().get("itemId").longValue());
        assertThat(item.get("queueID").longValue()).isEqualTo(8);
        assertThat(item.get("estimatedHours").doubleValue()).isEqualTo(1.5);
        assertThat(item.get("dueDateTime").stringValue()).isEqualTo("2027-01-10T23:30:00.000Z");
        assertThat(item.get("createDate").stringValue()).doesNotStartWith("2020");
    }

    @Test
    void patchLeavesWhatIsNotNamedAndPutClearsIt() {
        var id = server.ticket("""
                {"title":"both","companyID":0,"queueID":8,"description":"long",
                 "userDefinedFields":[{"name":"Site","value":"Bonn"}]}""");
        var item = server.item(id);

        assertThat(server.patch("Tickets/" + id, "{\"title\":\"new\"}")
                        .json()
                        .get("itemId")
                        .longValue())
                .isEqualTo(id);
        assertThat(server.item(id).get("description").stringValue()).isEqualTo("long");

        var put = "{\"id\":\"%d\",\"title\":\"put\",\"companyID\":0,\"status\":8,\"priority\":1,\"dueDateTime\":\"%s\"}"
                .formatted(id, item.get("dueDateTime").stringValue());
        assertThat(server.send("PUT", "Tickets", put).status()).isEqualTo(200);
        var after = server.item(id);
        assertThat(after.get("description").isNull()).isTrue();
        assertThat(after.get("queueID").isNull()).isTrue();
        assertThat(userFields(after)).containsEntry("Site", "-");
        assertThat(after.get("ticketNumber")).isEqualTo(item.get("ticketNumber"));

        var incomplete = server.send("PUT", "Tickets/" + id, "{\"title\":\"put\",\"companyID\":0,\"status\":8}");
        assertThat(incomplete.status()).isEqualTo(400);
        assertThat(incomplete.json().get("errors").toString()).contains("priority", "dueDateTime");
    }

    @Test
    void aTicketGoesOutAndComesBackWholeByPut() {
        var id = server.ticket("""
                {"title":"round","companyID":0,"queueID":8,"userDefinedFields":[{"name":"Site","value":"Bonn"}]}""");
        var lines = server.house().tickets().historyOf(id).size();

        var answer = server.send("PUT", "Tickets", server.item(id).toString());

        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        assertThat(server.house().tickets().historyOf(id)).hasSize(lines);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"titel":"x","companyID":0}                              | titel
                    {"companyID":0}                                          | title
                    {"title":"x"}                                            | companyID
                    {"title":"x","companyID":4711}                           | companyID
                    {"title":"x","companyID":"acme"}                         | companyID
                    {"title":"x","companyID":0,"queueID":99}                 | queueID
                    {"title":"x","companyID":0,"status":1.5}                 | status
                    {"title":"x","companyID":0,"status":true}                | status
                    {"title":"x","companyID":0,"status":1e999999999}         | status
                    {"title":"x","companyID":0,"status":{"id":1}}            | status
                    {"title":["x"],"companyID":0}                            | title
                    {"title":"x","companyID":0,"dueDateTime":"soon"}         | dueDateTime
                    {"title":"x","companyID":0,"estimatedHours":"1e400000"}  | estimatedHours
                    {"title":"x","Title":"y","companyID":0}                  | Title
                    {"title":"x","title":"y","companyID":0}                  | title
                    {"title":"x\\ud800","companyID":0}                       | title
                    {"title":"x","companyID":0,"status":"\\ud800"}           | status
                    {"title":"x","companyID":0,"userDefinedFields":{}}       | userDefinedFields
                    {"title":"x","companyID":0,"userDefinedFields":[1]}      | userDefinedFields[0]
                    {"title":"x","companyID":0,"userDefinedFields":[{"value":"v"}]}                  | name
                    {"title":"x","companyID":0,"userDefinedFields":[{"name":"Old","value":"v"}]}     | Old
                    {"title":"x","companyID":0,"userDefinedFields":[{"name":"Site","value":[1]}]}    | Site
                    {"title":"x","companyID":0,"userDefinedFields":[{"name":"Site"},{"name":"site"}]}| site
                    {"title":"x","companyID":0,"userDefinedFields":[{"name":"Site","value":"\\u0000"}]}| Site
                    [1]                                                      | body
                    "x"                                                      | body
                    {"title":                                                | body
                    {"title":"x","companyID":0} {}                           | body
                    """)
    void badInputIsRefusedByName(String body, String named) {
        var before = server.count("{\"op\":\"gte\",\"field\":\"id\",\"value\":0}");

        var answer = server.post("Tickets", body);

        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(400);
        assertThat(answer.json().get("errors").toString()).contains(named);
        assertThat(server.count("{\"op\":\"gte\",\"field\":\"id\",\"value\":0}"))
                .isEqualTo(before);
    }

    @Test
    void anEmptyBodyAndOneTooLongAndOneTooDeepAreTold() {
        assertThat(server.post("Tickets", "").status()).isEqualTo(400);
        assertThat(server.post("Tickets", "[".repeat(2000)).status()).isEqualTo(400);
        assertThat(server.post("Tickets", "{\"title\":\"" + "x".repeat(1 << 20) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        var answer = server.post("Tickets", "{\"title\":\"\",\"companyID\":99,\"queueID\":\"x\",\"status\":77}");

        assertThat(answer.json().get("errors")).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gzipIsSeenByItsBytesNotByItsHeader(boolean packed) throws IOException {
        var bytes = TICKET.getBytes(StandardCharsets.UTF_8);
        if (packed) {
            var out = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(out)) {
                gzip.write(bytes);
            }
            bytes = out.toByteArray();
        }

        var answer = server.send(ApiServer.signedIn(server.request("/ATServicesRest/V1.0/Tickets"))
                .header("Content-Encoding", packed ? "identity" : "gzip")
                .POST(BodyPublishers.ofByteArray(bytes))
                .build());

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(new byte[50 << 20]);
        }

        var answer = server.send(ApiServer.signedIn(server.request("/ATServicesRest/V1.0/Tickets"))
                .POST(BodyPublishers.ofByteArray(out.toByteArray()))
                .build());

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void aFormsContentTypeAndAStrangeAcceptDoNoHarm() {
        var id = server.ticket(TICKET);
        for (var method : List.of("PATCH", "PUT")) {
            var answer = server.send(ApiServer.signedIn(server.request("/ATServicesRest/V1.0/Tickets/" + id))
                    .setHeader("Content-Type", "application/x-www-form-urlencoded")
                    .setHeader("Accept", "text/html")
                    .method(method, BodyPublishers.ofString(server.item(id).toString()))
                    .build());

            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
            assertThat(answer.raw().headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/json");
        }
    }

    @Test
    void anUnknownTicketIsNotFound() {
        assertThat(server.get("Tickets/4711").status()).isEqualTo(404);
        assertThat(server.get("Tickets/4711").text("/errors/0")).contains("4711");
        assertThat(server.patch("Tickets", "{\"id\":4711,\"title\":\"x\"}").status())
                .isEqualTo(404);
        assertThat(server.get("Tickets/4711/Notes").status()).isEqualTo(404);
        assertThat(server.post("Tickets/4711/Notes", "{\"title\":\"x\"}").status())
                .isEqualTo(404);
        assertThat(server.get("TicketNotes/4711").status()).isEqualTo(404);
    }

    @Test
    void aWriteWithoutAnIdOrWithTwoIsRefused() {
        assertThat(server.patch("Tickets", "{\"title\":\"x\"}").text("/errors/0"))
                .startsWith("id");
        assertThat(server.patch("Tickets", "{\"id\":0,\"title\":\"x\"}").text("/errors/0"))
                .startsWith("id");
        var id = server.ticket(TICKET);
        assertThat(server.patch("Tickets/" + id, "{\"id\":4711,\"title\":\"x\"}")
                        .text("/errors/0"))
                .contains("4711");
    }

    @Test
    void notesAreAddedReadAndFound() {
        var id = server.ticket(TICKET);
        var added = server.post(
                "Tickets/" + id + "/Notes",
                "{\"id\":0,\"Title\":\"seen\",\"description\":\"on site\",\"noteType\":\"1\",\"publish\":2,\"createDateTime\":null}");
        assertThat(added.status()).as(added.raw().body()).isEqualTo(200);
        var note = added.json().get("itemId").longValue();

        var listed = server.get("Tickets/" + id + "/Notes");
        assertThat(listed.text("/items/0/title")).isEqualTo("seen");
        assertThat(listed.json().at("/items/0/ticketID").longValue()).isEqualTo(id);
        assertThat(listed.json().at("/pageDetails/nextPageUrl").isNull()).isTrue();
        assertThat(server.get("TicketNotes/" + note).text("/item/description")).isEqualTo("on site");
        var found = server.post(
                "TicketNotes/query",
                "{\"filter\":[{\"op\":\"eq\",\"field\":\"ticketID\",\"value\":%d},{\"op\":\"contains\",\"field\":\"title\",\"value\":\"EE\"}]}"
                        .formatted(id));
        assertThat(found.json().get("items")).hasSize(1);
        assertThat(found.json().at("/items/0/publish").longValue()).isEqualTo(2);
        assertThat(server.get(
                                "TicketNotes/query/count?search=%7B%22filter%22:%7B%22op%22:%22eq%22,%22field%22:%22id%22,%22value%22:"
                                        + note + "%7D%7D")
                        .json()
                        .get("queryCount")
                        .longValue())
                .isEqualTo(1);

        assertThat(server.post("Tickets/" + id + "/Notes", "{\"titel\":\"x\"}").text("/errors/0"))
                .contains("titel");
        assertThat(server.post("Tickets/" + id + "/Notes", "{\"title\":\"x\",\"publish\":3}")
                        .text("/errors/0"))
                .contains("publish");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud800", "\\udc00"})
    void aCharacterThatNoStoreCanKeepIsRefusedByName(String character) {
        var id = server.ticket(TICKET);

        var ticket = server.post(
                "Tickets", ApiServer.payload("zero-character-ticket.json").replace("\\u0000", character));
        var note = server.post(
                "Tickets/" + id + "/Notes",
                ApiServer.payload("zero-character-note.json").replace("\\u0000", character));

        assertThat(ticket.status()).isEqualTo(400);
        assertThat(ticket.text("/errors/0")).startsWith("title: holds");
        assertThat(note.status()).isEqualTo(400);
        assertThat(note.text("/errors/0")).startsWith("description: holds");
        assertThat(server.get("Tickets/" + id + "/Notes").json().get("items")).isEmpty();
    }
}
