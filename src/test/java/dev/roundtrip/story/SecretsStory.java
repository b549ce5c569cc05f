package dev.roundtrip.story;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.testing.DeadAddresses;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.FinestLog;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.web.PageClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A secret that goes out twice, fails twice and comes back in an answer is nowhere else afterwards. */
@OnBothDatabases
@Isolated("it listens to the log of the whole JVM")
class SecretsStory {
    private static final String SECRET = "s3cr3t/4711+ä";
    private static final String TOKEN = "tok.s3cr3t.4711";
    private static final String PASSWORD = "Lantern-42-cellar";

    /** What every form of it has in it, plain or escaped, and in Base64 wherever in a longer text it begins. */
    private static final List<String> TRACKS = Stream.of(SECRET, TOKEN)
            .flatMap(secret -> Stream.of("s3cr3t", inBase64("", secret), inBase64("x", secret), inBase64("xx", secret)))
            .toList();

    private final DeskUnderTest desk;
    private final FakeEndpoint endpoint = FakeEndpoint.start();
    private final DeadAddresses nobody = new DeadAddresses();

    SecretsStory(TestDatabase database) {
        desk = DeskUnderTest.on(database);
    }

    @AfterEach
    void close() {
        desk.close();
        endpoint.close();
        nobody.close();
    }

    @Test
    void aSecretIsNowhereButInTheRequest() throws IOException {
        int shut = nobody.refusing();
        endpoint.answers(Reply.to(request -> Reply.status(401).body(head(request.raw()))));
        var setup = Inputs.setup("secrets.yaml", endpoint).replace("127.0.0.1:9/", "127.0.0.1:" + shut + "/");
        assertThat(setup).contains(SECRET, PASSWORD, Integer.toString(shut));
        var api = desk.api();
        var told = new ArrayList<String>();

        try (var log = FinestLog.listen()) {
            told.add(api.apply(setup).toString());
            var ticket = api.create("disk full", Map.of());
            desk.runDue();
            desk.pass(ofSeconds(1));
            desk.runDue();

            assertThat(endpoint.requests())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.header("X-Key")).contains("s3cr3t/4711+%C3%A4"));
            var ids = api.deliveriesOf(ticket).stream()
                    .map(delivery -> delivery.path("id").stringValue())
                    .toList();
            assertThat(ids).hasSize(2);
            var refused = api.delivery(ids.getFirst());
            var echoed = api.delivery(ids.getLast());
            assertThat(List.of(refused, echoed))
                    .allSatisfy(
                            one -> assertThat(one.at("/state").stringValue()).isEqualTo("given-up"));
            assertThat(refused.at("/attempts/1/error").stringValue())
                    .isEqualTo("connection refused by 127.0.0.1:" + shut);
            assertThat(refused.at("/attemptDetails/1/requestLine").stringValue())
                    .startsWith("GET http://127.0.0.1:" + shut + "/close?id=")
                    .endsWith("&key=••••••••");
            assertThat(echoed.at("/attemptDetails/1/headers").toString()).contains("\"X-Key: ••••••••\"");
            assertThat(echoed.at("/attemptDetails/1/excerpt").stringValue())
                    .startsWith("POST /echo HTTP/1.1")
                    .contains("X-Key: ••••••••\r\n");

