package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Actor;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.AttachmentDraft;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Files of tickets, as clients of the Autotask API send and get them. */
@OnBothDatabases
@SuppressWarnings("NullAway.Init") // the server is there before the first test
class AttachmentsOverRestTest {
    private static final String TEXT = base64("Disk is full\n".getBytes(StandardCharsets.UTF_8));

    private static ApiServer server;
    private static long ticket;

    AttachmentsOverRestTest(TestDatabase database) {}

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) {
        server = ApiServer.on(database);
        server.apply("companies: [ { name: Acme }, { name: Beta } ]");
        ticket = ticket("disk full", 0);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        server.close();
    }

    private static long ticket(String title, long company) {
        return server.ticket("{\"title\":\"%s\",\"companyID\":%d}".formatted(title, company));
    }

    private static long company(String name) {
        return server.house().directory().companyNamed(name).orElseThrow().id();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String file(String name, String data) {
        return "{\"fullPath\":\"%s\",\"data\":\"%s\"}".formatted(name, data);
    }

    private static ApiServer.Answer add(long to, String body) {
        return server.post("Tickets/" + to + "/Attachments", body);
    }

    private static long added(long to, String body) {
        var answer = add(to, body);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json().get("itemId").longValue();
    }

    private static List<JsonNode> items(String path) {
        var answer = server.get(path);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.json().get("items").valueStream().toList();
    }

    @Test
    void aFileAsClientsSendItIsAddedListedAndReadBack() {
        var id = ticket("with a file", 0);

        var file = added(id, """
                {"id":0,"attachmentType":"FILE_ATTACHMENT","FullPath":"disk.txt","title":"What it said","publish":"2",
                 "contentType":"text/plain","data":"%s","parentID":%d,"ticketID":null,"attachedByContactID":null,
                 "fileSize":13,"opportunityID":null,"parentType":4,"isTaskAttachment":false,"soapParentPropertyId":null}""".formatted(TEXT, id));

        assertThat(items("Tickets/" + id + "/Attachments")).singleElement().satisfies(item -> {
            assertThat(item.get("id").longValue()).isEqualTo(file);
            assertThat(item.has("data")).isFalse();
            assertThat(item.get("parentID").longValue()).isEqualTo(id);
            assertThat(item.get("ticketID").longValue()).isEqualTo(id);
            assertThat(item.get("title").stringValue()).isEqualTo("What it said");
            assertThat(item.get("fullPath").stringValue()).isEqualTo("disk.txt");
            assertThat(item.get("contentType").stringValue()).isEqualTo("text/plain");
            assertThat(item.get("attachmentType").stringValue()).isEqualTo("FILE_ATTACHMENT");
            assertThat(item.get("fileSize").longValue()).isEqualTo(13);
            assertThat(item.get("publish").longValue()).isEqualTo(2);
            assertThat(item.get("attachDate").stringValue()).matches("\\d{4}-.*\\.\\d{3}Z");
        });
        for (var path : List.of("Tickets/" + id + "/Attachments/" + file, "TicketAttachments/" + file)) {
            assertThat(items(path)).singleElement().satisfies(item -> {
                assertThat(item.get("id").longValue()).isEqualTo(file);
                assertThat(item.get("data").stringValue()).isEqualTo(TEXT);
            });
        }
        var found = server.post(
                "TicketAttachments/query",
                "{\"filter\":[{\"op\":\"eq\",\"field\":\"parentID\",\"value\":%d},{\"op\":\"eq\",\"field\":\"id\",\"value\":%d}]}"
                        .formatted(id, file));
        assertThat(found.json().get("items")).hasSize(1);
        assertThat(found.json().at("/items/0/fullPath").stringValue()).isEqualTo("disk.txt");
        assertThat(found.json().at("/items/0").has("data")).isFalse();
        assertThat(server.post(
                                "TicketAttachments/query/count",
                                "{\"filter\":[{\"op\":\"eq\",\"field\":\"ticketID\",\"value\":%d}]}".formatted(id))
                        .json()
                        .get("queryCount")
                        .longValue())
                .isEqualTo(1);
    }

    @Test
    void theLargestFilePassesHereAndNothingSoLargeElsewhere() {
        var content = new byte[7 << 20];
        new Random(2).nextBytes(content);
        // As a client in PHP sends it: lines broken, slashes escaped.
        var data = Base64.getMimeEncoder()
                .encodeToString(content)
                .replace("\r\n", "\\r\\n")
                .replace("/", "\\/");

        var file = added(ticket, file("large.bin", data));

        assertThat(items("TicketAttachments/" + file).getFirst().get("data").stringValue())
                .isEqualTo(base64(content));
        var larger = add(ticket, file("larger.bin", base64(new byte[(7 << 20) + 1])));
        assertThat(larger.status()).isEqualTo(400);
        assertThat(larger.text("/errors/0")).isEqualTo("data: 7,340,033 bytes; at most 7,340,032 fit");
        var far = add(ticket, file("far.bin", "A".repeat(11 << 20)));
        assertThat(far.status()).isEqualTo(413);
        assertThat(far.text("/errors/0")).isEqualTo("body: longer than 11,534,336 bytes");
        for (var path : List.of("Tickets", "Tickets/" + ticket + "/Notes", "TicketAttachments/query")) {
            assertThat(server.post(path, file("x", "A".repeat(1 << 20))).status())
                    .as(path)
                    .isEqualTo(413);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"data":"QQ=="}                                          | fullPath: the file's name is needed, such as report.pdf
                    {"fullPath":"","title":"x","data":"QQ=="}                | fullPath: the file's name is needed, such as report.pdf
                    {"fullPath":"a"}                                         | data: the file's content is needed, in base64
                    {"fullPath":"a","data":" "}                              | data: the file's content is needed, in base64
                    {"fullPath":"a","data":"QQ=!"}                           | data: "!" at position 3 does not occur in base64, which the file's content has to be in
                    {"fullPath":"a","data":"data:text/plain;base64,QQ=="}    | data: ":" at position 4 does not occur in base64, which the file's content has to be in
                    {"fullPath":"a","data":"QUFBQ"}                          | data: 5 characters that are no whole base64; a part of it is missing, or ends too early
                    {"fullPath":"a","data":"QQ==QQ=="}                       | data: 8 characters that are no whole base64; a part of it is missing, or ends too early
                    {"fullPath":"a","data":7}                                | data: a text is needed
                    {"fullPath":["a"],"data":"QQ=="}                         | fullPath: a single value is needed, not a list
                    {"fullPath":"a","data":"QQ==","publish":3}               | publish: 3 is not known; use 1 (everybody), 2 (internal) or 4 (internal and co-managed)
                    {"fullPath":"a","data":"QQ==","publish":"all"}           | publish: "all" is not a whole number
                    {"fullPath":"a","data":"QQ==","attachmentType":"URL"}    | attachmentType: "URL" cannot be kept here; use FILE_ATTACHMENT
                    {"fullPath":"a","data":"QQ==","contentType":"<script>"}  | contentType: "<script>" is no type of content, such as text/plain
                    {"fullPath":"a","data":"QQ==","fulPath":"b"}             | fulPath: the entity TicketAttachment has no such field; did you mean fullPath?
                    {"fullPath":"a","data":"QQ==","parentID":4711}           | parentID: 4711 in the body, and %d in the address
                    {"fullPath":"a","data":"QQ==","ticketID":"4711"}         | ticketID: 4711 in the body, and %d in the address
                    """)
    void badInputIsRefusedByName(String body, String told) {
        var before = items("Tickets/" + ticket + "/Attachments").size();

        var answer = add(ticket, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("errors")).hasSize(1);
        assertThat(answer.text("/errors/0")).isEqualTo(told.formatted(ticket));
        assertThat(items("Tickets/" + ticket + "/Attachments")).hasSize(before);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        var file = added(ticket, file("a", TEXT));
        var other = ticket("another", 0);

        for (var path : List.of("Tickets/4711/Attachments", "Tickets/4711/Attachments/" + file)) {
            assertThat(server.get(path).status()).isEqualTo(404);
            assertThat(server.get(path).text("/errors/0")).isEqualTo("there is no ticket 4711");
        }
        assertThat(add(4711, file("a", TEXT)).status()).isEqualTo(404);
        assertThat(server.get("TicketAttachments/4711").text("/errors/0")).isEqualTo("there is no attachment 4711");
        assertThat(server.get("Tickets/" + other + "/Attachments/" + file).status())
                .as("of another ticket")
                .isEqualTo(404);
        assertThat(server.send("DELETE", "Tickets/" + ticket + "/Attachments/" + file, "")
                        .status())
                .isEqualTo(405);
    }

    @Test
    void aProgramOfACompanyKnowsFilesOfItsTicketsOnly() {
        var acme = company("Acme");
        var program = server.program("of acme's files", acme);
        var own = ticket("of acme", acme);
        var foreign = ticket("of beta", company("Beta"));
        var ownFile = added(own, file("own.txt", TEXT));
        var foreignFile = added(foreign, file("foreign.txt", TEXT));
        var all = "{\"filter\":[{\"op\":\"exist\",\"field\":\"id\"}]}";

        var found = program.send("POST", "TicketAttachments/query", all);
        var made = program.send("POST", "Tickets/" + own + "/Attachments", file("made.txt", TEXT));

        assertThat(found.json().get("items")).hasSize(1);
        assertThat(found.json().at("/items/0/id").longValue()).isEqualTo(ownFile);
        assertThat(made.status()).isEqualTo(200);
        assertThat(program.send("POST", "TicketAttachments/query/count", all)
                        .json()
                        .get("queryCount")
                        .longValue())
                .isEqualTo(2);
        assertThat(program.send("GET", "TicketAttachments/" + ownFile, "")
                        .json()
                        .at("/items/0/data")
                        .stringValue())
                .isEqualTo(TEXT);
        for (var path : List.of(
                "TicketAttachments/" + foreignFile,
                "Tickets/" + foreign + "/Attachments",
                "Tickets/" + foreign + "/Attachments/" + foreignFile,
                "Tickets/" + own + "/Attachments/" + foreignFile)) {
            assertThat(program.send("GET", path, "").status()).as(path).isEqualTo(404);
        }
        assertThat(program.send("POST", "Tickets/" + foreign + "/Attachments", file("a", TEXT))
                        .text("/errors/0"))
                .isEqualTo("there is no ticket " + foreign);
        assertThat(items("Tickets/" + foreign + "/Attachments")).hasSize(1);
    }

    @Test
    void aListOfMoreThanAPageLeadsOn() {
        var id = ticket("of many files", 0);
        var tickets = server.house().tickets();
        server.house().store().write(id, () -> {
            for (int i = 1; i <= 501; i++) {
                tickets.addAttachment(id, new AttachmentDraft("file " + i, "", "", 1), new byte[] {1}, Actor.DESK);
            }
            return null;
        });

        var first = server.get("tickets/" + id + "/Attachments/");
        var second = server.send(ApiServer.signedIn(server.request(first.text("/pageDetails/nextPageUrl")))
                .build());

        assertThat(first.json().get("items")).hasSize(500);
        assertThat(first.json().at("/pageDetails/prevPageUrl").isNull()).isTrue();
        assertThat(second.json().at("/items/0/fullPath").stringValue()).isEqualTo("file 501");
        assertThat(second.json().at("/pageDetails/nextPageUrl").isNull()).isTrue();
        assertThat(second.text("/pageDetails/prevPageUrl"))
                .startsWith(server.origin() + "/ATServicesRest/V1.0/tickets/" + id + "/Attachments?paging=");
    }

    @Test
    void theEntityIsDescribedAndSearchedByWhatIsDescribed() {
        assertThat(server.get("TicketAttachments/entityInformation").json().toString())
                .isEqualTo("""
                {"info":{"name":"TicketAttachment","canCreate":true,"canDelete":false,"canQuery":true,"canUpdate":false,\
                "userAccessForCreate":"All","userAccessForDelete":"None","userAccessForQuery":"All","userAccessForUpdate":"None",\
                "hasUserDefinedFields":false,"supportsWebhookCallouts":false}}""");
        var fields =
                server.get("TicketAttachments/entityInformation/fields").json().get("fields");
        var names = new ArrayList<String>();
        fields.forEach(field -> names.add(field.get("name").stringValue()));
        var file = added(ticket, file("described.txt", TEXT));

        assertThat(names).hasSize(13).doesNotContain("data");
        assertThat(items("TicketAttachments/" + file).getFirst().propertyNames())
                .containsAll(names)
                .hasSize(19);
        for (var name : names) {
            var asked = ApiServer.JSON.writeValueAsString(
                    Map.of("filter", List.of(Map.of("op", "exist", "field", name)), "includeFields", List.of(name)));
            assertThat(server.post("TicketAttachments/query", asked).status())
                    .as(name)
                    .isEqualTo(200);
        }
        var publish = fields.valueStream()
                .filter(field -> field.get("name").stringValue().equals("publish"))
                .findFirst()
                .orElseThrow();
        assertThat(publish.get("picklistValues")).hasSize(3);
        assertThat(server.get("TicketAttachments/entityInformation/userDefinedFields")
                        .json()
                        .get("fields"))
                .isEmpty();
    }
}
