package dev.roundtrip.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.setup.SetupRefused;
import dev.roundtrip.testing.DeskApi;
import dev.roundtrip.testing.DeskUnderTest;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.testing.OnBothDatabases;
import dev.roundtrip.testing.Received;
import dev.roundtrip.testing.Reply;
import dev.roundtrip.testing.TestDatabase;
import dev.roundtrip.web.PageClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From a client's request to the receiver's: what a ticket's texts become on the way, and how they travel. */
@OnBothDatabases
class WhatArrivesStory {
    /** One a database for all tests: opening the doors takes longer than any of them. */
    private static final Map<TestDatabase, DeskUnderTest> DESKS = new EnumMap<>(TestDatabase.class);

    private static final String LOGIN = "tech@acme.example";
    private static final String PASSWORD = "Lantern-42-cellar";

    private final DeskUnderTest desk;
    private final DeskApi api;
    private final FakeEndpoint endpoint = FakeEndpoint.start();

    WhatArrivesStory(TestDatabase database) {
        desk = DESKS.computeIfAbsent(database, WhatArrivesStory::withTechnician);
        api = desk.api();
    }

    private static DeskUnderTest withTechnician(TestDatabase database) {
        var desk = DeskUnderTest.on(database);
        desk.house().people().add(new Person(0, LOGIN, "A. Technician", LOGIN, Role.TECHNICIAN, "en", true), PASSWORD);
        return desk;
    }

    @AfterEach
    void forgetTheRules() {
        endpoint.close();
        var rules = desk.house().rules();
        rules.all().forEach(rule -> rules.delete(rule.id()));
    }

    @AfterAll
    static void close() {
        DESKS.values().forEach(DeskUnderTest::close);
    }

    @Test
    void anAmpersandIsAnAmpersand() throws IOException {
        var text = "R&D <prod> \"A\" – it's 5 > 3";
        desk.apply(Inputs.setup("three-formats.yaml", endpoint));

        var ticket = api.create(Inputs.text("ampersand-ticket.json"));
        desk.runDue();

        var custom = received("/custom").bodyText();
        var json = received("/json").bodyText();
        var pairs = received("/pairs").bodyText();
        assertThat(parsed(custom).path("t").stringValue()).isEqualTo(text);
        assertThat(parsed(custom).path("u").stringValue()).isEqualTo(text);
        assertThat(parsed(json).path("udf_value").stringValue()).isEqualTo(text);
        assertThat(form(pairs)).containsEntry("udf_name", "AlertID").containsEntry("udf_value", text);
        assertThat(List.of(custom, json, pairs))
                .allSatisfy(body -> assertThat(body)
                        .doesNotContainIgnoringCase("&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#x27;"));
        assertThat(custom + json).doesNotContainIgnoringCase("%3C");
        var kept = api.ticket(ticket);
        assertThat(kept.path("title").stringValue()).isEqualTo(text);
        assertThat(userField(kept, "AlertID")).isEqualTo(text);
        var technician = new PageClient(desk.url().toString());
        technician.signIn(LOGIN, PASSWORD);
        assertThat(api.deliveriesOf(ticket))
                .hasSize(3)
                .allSatisfy(delivery -> assertThat(technician
                                .get("/deliveries/" + delivery.path("id").stringValue())
                                .body())
                        .containsAnyOf("R&amp;D &lt;prod&gt;", "R%26D%20%3Cprod%3E")
                        .doesNotContain("<prod>"));
    }