            told.add(refused.toString());
            told.add(echoed.toString());
            told.add(api.deliveries("").toString());
            told.add(api.trace(ticket).toString());
            told.add(api.apply(setup).toString());
            var technician = new PageClient(desk.url().toString());
            technician.signIn("tech", PASSWORD);
            told.addAll(pages(technician, ids));
            assertThat(told).hasSize(14).allSatisfy(SecretsStory::tellsNothing);
            assertThat(everythingKept()).hasSizeGreaterThan(15).allSatisfy(SecretsStory::tellsNothing);
            var lines = log.lines();
            assertThat(lines).hasSizeGreaterThan(1000).allSatisfy(SecretsStory::tellsNothing);
            for (var known : List.of(PASSWORD, desk.token(), DeskUnderTest.SECRET, technician.session())) {
                assertThat(lines).as("what somebody came in with").noneMatch(line -> line.contains(known));
            }
            assertThat(lines).as("the database's").noneMatch(line -> line.contains(TestDatabase.PASSWORD));
        }
        try (var log = FinestLog.listen()) {
            desk.stopAndRestart();

            assertThat(log.lines()).isNotEmpty().allSatisfy(SecretsStory::tellsNothing);
            assertThat(log.lines()).noneMatch(line -> line.contains(TestDatabase.PASSWORD));
        }
    }

    @Test
    void anAccessTokenIsNowhereButInTheRequest() throws IOException {
        endpoint.answers(Reply.to(request -> Reply.status(200).body(head(request.raw()))));
        var api = desk.api();
        try (var login = FakeEndpoint.start();
                var log = FinestLog.listen()) {
            login.answers(Reply.status(200).json("{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\"}"));
            var setup = Inputs.setup("access-token.yaml", endpoint)
                    .replace("127.0.0.1:9/", "127.0.0.1:" + login.port() + "/");
            api.apply(setup);

            var ticket = api.create("disk full", Map.of());
            desk.runDue();

            assertThat(endpoint.requests().getFirst().header("Authorization")).contains("Bearer " + TOKEN);
            var told = new ArrayList<String>();
            var delivery = api.deliveriesOf(ticket).getFirst().path("id").stringValue();
            told.add(api.delivery(delivery).toString());
            assertThat(told.getFirst()).contains("Authorization: Bearer ••••••••\\r\\n");
            var technician = new PageClient(desk.url().toString());
            technician.signIn("tech", PASSWORD);
            told.addAll(pages(technician, List.of(delivery)));
            assertThat(told).hasSize(6).allSatisfy(SecretsStory::tellsNothing);
            assertThat(everythingKept()).hasSizeGreaterThan(10).allSatisfy(SecretsStory::tellsNothing);
            assertThat(log.lines()).hasSizeGreaterThan(100).allSatisfy(SecretsStory::tellsNothing);
        }
    }

    @Test
    void whatComesAndGoesWithAnEntryIsNowhereElse() throws IOException {
        var api = desk.api();
        try (var log = FinestLog.listen()) {
            var token = api.add("tokens", Map.of("name", "ci", "scopes", List.of("read")));
            var program = api.add("api-users", Map.of("login", "program"));
            var person = api.add(
                    "people", Map.of("login", "ann", "name", "Ann", "role", "technician", "password", PASSWORD));
            var callout = api.add(
                    "callouts",
                    Map.of(
                            "name", "Close",
                            "url", endpoint.url("/close?key={{secret.key}}"),
                            "secrets", Map.of("key", SECRET),
                            "auth", Map.of("basic", Map.of("username", "u", "password", SECRET))));

            var drawn = List.of(
                    token.path("token").stringValue(), program.path("secret").stringValue(), PASSWORD);
            var kept = everythingKept();
            kept.addAll(
                    List.of(person.toString(), callout.toString(), api.export().toString()));
            kept.addAll(log.lines());
            assertThat(kept)
                    .hasSizeGreaterThan(100)
                    .allSatisfy(SecretsStory::tellsNothing)
                    .noneMatch(text -> drawn.stream().anyMatch(text::contains));
        }
    }

    private static List<String> pages(PageClient client, List<String> deliveries) {
        var paths = new ArrayList<>(List.of("/deliveries", "/deliveries?state=given-up&callout=Echo"));
        for (var delivery : deliveries) {
            paths.add("/deliveries/" + delivery);
            paths.add("/deliveries/" + delivery + "?attempt=1");
            paths.add("/deliveries/" + delivery + "?attempt=2");
        }
        return paths.stream()
                .map(client::get)
                .map(page -> {
                    assertThat(page.statusCode()).isEqualTo(200);
                    return page.body();
                })
                .toList();
    }

    /** All files of the data folder and all rows of the database, each as a text. */
    private List<String> everythingKept() throws IOException {
        var kept = new ArrayList<String>();
        try (var files = Files.walk(desk.settings().data())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                kept.add(new String(Files.readAllBytes(file), ISO_8859_1));
            }
        }
        var jdbc = desk.house().store().jdbc();
        for (var table : List.of(
                "callout",
                "delivery",
                "attempt",
                "trace",
                "rule",
                "person",
                "api_user",
                "token",
                "history",
                "desk_setting")) {
            for (var row : jdbc.sql("select * from " + table).query().listOfRows()) {
                kept.add(row.toString());
            }
        }
        return kept;
    }

    private static void tellsNothing(String text) {
        assertThat(TRACKS)
                .filteredOn(text::contains)
                .as(() -> text.length() > 2000 ? text.substring(0, 2000) : text)
                .isEmpty();
    }

    private static String head(String raw) {
        return raw.substring(0, raw.indexOf("\r\n\r\n") + 2);
    }

    /** The part of its Base64 that does not depend on what stands around it. */
    private static String inBase64(String before, String secret) {
        return Base64.getEncoder()
                .encodeToString((before + secret).getBytes(UTF_8))
                .substring(before.isEmpty() ? 0 : 4, 12);
    }
}
