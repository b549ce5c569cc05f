package dev.roundtrip.api;

import static dev.roundtrip.api.Admin.errors;
import static dev.roundtrip.api.Admin.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.field.PicklistName;
import dev.roundtrip.people.Token;
import dev.roundtrip.testing.TestDatabase;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a setup file says, entry by entry over the wire. Quotes are written singly here. */
class EntriesApiTest {
    private static final String ADMIN = "rt_admin_0123456789abcdef";
    private static final Map<TestDatabase, ApiServer> SERVERS = new EnumMap<>(TestDatabase.class);
    private static final AtomicInteger DRAWN = new AtomicInteger();

    private ApiServer server = server(TestDatabase.SQLITE);

    private static ApiServer server(TestDatabase database) {
        return SERVERS.computeIfAbsent(database, fresh -> {
            var server = ApiServer.on(fresh);
            server.house().tokens().keep(new Token(0, "administrator", Set.of(Token.Scope.ADMIN), null), ADMIN);
            server.apply("""
                    fields: [ { name: AlertID, type: text } ]
                    people: [ { login: tech, name: A. Technician, role: technician } ]
                    """);
            return server;
        });
    }

    @AfterAll
    static void close() {
        SERVERS.values().forEach(ApiServer::close);
    }

    private ApiServer.Answer send(String method, String path, String body, String... headers) {
        return new Admin(server, ADMIN).send(method, "/api/v1/" + path, body, headers);
    }

    private ApiServer.Answer get(String path) {
        return send("GET", path, "");
    }

    private ApiServer.Answer post(String path, String body) {
        return send("POST", path, body);
    }

    private ApiServer.Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    /** The path of a new entry. */
    private String made(String section, String body) {
        var answer = post(section, body);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return section + "/" + answer.json().at("/id");
    }