    @Test
    void aFieldsNameMayHoldDigitsBlanksAndBrackets() throws IOException {
        desk.apply(Inputs.setup("names.yaml", endpoint));
        var kept = desk.house().callouts().named("Names");

        api.create(Inputs.text("names-ticket.json"));
        desk.runDue();

        var body = received("/names").bodyText();
        assertThat(body).isEqualTo("{\"a\":\"one\",\"b\":\"two\",\"c\":\"3\",\"d\":\"two\"}");

        assertThatThrownBy(() -> desk.apply(Inputs.setup("misspelt-names.yaml", endpoint)))
                .isInstanceOf(SetupRefused.class)
                .hasMessageContaining("setup.yaml:6:18: callouts[0].body: ticket.titel")
                .hasMessageContaining("setup.yaml:6:41: callouts[0].body: udf.Alert ID 3");
        assertThatThrownBy(() -> api.apply(Inputs.setup("misspelt-names.yaml", endpoint)))
                .hasMessageContainingAll("answered 422", "ticket.titel", "udf.Alert ID 3", "\"line\":6");
        assertThat(desk.house().callouts().named("Names")).isEqualTo(kept);
        assertThat(desk.house().callouts().all()).filteredOn("name", "Names").hasSize(1);
    }

    @Test
    void charactersThatXmlForbidsAreReplaced() throws Exception {
        desk.apply(Inputs.setup("xml.yaml", endpoint));

        var ticket = api.create(Inputs.text("control-characters-ticket.json"));
        desk.runDue();

        var request = received("/xml");
        assertThat(request.header("Content-Type").orElseThrow()).startsWith("application/xml");
        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(request.body()))
                .getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("ticket");
        assertThat(root.getElementsByTagName("udf_value").item(0).getTextContent())
                .isEqualTo("disk\uFFFD \uFFFD[31mfull\uFFFD[0m\uFFFD & <90%> ]]> \uFFFD");
        assertThat(userField(api.ticket(ticket), "AlertID"))
                .isEqualTo("disk\u0007 \u001b[31mfull\u001b[0m\f & <90%> ]]> \ufffe");
    }

    @Test
    void whatGoesToPlainHttpIsPlainHttp11() throws IOException {
        endpoint.answers(Reply.to(request ->
                Reply.status(request.header("Upgrade").isPresent() && request.body().length > 0 ? 413 : 200)));
        desk.apply(Inputs.setup("plain-callout.yaml", endpoint));

        var first = api.create("disk full", Map.of());
        var second = api.create("fan stopped", Map.of());
        desk.runDue();

        assertThat(endpoint.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.raw()).startsWith("POST /raw HTTP/1.1\r\n");
            assertThat(request.headerNames())
                    .doesNotHaveDuplicates()
                    .map(String::toLowerCase)
                    .contains("content-length")
                    .doesNotContain("upgrade", "http2-settings", "transfer-encoding", "expect", "te");
            assertThat(request.header("Connection").orElse("")).doesNotContainIgnoringCase("upgrade");
        });
        // Were a body longer than announced, the second request of the connection would begin with its rest.
        assertThat(endpoint.requests()).extracting(Received::connection).containsExactly(1, 1);
        assertThat(endpoint.requests())
                .extracting(request -> parsed(request.bodyText()).path("id").longValue())
                .containsExactly(first, second);
        assertThat(Stream.of(first, second)).allSatisfy(ticket -> {
            var delivery = api.deliveriesOf(ticket).getFirst();
            assertThat(delivery.path("state").stringValue()).isEqualTo("delivered");
            assertThat(delivery.path("attempts")).hasSize(1);
        });
    }

    private Received received(String path) {
        return endpoint.requests().stream()
                .filter(request -> request.target().equals(path))
                .reduce((one, other) -> {
                    throw new AssertionError("two requests to " + path);
                })
                .orElseThrow();
    }

    private static JsonNode parsed(String json) {
        return JsonMapper.shared().readTree(json);
    }

    private static Map<String, String> form(String body) {
        return Stream.of(body.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String userField(JsonNode ticket, String name) {
        return ticket.path("userDefinedFields")
                .valueStream()
                .filter(field -> field.path("name").stringValue().equals(name))
                .map(field -> field.path("value").stringValue())
                .findFirst()
                .orElseThrow();
    }
}
