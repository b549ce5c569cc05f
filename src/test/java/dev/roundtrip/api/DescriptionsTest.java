package dev.roundtrip.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.people.Token;
import dev.roundtrip.testing.TestDatabase;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The descriptions of the doors, held against the routes that there are and the answers that they give. */
class DescriptionsTest {
    private static final String ADMIN = "rt_admin_0123456789abcdef";
    private static final String AUTOTASK = "/atservicesrest/v1.0";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private static ApiServer server;
    private static JsonNode desk;
    private static JsonNode autotask;

    @BeforeAll
    static void open() {
        server = ApiServer.practising(TestDatabase.SQLITE);
        server.house().tokens().keep(new Token(0, "administrator", Set.of(Token.Scope.ADMIN), null), ADMIN);
        server.house()
                .people()
                .add(
                        new Person(0, "tech@acme.example", "A. Technician", null, Role.TECHNICIAN, null, true),
                        ApiServer.SECRET);
        server.program("rotating@acme.example");
        server.apply("""
                picklists:
                  ticketCategory: [ { id: 1, label: Standard } ]
                companies:
                  - { name: Acme Support, classification: Gold, manager: tech@acme.example }
                fields:
                  - { name: Shelf, type: list, values: [ left, right ], default: left }
                service-levels:
                  - { name: Standard, targets: { Critical: { first-response: 30m }, other: { resolution-plan: 1d, resolution: 2d } } }
                callouts:
                  - { name: Close, url: "http://127.0.0.1:%d/practice/close", sign: { secrets: [ "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" ] } }
                  - { name: Everything, active: false, url: "http://127.0.0.1:%d/practice/all", format: custom, content-type: text/plain, body: done, headers: { X-Key: "{{secret.key}}" }, secrets: { key: abcdefgh }, auth: { oauth2: { token-url: "https://login.acme.example/token", client-id: roundtrip, client-secret: abcdefgh, scope: close } }, field: Shelf, success: { body: { equals: { pointer: /status, value: done } } }, retry: { never: "400" } }
                channels: [ { name: noc, kind: slack, url: "https://hooks.acme.example/x" } ]
                rules:
                  - name: Everything
                    when: [ created, edited ]
                    if: [ { attribute: title, operator: equal-to, value: disk full }, { any: [ { attribute: source, operator: is-empty }, { attribute: source, operator: equal-to, value: Phone } ] } ]
                    then:
                      - set: { resolution: looked at, issueType: null }
                      - note: { title: Told, text: "{{ticket.title}}" }
                      - create-ticket: { title: another }
                      - notify: { who: [ contact, tech@acme.example ], subject: Done, text: done }
                      - callout: Close
                  - { name: At night, when: [ edited ], during: { outside: { mon-sun: "00:00-24:00" } }, then: [ { callout: Close } ] }
                """.formatted(server.port(), server.port()));
        var id = server.ticket("{\"title\":\"disk full\",\"companyID\":0}");
        server.patch("Tickets", "{\"id\":%d,\"source\":8}".formatted(id));
        server.house().dispatcher().runDue();
        server.requests().runOnce();
        desk = own("GET", "/api/v1/openapi/desk", "").json();
        autotask = own("GET", "/api/v1/openapi/autotask", "").json();
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void everyRouteOfTheDesksOwnApiIsDescribedAndNoOther() {
        assertThat(described(desk, "")).isEqualTo(routes(path -> path.startsWith("/api/")));
    }

    /** The next page has an address that is never written by hand: an answer gives it whole. */
    @Test
    void everyRouteOfTheAutotaskApiIsDescribedAndNoOther() {
        var routes = new TreeSet<String>();
        for (var route : routes(path -> path.startsWith("/atservicesrest/") && !path.endsWith("/query/next"))) {
            // Two of them are there without a version too.
            routes.add(route.contains(AUTOTASK) ? route : route.replace("/atservicesrest", AUTOTASK));
        }

        assertThat(described(autotask, AUTOTASK)).isEqualTo(routes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"desk", "autotask"})
    void everyReferenceLeadsToSomething(String which) {
        var document = which.equals("desk") ? desk : autotask;

        var references = document.findValuesAsString("$ref");

        assertThat(references)
                .hasSizeGreaterThan(30)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void theDeskAnswersNothingThatIsNotDescribed() {
        var delivery = own("GET", "/api/v1/deliveries?state=delivered", "").text("/items/0/id");
        var count = own("GET", "/api/v1/rules/1/matching", "").at("/matching").intValue();
        assertThat(own("POST", "/api/v1/rules/1/run?count=" + count, "").status())
                .isEqualTo(202);
        var asked = new ArrayList<String>();

        for (var path : desk.at("/paths").properties()) {
            if (path.getValue().has("get")) {
                var address = path.getKey()
                        .replace("deliveries/{id}", "deliveries/" + delivery)
                        .replace("{id}", "1")
                        .replace("{list}", "ticketCategory")
                        .replace("{name}", "close");
                asked.add(address);
                assertThat(unnamed(desk, path.getValue().get("get"), own("GET", address, "")))
                        .as(address)
                        .isEmpty();
            }
        }
        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(own("GET", "/api/v1/deliveries/" + delivery, "").at("/attemptDetails/0/answerHeaders"))
                .isNotEmpty();
        assertThat(own("GET", "/api/v1/practice/close", "").text("/requests/0/signature/state"))
                .isEqualTo("right");
        assertThat(own("GET", "/api/v1/tickets/1/trace", "").raw().body())
                .contains("\"fired\":true", "\"failed\":{\"any\":", "\"during\":", "\"notices\":", "\"tickets\":");
        assertThat(own("GET", "/api/v1/api-users/1/requests", "").at("/items")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "post, /api/v1/rules/{id}/dry-run",
        "post, /api/v1/rules/dry-run",
        "post, /api/v1/setup",
        "post, /api/v1/rules",
        "post, /api/v1/callouts",
        "post, /api/v1/people",
        "post, /api/v1/api-users",
        "post, /api/v1/api-users/{id}/rotate",
        "post, /api/v1/api-users/{id}/end-overlap",
        "post, /api/v1/tokens",
        "post, /api/v1/companies",
        "post, /api/v1/fields",
        "post, /api/v1/service-levels",
        "post, /api/v1/picklists/{list}",
        "put, /api/v1/desk"
    })
    void theDeskTakesTheExamplesAndAnswersWhatIsDescribed(String method, String path) {
        var operation = desk.at("/paths").get(path).get(method);
        // The secret of the first one is that of the other tests.
        var id = path.contains("/api-users/") ? "2" : "1";

        var answer = own(
                method.toUpperCase(Locale.ROOT),
                path.replace("{id}", id).replace("{list}", "queue"),
                operation.has("requestBody") ? example(desk, operation) : "");

        assertThat(unnamed(desk, operation, answer)).isEmpty();
    }

    @Test
    void theIntakeTakesTheExampleAndAnswersWhatIsDescribed() {
        var operation = desk.at("/paths").get("/api/intake/alertmanager").get("post");

        var answer = server.alerts("", example(desk, operation));

        assertThat(answer.text("/tickets/0/outcome")).isEqualTo("created");
        assertThat(unnamed(desk, operation, answer)).isEmpty();
    }

    @Test
    void theAutotaskApiTakesTheExamplesAndAnswersNothingThatIsNotDescribed() {
        var line = server.post(
                        "TicketHistory/query", "{\"filter\":[{\"op\":\"eq\",\"field\":\"ticketID\",\"value\":1}]}")
                .at("/items/0/id")
                .toString();
        var answered = new ArrayList<String>();
        for (var method : List.of("post", "patch", "put", "get")) {
            for (var path : autotask.at("/paths").properties()) {
                var operation = path.getValue().get(method);
                if (operation == null || path.getKey().startsWith("/TicketHistory/query")) {
                    continue; // a history is asked for by its ticket, which no example knows
                }
                var address = path.getKey()
                        .replace("Companies/{id}/", "Companies/0/")
                        .replace("TicketHistory/{id}", "TicketHistory/" + line)
                        .replace("{id}", "1")
                        .replace("{childId}", "1");
                // Names of companies are unique, and there is more than the one that these requests make.
                var name = "\"Example %d\"".formatted(answered.size());
                var search = operation.at("/parameters/0/schema/example");
                var answer = server.send(
                        method.toUpperCase(Locale.ROOT),
                        search.isMissingNode()
                                ? address.substring(1)
                                : address.substring(1)
                                        + "?search="
                                        + URLEncoder.encode(search.stringValue(), StandardCharsets.UTF_8),
                        operation.has("requestBody")
                                ? example(autotask, operation).replace("\"Example\"", name)
                                : "");
                assertThat(unnamed(autotask, operation, answer))
                        .as(method + " " + address)
                        .isEmpty();
                answered.add(method + " " + path.getKey());
            }
        }

        assertThat(answered).hasSizeGreaterThan(80).contains("get /Tickets/{id}", "get /TicketAttachments/{id}");
    }

    @Test
    void theServersAreThoseOfWhoeverAsks() {
        assertThat(desk.at("/servers/0/url").stringValue()).isEqualTo(server.origin());
        assertThat(autotask.at("/servers/0/url").stringValue()).isEqualTo(server.origin() + "/ATServicesRest/V1.0");
    }

    private static ApiServer.Answer own(String method, String address, String body) {
        return server.send(
                request(address).method(method, BodyPublishers.ofString(body)).build());
    }

    private static HttpRequest.Builder request(String address) {
        return server.request(address)
                .header("Authorization", "Bearer " + ADMIN)
                .header("Accept", "application/json");
    }

    private static Set<String> described(JsonNode document, String base) {
        var all = new TreeSet<String>();
        for (var path : document.at("/paths").properties()) {
            var root = URI.create(document.at("/servers/0/url").stringValue()).getPath();
            for (var spelled : spelled(document, root + path.getKey(), path.getValue())) {
                var address = spelled.replaceAll("\\{[^}]*}", "{}");
                for (var method : path.getValue().propertyNames()) {
                    if (METHODS.contains(method)) {
                        all.add(method.toUpperCase(Locale.ROOT) + " "
                                + (base.isEmpty() ? address : address.toLowerCase(Locale.ROOT)));
                    }
                }
            }
        }
        return all;
    }

    /** With each word of those that a parameter may be. */
    private static List<String> spelled(JsonNode document, String address, JsonNode path) {
        var all = List.of(address);
        for (var one : path.path("parameters")) {
            var parameter = led(document, one);
            var words = parameter.at("/schema/enum");
            if (parameter.path("in").asString().equals("path") && !words.isEmpty()) {
                var name = "{" + parameter.get("name").stringValue() + "}";
                all = all.stream()
                        .flatMap(start -> words.valueStream().map(word -> start.replace(name, word.stringValue())))
                        .toList();
            }
        }
        return all;
    }

    /** Without those that take every method, to refuse it. */
    private static Set<String> routes(Predicate<String> which) {
        var all = new TreeSet<String>();
        for (var route : server.routes()) {
            for (var pattern : route.getPatternValues()) {
                for (var address : spelled(pattern)) {
                    if (which.test(address)) {
                        route.getMethodsCondition().getMethods().forEach(method -> all.add(method + " " + address));
                    }
                }
            }
        }
        return all;
    }

    /** {@code /{entity:tickets|companies}/{id}} is {@code /tickets/{}} and {@code /companies/{}}. */
    private static List<String> spelled(String pattern) {
        var all = List.of("");
        for (var segment : pattern.substring(1).split("/", -1)) {
            var words = words(segment);
            all = all.stream()
                    .flatMap(start -> words.stream().map(word -> start + "/" + word))
                    .toList();
        }
        return all;
    }

    private static List<String> words(String segment) {
        if (!segment.startsWith("{")) {
            return List.of(segment);
        }
        var rule = segment.substring(segment.indexOf(':') + 1, segment.length() - 1);
        return rule.matches("[A-Za-z-]+(\\|[A-Za-z-]+)+") ? List.of(rule.split("\\|", -1)) : List.of("{}");
    }

    private static String example(JsonNode document, JsonNode operation) {
        var media = led(document, operation.path("requestBody")).at("/content/application~1json");
        return media.has("example")
                ? media.get("example").toString()
                : led(document, media.path("schema")).path("example").toString();
    }

    /** What an answer has and its schema does not name; where it is no success, or there is no schema, that. */
    private static List<String> unnamed(JsonNode document, JsonNode operation, ApiServer.Answer answer) {
        var told = led(document, operation.at("/responses/" + answer.status()));
        if (answer.status() / 100 != 2 || told.isMissingNode()) {
            return List.of(answer.status() + " " + answer.raw().body());
        }
        var schema = told.at("/content/application~1json/schema");
        if (schema.isMissingNode()) {
            return List.of();
        }
        var unnamed = new ArrayList<String>();
        compare(document, schema, answer.json(), "", unnamed);
        return unnamed;
    }

    private static void compare(
            JsonNode document, JsonNode schema, JsonNode value, String place, List<String> unnamed) {
        var parts = parts(document, schema);
        if (value.isArray()) {
            for (var one : value) {
                parts.stream()
                        .filter(part -> part.has("items"))
                        .forEach(part -> compare(document, part.get("items"), one, place + "[]", unnamed));
            }
        }
        for (var member : value.properties()) {
            var here = place + "/" + member.getKey();
            var named = parts.stream()
                    .map(part -> part.path("properties").path(member.getKey()))
                    .filter(node -> !node.isMissingNode())
                    .toList();
            named.forEach(one -> compare(document, one, member.getValue(), here, unnamed));
            boolean anything = parts.stream()
                    .allMatch(part -> part.path("additionalProperties").isBoolean()
                            || part.has("additionalProperties")
                            || !part.has("type"));
            if (named.isEmpty() && !anything) {
                unnamed.add(here);
            }
        }
    }

    /** The schema itself, and what it is put together from. */
    private static List<JsonNode> parts(JsonNode document, JsonNode schema) {
        var found = new ArrayList<JsonNode>();
        var whole = led(document, schema);
        found.add(whole);
        for (var of : List.of("allOf", "anyOf")) {
            whole.path(of).forEach(part -> found.addAll(parts(document, part)));
        }
        return found;
    }

    private static JsonNode led(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").stringValue().substring(1)) : node;
    }
}
