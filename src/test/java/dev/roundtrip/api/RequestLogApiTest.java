package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Token;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Patience;
import dev.roundtrip.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What an integration developer sees of the requests of an API user. */
@OnBothDatabases
@SuppressWarnings("NullAway.Init") // the server is there before the first test
class RequestLogApiTest {
    private static final String ADMIN = "rt_admin_0123456789abcdef";
    private static final String TICKETS = "/ATServicesRest/V1.0/Tickets";
    private static ApiServer server;

    /** Each test is an API user of its own. */
    private final String login = UUID.randomUUID() + "@acme.example";

    private final ApiServer.Program program;
    private final long id;

    RequestLogApiTest(TestDatabase database) {
        program = server.program(login);
        id = server.house().apiUsers().named(login).orElseThrow().id();
    }

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) {
        server = ApiServer.on(database);
        server.house().tokens().keep(new Token(0, "administrator", Set.of(Token.Scope.ADMIN), null), ADMIN);
    }

    @AfterParameterizedClassInvocation
    static void close() {
        server.close();
    }

    private static ApiServer.Answer asked(String token, String method, String path) {
        return server.send(server.request(path)
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.noBody())
                .build());
    }

    private ApiServer.Answer page(String query) {
        return asked(ADMIN, "GET", "/api/v1/api-users/" + id + "/requests" + query);
    }

    /** The newest first, as soon as there are so many: a request comes into the log when its answer is out. */
    private List<JsonNode> logged(int count) {
        Patience.until(
                "%d requests are in the log".formatted(count),
                Duration.ofSeconds(20),
                () -> {
                    server.requests().runOnce();
                    return page("?limit=250").json().get("items").size() >= count;
                },
                new Patience.Doer() {
                    @Override
                    public boolean isRunning() {
                        return true;
                    }

                    @Override
                    public String news() {
                        return page("").raw().body();
                    }
                });
        var items = page("?limit=250").json().get("items").valueStream().toList();
        assertThat(items).hasSize(count);
        return items;
    }

    private HttpRequest.Builder signed(String path) {
        return server.request(path).header("UserName", login).header("Secret", ApiServer.SECRET);
    }

    private static List<String> texts(List<JsonNode> items, String pointer) {
        return items.stream().map(item -> item.at(pointer).asString()).toList();
    }

    @Test
    void aRequestIsShownAsItWentOverTheWire() {
        var before = Instant.now();
        var body = "{\"title\":\"disk full\",\"companyID\":0}";
        var answer = server.send(server.request("/atservicesrest//1.0/Tickets/?x=%41&y={}".replace("{}", "%7B%7D"))
                .setHeader("Content-Type", "text/plain; charset=utf-8")
                .header("User-Agent", "acme-monitor/1.2")
                .header("UserName", login)
                .header("Secret", ApiServer.SECRET)
                .header("ApiIntegrationCode", "ZQX7K2M4P9L1R8T3")
                .POST(BodyPublishers.ofString(body))
                .build());

        var item = logged(1).getFirst();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(item.propertyNames())
                .containsExactly(
                        "id",
                        "at",
                        "method",
                        "address",
                        "status",
                        "millis",
                        "integrationCode",
                        "contentType",
                        "userAgent",
                        "request",
                        "answer");
        assertThat(Instant.parse(item.get("at").stringValue())).isBetween(before.minusMillis(1), Instant.now());
        assertThat(item.get("method").stringValue()).isEqualTo("POST");
        assertThat(item.get("address").stringValue()).isEqualTo("/atservicesrest//1.0/Tickets/?x=%41&y=%7B%7D");
        assertThat(item.get("status").intValue()).isEqualTo(200);
        assertThat(item.get("millis").longValue()).isBetween(0L, 60_000L);
        assertThat(item.get("integrationCode").stringValue()).isEqualTo("ZQX••••••••");
        assertThat(item.get("contentType").stringValue()).isEqualTo("text/plain; charset=utf-8");
        assertThat(item.get("userAgent").stringValue()).isEqualTo("acme-monitor/1.2");
        assertThat(item.get("request").toString())
                .isEqualTo("{\"size\":%d,\"body\":%s,\"cut\":false}"
                        .formatted(body.length(), ApiServer.JSON.writeValueAsString(body)));
        assertThat(item.get("answer").toString())
                .isEqualTo("{\"size\":%d,\"body\":%s,\"cut\":false}"
                        .formatted(
                                answer.raw().body().length(),
                                ApiServer.JSON.writeValueAsString(answer.raw().body())));
    }

    @Test
    void whyOneWasRefusedStandsInItsAnswer() {
        program.send("POST", "Tickets", "{\"title\":\"x\",\"companyID\":0,\"priority\":9}");
        program.send("GET", "Tickets/4711", "");
        program.send("GET", "Nonsense", "");
        program.send("DELETE", "Tickets/1", "");
        program.send("POST", "Tickets", "{\"title");

        var items = logged(5);

        assertThat(texts(items, "/status")).containsExactly("400", "405", "404", "404", "400");
        assertThat(texts(items, "/answer/body").reversed())
                .satisfiesExactly(
                        wrong -> assertThat(wrong).startsWith("{\"errors\":[\"priority: 9 is not in the list"),
                        none -> assertThat(none).isEqualTo("{\"errors\":[\"there is no ticket 4711\"]}"),
                        address -> assertThat(address).startsWith("{\"Message\":\"No resource was found"),
                        method -> assertThat(method).contains("does not support the method DELETE"),
                        broken -> assertThat(broken).startsWith("{\"errors\":[\"body: not readable as JSON"));
        assertThat(items.getFirst().at("/request/body").stringValue()).isEqualTo("{\"title");
    }

    @Test
    void wrongCredentialsAreShownToWhoseLoginTheyNameAndNotWhichOfThemWasWrong() {
        var refused = List.of(
                server.request(TICKETS).header("UserName", login).header("Secret", "something else, long"),
                server.request(TICKETS).header("UserName", login),
                server.request("/api/intake/alertmanager")
                        .header("Authorization", ApiServer.basic(login, "something else, long")));
        for (var request : refused) {
            assertThat(server.send(request.POST(BodyPublishers.ofString("{\"title\":\"of a stranger\"}"))
                                    .build())
                            .status())
                    .isEqualTo(401);
        }

        var items = logged(3);

        assertThat(texts(items, "/status")).containsOnly("401");
        assertThat(texts(items, "/request/size")).containsOnly("25");
        assertThat(items).allSatisfy(item -> {
            assertThat(item.at("/request/body").isNull()).as("not read").isTrue();
            assertThat(item.at("/request/cut").booleanValue()).isTrue();
        });
        assertThat(texts(items, "/answer/body").subList(1, 3))
                .containsOnly(
                        "{\"errors\":[\"UserName, Secret and ApiIntegrationCode together are not those of an active API user\"]}");
    }

    @Test
    void whatNobodySentAndWhatNeedsNoCredentialsIsNotKept() {
        server.send(server.request(TICKETS)
                .header("UserName", "nobody")
                .header("Secret", "x")
                .build());
        server.send(server.request(TICKETS).build());
        server.send(signed("/ATServicesRest/VersionInformation").build());
        server.send(server.request("/api/v1/rules")
                .header("Authorization", ApiServer.basic(login, ApiServer.SECRET))
                .build());
        program.send("GET", "Version", "");

        assertThat(texts(logged(1), "/address")).containsExactly("/ATServicesRest/V1.0/Version");
    }

    @Test
    void alertsAreShownWhereTheyCameByLoginAndSecret() {
        server.send(server.request("/api/intake/alertmanager?company=0")
                .header("Authorization", ApiServer.basic(login, ApiServer.SECRET))
                .POST(BodyPublishers.ofString("{\"version\":\"4\",\"alerts\":[]}"))
                .build());
        server.alerts("", "{\"version\":\"4\",\"alerts\":[]}");

        var item = logged(1).getFirst();

        assertThat(item.get("address").stringValue()).isEqualTo("/api/intake/alertmanager?company=0");
        assertThat(item.at("/request/body").stringValue()).isEqualTo("{\"version\":\"4\",\"alerts\":[]}");
        assertThat(item.at("/answer/body").stringValue()).isEqualTo("{\"tickets\":[]}");
    }

    @Test
    void aPackedBodyCanBeRead() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write("{\"title\":\"packed\",\"companyID\":0}".getBytes(StandardCharsets.UTF_8));
        }
        server.send(signed(TICKETS)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                .build());

        var sent = logged(1).getFirst().get("request");

        assertThat(sent.get("body").stringValue()).isEqualTo("{\"title\":\"packed\",\"companyID\":0}");
        assertThat(sent.get("size").intValue()).isEqualTo(packed.size());
        assertThat(sent.get("cut").booleanValue()).isFalse();
    }

    @Test
    void aFileIsCutOnItsWayInAndOut() {
        var ticket = program.send("POST", "Tickets", "{\"title\":\"x\",\"companyID\":0}")
                .json()
                .get("itemId");
        var data = Base64.getEncoder().encodeToString(new byte[300_000]);
        var file = program.send(
                        "POST",
                        "Tickets/" + ticket + "/Attachments",
                        "{\"fullPath\":\"a.bin\",\"data\":\"" + data + "\"}")
                .json()
                .get("itemId");
        var answer = program.send("GET", "TicketAttachments/" + file, "");

        var items = logged(3);

        var in = items.get(1).get("request");
        assertThat(in.get("body").stringValue()).hasSize(4_000).startsWith("{\"fullPath\":\"a.bin\",\"data\":\"AAAA");
        assertThat(in.get("cut").booleanValue()).isTrue();
        assertThat(in.get("size").intValue()).isEqualTo(data.length() + 30);
        var out = items.getFirst().get("answer");
        assertThat(out.get("body").stringValue()).isEqualTo(answer.raw().body().substring(0, 4_000));
        assertThat(out.get("cut").booleanValue()).isTrue();
        assertThat(out.get("size").intValue()).isEqualTo(answer.raw().body().length());
    }

    @Test
    void aSecretThatIsSentInEveryWayStandsNowhere() {
        var secret = ApiServer.SECRET;
        var inAddress = secret.replace(" ", "%20");
        server.send(signed(TICKETS + "?Secret=" + inAddress + "&note=" + secret.replace(" ", "+"))
                .header("Authorization", ApiServer.basic(login, secret))
                .header("User-Agent", "curl " + secret)
                .header("X-Secret", secret)
                .header("ApiIntegrationCode", secret)
                .POST(BodyPublishers.ofString(
                        "{\"Secret\":\"" + secret + "\",\"title\":\"" + secret + "\",\"companyID\":0}"))
                .build());
        server.send(signed(TICKETS)
                .setHeader("Content-Type", "application/x-www-form-urlencoded; x=\"" + secret + "\"")
                .POST(BodyPublishers.ofString("UserName=" + login + "&Secret=" + inAddress))
                .build());
        server.send(server.request(TICKETS + "?UserName=x&Secret=" + inAddress)
                .header("UserName", login)
                .build());
        server.send(server.request(TICKETS)
                .header("UserName", login)
                .header("Authorization", "ApiKey " + secret)
                .header("User-Agent", secret)
                .build());

        assertThat(logged(4))
                .allSatisfy(item -> assertThat(item.toString())
                        .doesNotContain(
                                secret,
                                inAddress,
                                secret.replace(" ", "+"),
                                "battery",
                                ApiServer.basic(login, secret).substring(6)));
        assertThat(texts(logged(4), "/address").getLast()).isEqualTo(TICKETS + "?Secret=••••••••&note=••••••••");
    }

    @Test
    void pagesGoBackFromTheNewest() {
        for (int number = 1; number <= 5; number++) {
            program.send("GET", "Tickets/" + (9_000 + number), "");
        }
        logged(5);

        var first = page("?limit=2").json();
        var second = page("?limit=2&after=" + first.get("next").stringValue()).json();
        var third = page("?limit=2&after=" + second.get("next").stringValue()).json();

        assertThat(List.of(first, second, third))
                .flatExtracting(page -> texts(page.get("items").valueStream().toList(), "/address"))
                .extracting(address -> address.substring(address.length() - 4))
                .containsExactly("9005", "9004", "9003", "9002", "9001");
        assertThat(third.get("next").isNull()).isTrue();
    }

    @Test
    void theyCanBeAskedForByStatus() {
        program.send("GET", "Version", "");
        program.send("GET", "Tickets/4711", "");
        program.send("DELETE", "Tickets/1", "");
        logged(3);

        assertThat(texts(page("?status=404").json().get("items").valueStream().toList(), "/status"))
                .containsExactly("404");
        assertThat(texts(page("?status=4xx").json().get("items").valueStream().toList(), "/status"))
                .containsExactly("405", "404");
        assertThat(page("?status=5xx").json().get("items")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    status=4    | status: "4" is neither a status nor a class of them, such as 404 or 4xx
                    status=999  | status: "999" is neither a status nor a class of them
                    after=x     | after: "x" is no place in the log; take what stands under next of the page before
                    limit=0     | limit: "0" is not from 1 to 250
                    limit=251   | limit: "251" is not from 1 to 250
                    """)
    void whatIsAskedWronglyIsNamedWithWhatWouldBeRight(String query, String told) {
        var answer = page("?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/detail")).startsWith(told);
    }

    @Test
    void whoIsNotThereHasNone() {
        var answer = asked(ADMIN, "GET", "/api/v1/api-users/4711/requests");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text("/detail")).isEqualTo("there is no API user 4711");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/api-users/%d/requests",
                "/api/v1/api-users/%d/requests/",
                "/api/v1/api-users/%d/requests?status=4xx",
                "/api//v1/api-users//%d/requests",
                "/API/v1/api-users/%d/request%%73",
            })
    void bodiesAreForAdministratorsAlone(String address) {
        var path = address.formatted(id);

        var reader = asked(ApiServer.READ_TOKEN, "GET", path);

        assertThat(reader.status()).isEqualTo(403);
        assertThat(reader.text("/detail")).isEqualTo("the token \"reader\" lacks the scope admin");
        assertThat(asked(ADMIN, "GET", path).status()).isEqualTo(200);
    }
}
