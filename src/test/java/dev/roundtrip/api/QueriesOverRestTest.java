package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Actor;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.ticket.NoteDraft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Queries and their pages, as clients of the Autotask API ask for them. What filters find is another test's matter. */
@OnBothDatabases
@SuppressWarnings("NullAway.Init") // the server is there before the first test
class QueriesOverRestTest {
    private static final String ALL = "{\"filter\":[{\"op\":\"beginsWith\",\"field\":\"title\",\"value\":\"paged\"}]}";
    private static ApiServer server;

    QueriesOverRestTest(TestDatabase database) {}

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) {
        server = ApiServer.on(database);
        server.apply(
                "fields: [ { name: AlertID, type: text }, { name: Site, type: text }, { name: Old, type: text, active: false } ]");
        for (int i = 0; i < 5; i++) {
            var ticket = server.ticket("{\"title\":\"paged %d & ü\",\"companyID\":0}".formatted(i));
            server.post("Tickets/" + ticket + "/Notes", "{\"title\":\"note %d\"}".formatted(i));
        }
    }

    @AfterParameterizedClassInvocation
    static void close() {
        server.close();
    }

    @Test
    void anAnswerHoldsItemsByIdAndTellsOfItsPage() {
        var answer = server.post("Tickets/query", ALL);

        assertThat(titles(answer))
                .containsExactly("paged 0 & ü", "paged 1 & ü", "paged 2 & ü", "paged 3 & ü", "paged 4 & ü");
        assertThat(answer.json().get("pageDetails").toString())
                .isEqualTo("{\"count\":5,\"requestCount\":500,\"prevPageUrl\":null,\"nextPageUrl\":null}");
    }

    @Test
    void membersAreKnownInAnyCaseAndOthersPassedOver() {
        var answer = server.post("Tickets/query", """
                {"MaxRecords":"2","IncludeFields":["ID","Title"],"more":[1],
                 "Filter":[{"op":"BeginsWith","field":"TITLE","value":"PAGED"}]}""");

        assertThat(titles(answer)).containsExactly("paged 0 & ü", "paged 1 & ü");
        assertThat(answer.json().at("/pageDetails/requestCount").intValue()).isEqualTo(2);
        assertThat(answer.json().at("/items/0").propertyNames())
                .containsExactlyInAnyOrder("id", "title", "userDefinedFields");
    }

    @Test
    void pagesOfAPostAreFollowedByPostWithOrWithoutABodyAndByGet() {
        var query = ALL.replace("{\"filter", "{\"maxRecords\":2,\"includeFields\":[\"title\"],\"filter");

        var first = server.post("Tickets/query", query);
        var second = follow("POST", first, "nextPageUrl", query);
        var third = follow("POST", second, "nextPageUrl", "");

        assertThat(first.text("/pageDetails/nextPageUrl"))
                .startsWith(server.origin() + "/ATServicesRest/V1.0/Tickets/query/next?paging=");
        assertThat(first.json().at("/pageDetails/prevPageUrl").isNull()).isTrue();
        assertThat(titles(first)).containsExactly("paged 0 & ü", "paged 1 & ü");
        assertThat(titles(second)).containsExactly("paged 2 & ü", "paged 3 & ü");
        assertThat(titles(third)).containsExactly("paged 4 & ü");
        assertThat(third.json().at("/pageDetails/count").intValue()).isEqualTo(1);
        assertThat(third.json().at("/pageDetails/nextPageUrl").isNull()).isTrue();
        assertThat(third.json().at("/items/0").propertyNames()).hasSize(3);

        assertThat(titles(follow("GET", first, "nextPageUrl", ""))).isEqualTo(titles(second));
        assertThat(titles(follow("POST", third, "prevPageUrl", ""))).isEqualTo(titles(second));
        var back = follow("GET", second, "prevPageUrl", "");
        assertThat(titles(back)).isEqualTo(titles(first));
        assertThat(back.json().at("/pageDetails/prevPageUrl").isNull()).isTrue();
        assertThat(titles(follow("POST", back, "nextPageUrl", ""))).isEqualTo(titles(second));
    }

    @Test
    void pagesOfAGetStayAGetInTheClientsSpelling() {
        var search = encoded(ALL.replace("{\"filter", "{\"maxRecords\":2,\"filter"));

        var first = send("GET", server.origin() + "/atservicesrest/1.0/tickets/Query/?search=" + search, "");
        var second = follow("GET", first, "nextPageUrl", "");

        assertThat(first.text("/pageDetails/nextPageUrl"))
                .startsWith(server.origin() + "/atservicesrest/1.0/tickets/Query?paging=");
        assertThat(titles(second)).containsExactly("paged 2 & ü", "paged 3 & ü");
        assertThat(titles(follow("GET", second, "nextPageUrl", ""))).containsExactly("paged 4 & ü");
        assertThat(titles(follow("GET", second, "prevPageUrl", ""))).isEqualTo(titles(first));
    }

    @Test
    void pagesOfNotesAreFollowedToo() {
        var first =
                server.post("TicketNotes/query", "{\"maxRecords\":4,\"filter\":[{\"op\":\"exist\",\"field\":\"id\"}]}");
        var second = follow("POST", first, "nextPageUrl", "");

        assertThat(first.text("/pageDetails/nextPageUrl")).contains("/TicketNotes/query/next?paging=");
        assertThat(titles(first)).containsExactly("note 0", "note 1", "note 2", "note 3");
        assertThat(titles(second)).startsWith("note 4");
        assertThat(titles(follow("GET", second, "prevPageUrl", ""))).isEqualTo(titles(first));
    }

    @Test
    void theNotesOfATicketComeInPages() {
        var ticket = server.ticket("{\"title\":\"much noted\",\"companyID\":0}");
        for (int i = 0; i < 503; i++) {
            server.house().tickets().addNote(ticket, NoteDraft.internal("n" + i, ""), Actor.DESK);
        }

        var first = server.get("Tickets/" + ticket + "/Notes");
        var second = follow("GET", first, "nextPageUrl", "");

        assertThat(titles(first)).hasSize(500).startsWith("n0").endsWith("n499");
        assertThat(titles(second)).containsExactly("n500", "n501", "n502");
        assertThat(second.json().at("/pageDetails/nextPageUrl").isNull()).isTrue();
        assertThat(titles(follow("GET", second, "prevPageUrl", ""))).isEqualTo(titles(first));
    }

    @Test
    void rowsThatComeInMeanwhileShiftNoPage() {
        var title = "\"title\":\"between\",\"companyID\":0";
        var query = "{\"maxRecords\":2,\"filter\":[{\"op\":\"eq\",\"field\":\"title\",\"value\":\"between\"}]}";
        var ids = IntStream.range(0, 3)
                .mapToLong(i -> server.ticket("{" + title + "}"))
                .boxed()
                .collect(Collectors.toList());
        var first = server.post("Tickets/query", query);

        server.patch("Tickets/" + ids.getFirst(), "{\"title\":\"gone\"}");
        ids.add(server.ticket("{" + title + "}"));

        assertThat(ids(first)).isEqualTo(ids.subList(0, 2));
        assertThat(ids(follow("POST", first, "nextPageUrl", ""))).isEqualTo(ids.subList(2, 4));
    }

    /** Its addresses would be longer than a server reads. */
    @Test
    void aVeryLongQueryIsPagedWithItsBody() {
        var random = new Random(1);
        var lists = IntStream.range(0, 19)
                .mapToObj(i -> Map.of(
                        "op",
                        "notIn",
                        "field",
                        "monitorID",
                        "value",
                        LongStream.generate(() -> random.nextLong(1L << 59))
                                .limit(500)
                                .boxed()
                                .toList()))
                .collect(Collectors.toCollection(ArrayList<Map<String, ?>>::new));
        lists.add(Map.of("op", "beginsWith", "field", "title", "value", "paged"));
        var query = ApiServer.JSON.writeValueAsString(Map.of("maxRecords", 2, "filter", lists));

        var first = server.post("Tickets/query", query);
        var second = follow("POST", first, "nextPageUrl", query);
        var back = follow("POST", second, "prevPageUrl", query);

        assertThat(titles(second)).containsExactly("paged 2 & ü", "paged 3 & ü");
        assertThat(titles(back)).isEqualTo(titles(first));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "maxRecords\":1,\"",
                "includeFields\":[\"id\"],\"",
                "maxRecords\":null,\"includeFields\":null,\""
            })
    void countsAgreeWithTheQueryWhateverThePage(String besides) {
        var query = ALL.replace("{\"", "{\"" + besides);

        assertThat(server.post("Tickets/query/count", query).json().toString()).isEqualTo("{\"queryCount\":5}");
        assertThat(server.get("Tickets/query/count?search=" + encoded(query))
                        .json()
                        .toString())
                .isEqualTo("{\"queryCount\":5}");
        assertThat(server.post("TicketNotes/query/count", query.replace("title", "description"))
                        .json()
                        .toString())
                .isEqualTo("{\"queryCount\":0}");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "500,5", "'\"500\"',5", "null,5", "' \" 3 \"',3", "'\"\"',5"})
    void aPageHoldsAtMostWhatIsAskedFor(String maxRecords, int rows) {
        var answer =
                server.post("Tickets/query", ALL.replace("{\"filter", "{\"maxRecords\":" + maxRecords + ",\"filter"));

        assertThat(titles(answer)).hasSize(rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "501", "1.5", "\"many\"", "true", "[1]", "{}", "99999999999999999999"})
    void aPageSizeThatIsNoneIsRefused(String maxRecords) {
        var answer =
                server.post("Tickets/query", ALL.replace("{\"filter", "{\"maxRecords\":" + maxRecords + ",\"filter"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0")).contains("maxRecords");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    null                      | 76 | AlertID Site
                    []                        | 76 | AlertID Site
                    ["title"]                 | 3  | AlertID Site
                    ["TITLE"," status "]      | 4  | AlertID Site
                    ["site"]                  | 2  | Site
                    ["title","AlertID"]       | 3  | AlertID
                    ["userDefinedFields"]     | 2  | AlertID Site
                    ["id","id"]               | 2  | AlertID Site
                    """)
    void anAnswerCarriesWhatIsAskedForAndAlwaysTheId(String include, int members, String userFields) {
        var answer =
                server.post("Tickets/query", ALL.replace("{\"filter", "{\"includeFields\":" + include + ",\"filter"));

        var item = answer.json().at("/items/0");
        assertThat(item.propertyNames()).hasSize(members).contains("id", "userDefinedFields");
        assertThat(item.get("userDefinedFields")
                        .valueStream()
                        .map(field -> field.get("name").stringValue()))
                .containsExactly(userFields.split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[\"titel\"]", "[\"Old\"]", "\"title\"", "{}", "[7]", "[null]", "[[\"title\"]]", "[\"id\",\"\"]"
            })
    void whatIsNoFieldCannotBeIncluded(String include) {
        var answer =
                server.post("Tickets/query", ALL.replace("{\"filter", "{\"includeFields\":" + include + ",\"filter"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0")).startsWith("includeFields: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                                  | body
                    []                                                                  | body
                    {                                                                   | body
                    {}                                                                  | filter
                    {"filter":null}                                                     | filter
                    {"filter":[]}                                                       | filter
                    {"filter":[{"op":"eq","field":"titel","value":"x"}]}                | titel
                    {"filter":[{"op":"eq","field":"Old","value":"x","udf":true}]}       | Old
                    {"filter":[{"op":"eq","field":"title","value":"x"}],"Filter":[]}    | Filter
                    """)
    void aQueryThatIsWrongIsRefusedByName(String query, String named) {
        for (var path : List.of("Tickets/query", "Tickets/query/count", "Tickets/query/next", "TicketNotes/query")) {
            var answer = server.post(path, query);

            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.text("/errors/0")).contains(named);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?search=", "?search=%20", "?paging=", "?Search=[]"})
    void aGetNeedsASearch(String query) {
        assertThat(server.get("Tickets/query" + query).text("/errors/0")).contains("search");
    }

    @Test
    void aTokenThatIsNotOfThisDeskIsRefused() throws IOException {
        for (var token : List.of(
                "x",
                "%20",
                "eJyrVipJLS5RsgIA",
                Base64.getUrlEncoder().encodeToString("{\"after\":1}".getBytes(StandardCharsets.UTF_8)),
                packed("7"),
                packed("{"),
                packed("{}"),
                packed("{\"after\":-1}"),
                packed("{\"after\":1,\"before\":2}"),
                packed("{\"after\":\"x\"}"),
                packed("{\"after\":1,\"query\":7}"),
                packed("{\"after\":1,\"query\":\"{}\"}"),
                packed("{\"after\":1,\"query\":\"" + "x".repeat(2 << 20) + "\"}"),
                packed(
                        "{\"after\":1,\"query\":\"{\\\"filter\\\":[{\\\"op\\\":\\\"eq\\\",\\\"field\\\":\\\"1=1\\\"}]}\"}"))) {
            for (var method : List.of("GET", "POST")) {
                var answer =
                        send(method, server.origin() + "/ATServicesRest/V1.0/Tickets/query/next?paging=" + token, "");

                assertThat(answer.status()).as(token).isEqualTo(400);
                assertThat(answer.text("/errors/0")).isNotBlank();
            }
        }
    }

    private static String packed(String json) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
            out.write(json.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static ApiServer.Answer follow(String method, ApiServer.Answer page, String which, String body) {
        var address = page.text("/pageDetails/" + which);
        assertThat(URI.create(address).isAbsolute()).isTrue();
        return send(method, address, body);
    }

    private static ApiServer.Answer send(String method, String address, String body) {
        return server.send(ApiServer.signedIn(server.request(address))
                .method(method, BodyPublishers.ofString(body))
                .build());
    }

    private static List<String> titles(ApiServer.Answer page) {
        return items(page).stream().map(item -> item.get("title").stringValue()).toList();
    }

    private static List<Long> ids(ApiServer.Answer page) {
        return items(page).stream().map(item -> item.get("id").longValue()).toList();
    }

    private static List<JsonNode> items(ApiServer.Answer page) {
        assertThat(page.status()).as(page.raw().body()).isEqualTo(200);
        return page.json().get("items").valueStream().toList();
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