    /** A name that nothing has yet: the desk is the same for all tests. */
    private static String fresh(String word) {
        return word + " " + DRAWN.incrementAndGet();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) ApiServer.JSON.readTree(text.replace('\'', '"'));
    }

    private static final Map<String, String> WHOLE = Map.of(
            "companies",
            "{'name': 'NEW', 'classification': 'Gold', 'active': false, 'manager': 'tech'}",
            "service-levels",
            """
            {'name': 'NEW', 'active': true, 'default': false, 'hours': 'business-hours',
             'targets': {'High': {}, 'Critical': {'first-response': '30m', 'resolution': '4h'}, 'other': {'resolution-plan': '2d'}},
             'statuses': {'nothing': ['New'], 'waiting': ['Waiting Customer', 'Waiting Vendor'], 'resolution-plan': []}}""",
            "fields",
            "{'name': 'NEW', 'type': 'list', 'values': ['a', '$${b'], 'default': 'a', 'description': 'c', 'active': false}",
            "people",
            "{'login': 'NEW', 'name': 'Ann', 'email': 'ann@acme.example', 'role': 'read-only', 'language': 'de', 'active': true}",
            "api-users",
            "{'login': 'NEW', 'integration-code': 'X1', 'companies': ['This desk'], 'active': false}",
            "tokens",
            "{'name': 'NEW', 'scopes': ['read', 'intake'], 'expires': '2101-01-01T00:00:00.000Z'}",
            "callouts",
            """
            {'name': 'NEW', 'active': true, 'url': 'https://icinga.acme.example/x?n={{ticket.id}}', 'method': 'PUT', 'format': 'custom',
             'content-type': 'application/json', 'body': '{}', 'headers': {'Accept': '*/*', 'X-Key': '{{secret.key}}'},
             'secrets': {'key': null}, 'auth': {'basic': {'username': 'rt'}}, 'field': 'AlertID',
             'success': {'codes': '200-299,409', 'body': {'equals': {'pointer': '/status', 'value': 'done'}}},
             'retry': {'every': '90s', 'times': 4, 'never': '400,404', 'retry-after': true},
             'timeout': '5s', 'concurrency': 2, 'after-crash': 'hold', 'sign': {}}""");

    /** Where an answer has nothing, what a new one needs. */
    private static String withSecrets(String body) {
        return body.replace("{'key': null}", "{'key': 's3cr3t-4711'}")
                .replace("{'username': 'rt'}", "{'username': 'rt', 'password': 's3cr3t-4712'}")
                .replace("'sign': {}", "'sign': {'secrets': ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']}");
    }

    private static Stream<Arguments> wholes() {
        return WHOLE.keySet().stream()
                .sorted()
                .flatMap(section -> Stream.of(TestDatabase.values()).map(database -> Arguments.of(database, section)));
    }

    @ParameterizedTest
    @MethodSource("wholes")
    void anEntryIsKeptAsItIsWrittenAndAnsweredSo(TestDatabase database, String section) {
        server = server(database);
        var body = String.valueOf(WHOLE.get(section)).replace("NEW", fresh("New"));

        var made = post(section, withSecrets(body));

        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        var path = section + "/" + made.json().at("/id");
        assertThat(made.raw().headers().firstValue("Location")).hasValue("/api/v1/" + path);
        var read = get(path);
        assertThat(tag(read)).isEqualTo(tag(made));
        assertThat(((ObjectNode) read.json().deepCopy())
                        .without(List.of("id", "usedBy"))
                        .toString())
                .isEqualTo(json(body).toString());
        assertThat(read.raw().body()).doesNotContain("s3cr3t", "whsec_");

        var again = put(path, read.raw().body(), "If-Match", tag(read));
        assertThat(again.status()).as(again.raw().body()).isEqualTo(200);
        assertThat(tag(again)).isEqualTo(tag(read));
        assertThat(get(path).raw().body()).isEqualTo(read.raw().body());
        assertThat(items(section)).contains(read.json());
    }

    private List<JsonNode> items(String section) {
        return StreamSupport.stream(get(section).json().at("/items").spliterator(), false)
                .toList();
    }

    /** With their least: the name is NEW. */
    private static final Map<String, String> LEAST = Map.of(
            "companies",
            "{'name': 'NEW'}",
            "service-levels",
            "{'name': 'NEW', 'targets': {'other': {}}}",
            "fields",
            "{'name': 'NEW', 'type': 'text'}",
            "people",
            "{'login': 'NEW', 'name': 'N', 'role': 'technician'}",
            "api-users",
            "{'login': 'NEW'}",
            "tokens",
            "{'name': 'NEW', 'scopes': ['read']}",
            "callouts",
            "{'name': 'NEW', 'url': 'https://icinga.acme.example/'}",
            "rules",
            "{'name': 'NEW', 'when': ['edited'], 'then': [{'note': {'title': 't', 'text': 't'}}]}");

    private static Stream<String> sections() {
        return LEAST.keySet().stream().sorted();
    }

    private static String least(String section, String name) {
        return String.valueOf(LEAST.get(section)).replace("NEW", name);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void anEntryIsRenamedAndStaysWhatItIs(String section) {
        var old = fresh("Old");
        var renamed = fresh("Renamed");
        var path = made(section, least(section, old));

        var answer = put(path, least(section, renamed));

        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        assertThat(section + "/" + answer.json().at("/id")).isEqualTo(path);
        assertThat(get(path).raw().body()).contains(renamed).doesNotContain(old);
        assertThat(put(path, least(section, renamed.toUpperCase(Locale.ROOT))).status())
                .as("in other letters")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void aNameIsOfOneOnly(String section) {
        var name = fresh("Taken");
        made(section, least(section, name));
        var other = made(section, least(section, fresh("Other")));
        var before = get(other).raw().body();
        var key = least(section, name).startsWith("{'login'") ? "login" : "name";

        for (var answer : List.of(
                post(section, least(section, name.toUpperCase(Locale.ROOT))), put(other, least(section, name)))) {
            assertThat(errors(answer))
                    .singleElement()
                    .asString()
                    .matches("/%s: %s: there is an? [A-Za-z ]+ \"%s\" already; choose another name"
                            .formatted(key, key, name));
        }
        assertThat(get(other).raw().body()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void ofTwoWhoChangeOneEntryTheSecondIsTold(String section) {
        var path = made(section, least(section, fresh("One")));
        var seen = tag(get(path));
        var uno = fresh("Uno");
        put(path, least(section, uno), "If-Match", seen);

        var late = put(path, least(section, fresh("Eins")), "If-Match", seen);

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text("/detail"))
                .endsWith("\"" + uno
                        + "\" has been changed by somebody else since it was read; read it again and decide anew");
        assertThat(get(path).raw().body()).contains(uno);
        assertThat(put(path, least(section, fresh("Ein")), "If-Match", tag(get(path)))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void tellsThatThereIsNoSuchEntry(String section) {
        for (var answer : List.of(get(section + "/99999"), put(section + "/99999", "{}"))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text("/detail")).matches("there is no [A-Za-z ]+ 99999");
        }
    }

    @ParameterizedTest
    @MethodSource("sections")
    void readingNeedsTheScopeReadAndWritingAdmin(String section) {
        var path = made(section, least(section, fresh("One")));
        var reader = new Admin(server, ApiServer.READ_TOKEN);

        boolean tellsWhoMayComeIn = List.of("people", "api-users", "tokens").contains(section);
        assertThat(reader.send("GET", "/api/v1/" + path, "").status()).isEqualTo(tellsWhoMayComeIn ? 403 : 200);
        assertThat(reader.send("POST", "/api/v1/" + section, "{}").status()).isEqualTo(403);
        assertThat(reader.send("PUT", "/api/v1/" + path, "{}").status()).isEqualTo(403);
        assertThat(reader.send("DELETE", "/api/v1/" + path, "").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"companies", "service-levels", "fields", "people", "api-users"})
    void whatHistoryHangsOnIsNotDeletedButSwitchedOff(String section) {
        var path = made(section, least(section, fresh("Stays")));

        var answer = send("DELETE", path, "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.raw().headers().firstValue("Allow")).hasValue("GET, PUT");
        assertThat(put(path, switchedOff(least(section, fresh("Off"))))
                        .json()
                        .at("/active")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void whatLooksTheSameInWordsIsADifferenceAllTheSame() {
        var field = made("fields", "{'name': '" + fresh("Joined") + "', 'type': 'list', 'values': ['a, b', 'c']}");
        var name = get(field).text("/name");

        put(field, "{'name': '" + name + "', 'type': 'list', 'values': ['a', 'b, c']}");

        assertThat(get(field).at("/values").toString()).isEqualTo("[\"a\",\"b, c\"]");
    }

    @Test
    void nobodyIsCalledAsRulesCallGroups() {
        for (var word : List.of("contact", "API-Users", "anyone", "account")) {
            var answer = post("people", "{'login': '" + word + "', 'name': 'A. B.', 'role': 'technician'}");
            assertThat(answer.status()).as(word).isEqualTo(422);
            assertThat(answer.raw().body()).contains("means a group in rules");
        }
    }

    @Test
    void aTokenThatWouldNeverExpireIsRefusedByItsDate() {
        var answer = post(
                "tokens", "{'name': '" + fresh("late") + "', 'scopes': ['read'], 'expires': '+12000-01-01T00:00:00Z'}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("/errors/0/pointer")).isEqualTo("/expires");
    }

    private static String switchedOff(String body) {
        return "{'active': false, " + body.substring(1);
    }

    private static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("companies", "{}", ": the company lacks the key \"name\""),
                Arguments.of("companies", "[]", ": the company has to be a map (key: value), not a list"),
                Arguments.of(
                        "companies", "{'nam': 'x', 'name': 'y'}", "/nam: nam is not known; did you mean \"name\"?"),
                Arguments.of(
                        "companies",
                        "{'name': 'x', 'manager': 'tehc'}",
                        "/manager: manager \"tehc\" is no person of this desk; did you mean \"tech\"?"),
                Arguments.of(
                        "companies",
                        "{'name': '%s'}".formatted("x".repeat(101)),
                        ": company name \"%s\": 1 to 100 characters".formatted("x".repeat(101))),
                Arguments.of(
                        "service-levels",
                        "{'name': 'x', 'targets': {'Critical': {'resolution': '4'}}}",
                        "/targets/Critical/resolution: targets.Critical.resolution \"4\" is not a length of time, such as 500ms, 60s, 15m, 4h or 2d"),
                Arguments.of(
                        "service-levels",
                        "{'name': 'x', 'targets': {'other': {}}, 'statuses': {'waiting': ['Complete']}}",
                        "/statuses/waiting/0: statuses.waiting[0] \"Complete\" is resolved at every level; leave it out"),
                Arguments.of(
                        "fields",
                        "{'name': 'x', 'type': 'list'}",
                        ": the field is a list and needs \"values\": [ a, b ]"),
                Arguments.of(
                        "fields",
                        "{'name': 'x', 'type': 'number', 'default': 'many'}",
                        "/default: default: x: \"many\" is not a number, such as 3 or 2.5"),
                Arguments.of(
                        "people",
                        "{'login': 'x', 'name': 'x', 'role': 'boss'}",
                        "/role: role \"boss\" is not known; use administrator, technician or read-only"),
                Arguments.of(
                        "people",
                        "{'login': 'x', 'name': 'x', 'role': 'technician', 'password': 'password1'}",
                        "/password: password is one of those that are guessed first; take several words, or what a password manager makes"),
                Arguments.of(
                        "people",
                        "{'login': 'x', 'name': 'x', 'role': 'technician', 'password': 'roundtrip.local'}",
                        "/password: password is the name of somebody or something at this desk, and guessed first; take several words"),
                Arguments.of(
                        "api-users",
                        "{'login': 'x', 'secret': 'short', 'companies': []}",
                        "/secret: secret has 5 characters; at least 12 are needed"),
                Arguments.of(
                        "api-users",
                        "{'login': 'x', 'companies': ['This desk', 'Nobody']}",
                        "/companies/1: companies[1] \"Nobody\" is no company of this desk"),
                Arguments.of("tokens", "{'name': 'x'}", ": the token lacks the key \"scopes\""),
                Arguments.of(
                        "tokens",
                        "{'name': 'x', 'scopes': ['read'], 'expires': '2001-01-01'}",
                        "/expires: expires \"2001-01-01\" is over already; a token that opens nothing is better left out"),
                Arguments.of(
                        "tokens",
                        "{'name': 'x', 'scopes': ['read'], 'token': '%s'}".formatted(ADMIN),
                        "/token: token is the one of \"administrator\" already; each needs its own"),
                Arguments.of("callouts", "{'name': 'x'}", ": the callout lacks the key \"url\""),
                Arguments.of(
                        "callouts",
                        "{'name': 'x', 'url': 'https://10.0.0.5/'}",
                        "/url: url: address 10.0.0.5 is private; to allow it: --outbound-allow 10.0.0.5/32:443"),
                Arguments.of(
                        "callouts",
                        "{'name': 'x', 'url': 'https://a.example/', 'auth': {'bearer': {}}}",
                        "/auth: auth: its password, token or value is missing"),
                Arguments.of(
                        "callouts",
                        "{'name': 'x', 'url': 'https://a.example/', 'sign': {}}",
                        "/sign: sign lacks its secrets; none are kept"),
                Arguments.of(
                        "callouts",
                        "{'name': 'x', 'url': 'https://a.example/', 'secrets': {'key': null}}",
                        "/secrets/key: secrets.key: its value is missing"),
                Arguments.of(
                        "callouts",
                        "{'name': 'x', 'url': 'https://a.example/', 'field': 'AlertIDs'}",
                        "/field: field \"AlertIDs\" is no field of this desk; did you mean \"AlertID\"?"),
                Arguments.of(
                        "callouts",
                        "{'name': 'x', 'url': 'https://a.example/', 'tls': {'ca': 'ca.pem'}}",
                        "/tls/ca: tls.ca: the file \"ca.pem\" is read where a setup file is applied, and not here; send what is in it, or write $${ for a plain ${"),
                Arguments.of(
                        "callouts",
                        "{'name': 'x', 'url': 'https://a.example/', 'headers': {'X': '{{ticket.titel}}'}}",
                        "/headers/X: headers.X: ticket.titel is not a value; did you mean ticket.title?"),
                Arguments.of(
                        "callouts",
                        "{'name': 'x', 'url': 'https://a.example/', 'format': 'custom', 'content-type': 'text/plain', 'body': 'a\\nb {{ticket.titel}}'}",
                        "/body: body: ticket.titel is not a value; did you mean ticket.title? (line 2, column 3 of the text)"),
                Arguments.of(
                        "callouts",
                        "{'name': 'x', 'url': 'https://${env:HOST}/'}",
                        "/url: url: ${env:HOST} is filled in where a setup file is applied, and means nothing here; write $${ for a plain ${"),
                Arguments.of("picklists/queue", "{'label': 'x'}", ": the queue lacks the key \"id\""),
                Arguments.of(
                        "picklists/queue",
                        "{'id': 5, 'label': 'x'}",
                        "/id: id: 5 is \"Client Portal\" already; choose another id"),
                Arguments.of(
                        "picklists/queue",
                        "{'id': 77, 'label': 'client portal'}",
                        "/label: label \"Client Portal\" is the label of 5 already; choose another, or that id"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void tellsAMistakeAndWhereItIs(String section, String body, String told) {
        var before = get(section).raw().body();

        assertThat(errors(post(section, body))).containsExactly(told);

        assertThat(get(section).raw().body()).isEqualTo(before);
    }

    @Test
    void tellsAllMistakesAtOnce() {
        assertThat(errors(post(
                        "callouts",
                        "{'name': 'x', 'url': 'https://10.0.0.5/{{ticket.titel}}', 'timeout': '10m', 'methd': 'GET'}")))
                .containsExactly(
                        "/timeout: timeout \"10m\" is out of range: 1s to 5m",
                        "/methd: methd is not known; did you mean \"method\"?");
        assertThat(
                        errors(
                                post(
                                        "callouts",
                                        "{'name': 'x', 'url': 'https://a.example/{{ticket.titel}}', 'headers': {'X': '{{tiket.id}}'}}")))
                .hasSize(2);
    }

    @Test
    void aBodyIsJsonAndNotTooLong() {
        assertThat(post("people", "login: x").text("/detail"))
                .isEqualTo("body: not readable as JSON at line 1, column 1: something does not belong there");
        assertThat(post("people", "{'login': '" + "x".repeat(1 << 20) + "'}").status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenThatIsMadeIsShownOnceAndOpensUntilItIsDeleted(TestDatabase database) {
        server = server(database);
        var name = fresh("ci");

        var made = post("tokens", "{'name': '" + name + "', 'scopes': ['read']}");

        var path = "tokens/" + made.json().at("/id");
        var token = made.text("/token");
        assertThat(token).matches("rt_[0-9a-f]{40}");
        var holder = new Admin(server, token);
        assertThat(holder.send("GET", "/api/v1/rules", "").status()).isEqualTo(200);
        assertThat(get(path).raw().body()).doesNotContain(token);
        assertThat(get("tokens").raw().body()).doesNotContain(token);
        var changed = put(path, "{'name': '" + fresh("cd") + "', 'scopes': ['admin']}");
        assertThat(changed.raw().body()).doesNotContain(token);
        assertThat(holder.send("PUT", "/api/v1/desk", "{}").status())
                .as("the same text, more scopes")
                .isEqualTo(200);
        assertThat(send("DELETE", path, "", "If-Match", tag(made)).status()).isEqualTo(412);
        assertThat(send("DELETE", path, "").status()).isEqualTo(204);
        assertThat(holder.send("GET", "/api/v1/tokens", "").status()).isEqualTo(401);
        assertThat(get(path).status()).isEqualTo(404);
    }

    @Test
    void aTokenGetsAnotherNameAndAnotherTextAtOnce() {
        var text = "0123456789-" + fresh("abcdefghij");
        var path = made("tokens", "{'name': '" + fresh("a") + "', 'scopes': ['read'], 'token': '" + text + "'}");

        var answer = put(path, "{'name': '" + fresh("b") + "', 'scopes': ['read'], 'token': '" + text + "x'}");

        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        assertThat(server.house().tokens().of(text)).isEmpty();
        assertThat(server.house().tokens().of(text + "x")).isPresent();
        assertThat(put(path, "{'name': '" + fresh("c") + "', 'scopes': ['read'], 'token': '" + text + "x'}")
                        .status())
                .as("its own text under another name")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void theSecretThatIsDrawnForAnApiUserIsShownOnceAndStays(TestDatabase database) {
        server = server(database);
        var login = fresh("program");

        var made = post("api-users", "{'login': '" + login + "'}");

        var secret = made.text("/secret");
        var path = "api-users/" + made.json().at("/id");
        assertThat(server.house().apiUsers().signIn(login, secret)).isPresent();
        assertThat(get(path).raw().body()).doesNotContain(secret);
        put(path, "{'login': '" + login + "x'}");
        assertThat(server.house().apiUsers().signIn(login + "x", secret)).isPresent();
        put(path, "{'login': '" + login + "y', 'secret': 'correct-horse-battery'}");
        assertThat(server.house().apiUsers().signIn(login + "y", secret)).isEmpty();
        assertThat(server.house().apiUsers().signIn(login + "y", "correct-horse-battery"))
                .isPresent();
    }

    @Test
    void theLastAdministratorStaysOneUntilThereIsAnother() {
        try (var alone = ApiServer.on(TestDatabase.SQLITE)) {
            alone.house().tokens().keep(new Token(0, "administrator", Set.of(Token.Scope.ADMIN), null), ADMIN);
            alone.apply("""
                    people:
                      - { login: ann, name: Ann, role: administrator, password: Lantern-42-cellar }
                      - { login: bob, name: Bob, role: administrator }
                    """);
            var admin = new Admin(alone, ADMIN);
            var ann = alone.house().people().named("ann").orElseThrow().id();
            var path = "/api/v1/people/" + ann;

            assertThat(errors(admin.send(
                            "PUT", path, "{'login': 'anna', 'name': 'Ann', 'role': 'administrator', 'active': false}")))
                    .containsExactly(
                            "/active: active: no administrator would be left who can sign in; make another person one first");
            assertThat(errors(admin.send("PUT", path, "{'login': 'ann', 'name': 'Ann', 'role': 'technician'}")))
                    .containsExactly(
                            "/role: role: no administrator would be left who can sign in; make another person one first");
            assertThat(alone.house().people().administrators()).containsExactly(ann);

            alone.apply("""
                    people:
                      - { login: ann, name: Ann, role: technician }
                      - { login: bob, name: Bob, role: administrator, password: Lantern-43-attic }
                    """);
            assertThat(alone.house().people().administrators())
                    .containsExactly(
                            alone.house().people().named("bob").orElseThrow().id());
        }
    }

    @Test
    void aPasswordThatIsLeftOutStays() {
        var login = fresh("ann");
        var path = made(
                "people",
                "{'login': '" + login + "', 'name': 'Ann', 'role': 'technician', 'password': 'Lantern-42-cellar'}");

        var renamed = put(path, "{'login': '" + login + "x', 'name': 'Ann', 'role': 'read-only'}");

        assertThat(renamed.raw().body()).doesNotContain("Lantern", "password");
        assertThat(server.house().people().signIn(login + "x", "Lantern-42-cellar"))
                .isPresent();
        put(path, "{'login': '" + login + "', 'name': 'Ann', 'role': 'read-only', 'password': 'Lantern-43-attic'}");
        assertThat(server.house().people().signIn(login, "Lantern-43-attic")).isPresent();
    }

    private static final String SECRETIVE = """
            {'name': 'NEW', 'url': 'https://icinga.acme.example/?k={{secret.key}}', 'secrets': {'key': 's3cr3t-4711'},
             'auth': {'bearer': {'token': 's3cr3t-4712'}}, 'sign': {'secrets': ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']}}""";

    @ParameterizedTest
    @EnumSource
    void aCalloutKeepsTheSecretsThatAreLeftOut(TestDatabase database) {
        server = server(database);
        var name = fresh("Secretive");
        var path = made("callouts", SECRETIVE.replace("NEW", name));

        var kept = put(path, """
                {'name': 'NEW', 'url': 'https://icinga.acme.example/?k={{secret.key}}', 'secrets': {'key': null},
                 'auth': {'bearer': {}}, 'sign': {}, 'timeout': '7s'}""".replace("NEW", name));
        var other = put(path, """
                {'name': 'NEW', 'url': 'https://icinga.acme.example/', 'auth': {'header': {'name': 'X-Auth'}}}""".replace("NEW", name));

        assertThat(kept.status()).as(kept.raw().body()).isEqualTo(200);
        assertThat(kept.raw().body()).doesNotContain("s3cr3t", "whsec_");
        assertThat(kept.text("/timeout")).isEqualTo("7s");
        assertThat(errors(other))
                .as("a secret of one way is not sent by another")
                .containsExactly("/auth: auth lacks its secret; the one that is kept belongs to bearer");
    }

    @ParameterizedTest
    @EnumSource
    void aCopyOfACalloutHasItsSecretsAndIsInactive(TestDatabase database) {
        server = server(database);
        var name = fresh("Secretive");
        var path = made("callouts", SECRETIVE.replace("NEW", name));

        var copy = post(path + "/copy", "{'name': '" + name + " too'}");

        assertThat(copy.status()).as(copy.raw().body()).isEqualTo(201);
        assertThat(copy.json().at("/active").booleanValue()).isFalse();
        assertThat(copy.json().at("/auth/bearer").isObject()).isTrue();
        var on = post("callouts/" + copy.json().at("/id") + "/activate", "");
        assertThat(on.status()).as(on.raw().body()).isEqualTo(200);
        assertThat(errors(post(path + "/copy", "{'name': '" + name + "'}")))
                .containsExactly("/name: name: there is a callout \"" + name + "\" already; choose another name");
        assertThat(errors(post(path + "/copy", "{'name': '" + "x".repeat(101) + "'}")))
                .containsExactly("/name: name: callout name \"%s\": 1 to 100 characters".formatted("x".repeat(101)));
    }

    private String calling(String callout) {
        return made(
                "rules",
                "{'name': '%s', 'when': ['created'], 'if': [{'attribute': 'title', 'operator': 'equal-to', 'value': '%s'}], 'then': [{'callout': '%s'}]}"
                        .formatted(fresh("Calls"), callout, callout));
    }

    @ParameterizedTest
    @EnumSource
    void aCalloutTellsHowManyRulesExecuteItAndIsNotDeletedUnderThem(TestDatabase database) {
        server = server(database);
        var name = fresh("Used");
        var path = made("callouts", least("callouts", name));
        var rule = calling(name);
        post(calling(name) + "/deactivate", "");

        var refused = send("DELETE", path, "");

        assertThat(get(path).json().at("/usedBy")).isEqualTo(json("{'activeRules': 1, 'inactiveRules': 1}"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/detail"))
                .matches(
                        "callout \\d+ \"%s\" is executed by the rules \"Calls \\d+\", \"Calls \\d+\"; take it out of them, or delete them, first"
                                .formatted(name));
        assertThat(get(path).status()).isEqualTo(200);
        assertThat(get(rule).text("/then/0/callout")).isEqualTo(name);
    }

    @ParameterizedTest
    @EnumSource
    void aCalloutIsSwitchedOffAndOnAndDeletedWhenNoRuleExecutesIt(TestDatabase database) {
        server = server(database);
        var name = fresh("Switched");
        var path = made("callouts", SECRETIVE.replace("NEW", name));
        var seen = tag(get(path));

        var off = post(path + "/deactivate", "");
        var late = send("POST", path + "/activate", "", "If-Match", seen);
        var on = post(path + "/activate", "");

        assertThat(off.json().at("/active").booleanValue()).isFalse();
        assertThat(late.status()).isEqualTo(412);
        assertThat(on.json().at("/active").booleanValue()).isTrue();
        assertThat(on.json()).isEqualTo(get(path).json());
        assertThat(send("DELETE", path, "").status()).isEqualTo(204);
        assertThat(get(path).status()).isEqualTo(404);
        assertThat(server.house().callouts().named(name)).isEmpty();
    }

    @Test
    void aCalloutThatNamesWhatIsGoneCanBeSwitchedOffButNotOn() {
        var field = fresh("Step");
        var fields = made("fields", least("fields", field));
        var path = made(
                "callouts",
                "{'name': '%s', 'url': 'https://icinga.acme.example/{{udf.%s}}'}".formatted(fresh("Steps"), field));
        put(fields, least("fields", fresh("Gone")));

        var off = post(path + "/deactivate", "");
        var on = post(path + "/activate", "");

        assertThat(off.status()).isEqualTo(200);
        assertThat(on.status()).isEqualTo(409);
        assertThat(on.text("/detail")).startsWith("url, line 1, column 29: udf." + field + " is not a value");
    }

    @Test
    void tellsWhatIsKeptAndShouldBeLookedAt() {
        var answer = post(
                "callouts",
                "{'name': '%s', 'url': 'http://icinga.acme.example/', 'auth': {'bearer': {'token': 's3cr3t-4711'}}, 'notify': {'who': []}}"
                        .formatted(fresh("In clear")));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().at("/warnings")).isEqualTo(ApiServer.JSON.readTree("""
                                [{"pointer":"/url","detail":"url: sends credentials over http://, where everybody on the way can read them; use https://"}]"""));
        assertThat(put("callouts/" + answer.json().at("/id"), answer.raw().body())
                        .status())
                .as("what was answered can be sent back")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void theDeskIsOneEntryAndWhatIsNotSaidOfItStays(TestDatabase database) {
        server = server(database);
        var before = get("desk");

        var changed = put(
                "desk",
                "{'language': 'de', 'business-hours': {'mon-thu': '08:00-12:00, 13:00-18:00'}, 'holidays': ['2026-12-25']}",
                "If-Match",
                tag(before));

        assertThat(changed.raw().body()).isEqualTo("""
                        {"domain":"ROUNDTRIP.LOCAL","time-zone":"UTC","language":"de","business-hours":{"mon-thu":"08:00-12:00, 13:00-18:00"},"holidays":["2026-12-25"]}""");
        assertThat(get("desk").raw().body()).isEqualTo(changed.raw().body());
        assertThat(put("desk", "{}", "If-Match", tag(before)).text("/detail"))
                .isEqualTo(
                        "the desk has been changed by somebody else since it was read; read it again and decide anew");
        assertThat(errors(put("desk", "{'time-zone': 'Berlin', 'id': 1}")))
                .containsExactly("/time-zone: time-zone \"Berlin\" is not a time zone, such as Europe/Berlin or UTC");
        assertThat(put("desk", before.raw().body()).raw().body())
                .isEqualTo(before.raw().body());
        assertThat(send("DELETE", "desk", "").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @EnumSource
    void theDesksOwnCompanyCanBeRenamed(TestDatabase database) {
        server = server(database);

        var renamed = put("companies/0", "{'name': 'Acme Helpdesk'}");

        assertThat(renamed.raw().body()).isEqualTo("{\"id\":0,\"name\":\"Acme Helpdesk\",\"active\":true}");
        assertThat(put("companies/0", renamed.raw().body().replace("Acme Helpdesk", "This desk"))
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void aValueOfAListKeepsItsNumber(TestDatabase database) {
        server = server(database);
        var number = 1000 + DRAWN.incrementAndGet();
        var label = fresh("Network");

        var made = post("picklists/queue", "{'id': %d, 'label': '%s'}".formatted(number, label));

        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        assertThat(made.raw().body())
                .isEqualTo("{\"id\":%d,\"label\":\"%s\",\"active\":true}".formatted(number, label));
        assertThat(made.raw().headers().firstValue("Location")).hasValue("/api/v1/picklists/queue/" + number);
        var path = "picklists/queue/" + number;
        assertThat(put(path, made.raw().body()).raw().body())
                .isEqualTo(made.raw().body());
        var renamed = put(path, "{'label': '" + label + "s', 'active': false}");
        assertThat(renamed.raw().body())
                .isEqualTo("{\"id\":%d,\"label\":\"%ss\",\"active\":false}".formatted(number, label));
        assertThat(errors(put(path, "{'id': 7, 'label': 'x'}")))
                .containsExactly("/id: id is not %d, and a value keeps its number; leave it out".formatted(number));
        assertThat(errors(put("picklists/status/5", "{'label': 'Done', 'active': false}")))
                .containsExactly(
                        "/active: active is false, and the desk itself needs this value; only its label is yours");
        assertThat(get("picklists/status/99999").text("/detail")).isEqualTo("there is no status 99999");
        assertThat(get("picklists/nothing").status()).isEqualTo(404);
        assertThat(send("DELETE", path, "").status()).isEqualTo(405);
    }

    @ParameterizedTest
    @EnumSource
    void everyListOfTheDeskIsAnswered(PicklistName list) {
        assertThat(get("picklists/" + list.word()).status()).isEqualTo(list.isShapedByTheDesk() ? 200 : 404);
    }

    @Test
    void aLevelThatBecomesTheDefaultTakesThatFromTheFormer() {
        var first = made("service-levels", switchedOn(fresh("First")));
        var second = made("service-levels", switchedOn(fresh("Second")));

        assertThat(get(first).json().at("/default").booleanValue()).isFalse();
        assertThat(get(second).json().at("/default").booleanValue()).isTrue();
        put(second, least("service-levels", fresh("Third")));
        assertThat(get(second).json().at("/default").booleanValue()).isFalse();
    }

    private static String switchedOn(String name) {
        return "{'default': true, " + least("service-levels", name).substring(1);
    }

    @Test
    void theWholeDeskIsAnsweredAsASetupFile() {
        made("companies", "{'name': '" + fresh("Exported") + "'}");

        var file = send("GET", "setup?references=true", "", "Accept", "application/json");

        assertThat(file.raw().headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(file.json().propertyNames()).startsWith("desk", "picklists", "companies");
        assertThat(file.raw().body()).contains("${env:TOKEN_OF_ADMINISTRATOR}").doesNotContain(ADMIN);
        assertThat(new Admin(server, ApiServer.READ_TOKEN)
                        .send("GET", "/api/v1/setup", "", "Accept", "application/json")
                        .status())
                .isEqualTo(403);
        assertThat(new Admin(server, ApiServer.INTAKE_TOKEN)
                        .send("GET", "/api/v1/setup", "")
                        .status())
                .isEqualTo(403);
    }
}
