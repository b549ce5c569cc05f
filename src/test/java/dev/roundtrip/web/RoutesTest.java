package dev.roundtrip.web;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roundtrip.people.ApiUser;
import dev.roundtrip.people.Person;
import dev.roundtrip.people.Role;
import dev.roundtrip.people.Token;
import dev.roundtrip.testing.FakeEndpoint;
import dev.roundtrip.ticket.TicketEdit;
import dev.roundtrip.ticket.TicketField;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who may open which route. The framework is asked for all there are, and each is asked for by each kind of caller; what comes of it stands in
 * {@code routes.txt}. So a new route fails until somebody has said there who may open it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RoutesTest {
    private static final Path TABLE = Path.of("src/test/resources/routes.txt");
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z]+)(?::((?:[^{}]|\\{[^}]*})*))?}");
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** What forms cannot do without: a request that lacks it is refused before anybody is asked who sent it. */
    private static final Map<String, String> FIELDS = Map.of("count", "0", "place", "1", "on", "false", "version", "0");

    /** They say who looked, and when. */
    private static final Set<String> LOOKED = Set.of(
            "person_session",
            "last_use",
            "api_request",
            "security_event",
            "security_chain",
            "revision",
            "sqlite_sequence");

    /** What the filters of sign-in take before the framework sees it. */
    private static final List<PageServer.Route> OF_FILTERS =
            List.of(new PageServer.Route("POST", "/signin"), new PageServer.Route("POST", "/signout"));

    private final FakeEndpoint target = FakeEndpoint.start();
    private final PageServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<PageServer.Route> routes = new TreeSet<>(OF_FILTERS);

    RoutesTest(@TempDir Path data) {
        server = PageServer.reaching(target, data);
        routes.addAll(server.routes());
        var house = server.house;
        server.administrator();
        house.people()
                .add(
                        new Person(0, "reader@acme.example", "R. Eader", null, Role.READ_ONLY, null, true),
                        PageServer.PASSWORD);
        house.people()
                .add(
                        new Person(0, "spare@acme.example", "S. Pare", null, Role.READ_ONLY, null, true),
                        PageServer.PASSWORD);
        // What is rotated and deleted by this is none of the callers'.
        house.apiUsers().add(new ApiUser(0, "spare@acme.example", null, Set.of(), true), PageServer.PASSWORD);
        house.tokens().keep(new Token(0, "spare", Set.of(Token.Scope.READ), null), "spare-" + token(Token.Scope.READ));
        house.apiUsers().add(new ApiUser(0, "program@acme.example", null, Set.of(), true), PageServer.PASSWORD);
        for (var scope : Token.Scope.values()) {
            house.tokens().keep(new Token(0, scope.word(), Set.of(scope), null), token(scope));
        }
        house.tickets()
                .create(
                        TicketEdit.with()
                                .set(TicketField.TITLE, "Disk full")
                                .set(TicketField.COMPANY_ID, 0)
                                .build(),
                        dev.roundtrip.people.Actor.DESK);
    }

    private static String token(Token.Scope scope) {
        return scope.word() + "-token-of-forty-characters-and-a-few-more";
    }

    @AfterAll
    void close() {
        server.close();
        target.close();
    }

    private static boolean isForPrograms(PageServer.Route route) {
        return route.pattern().startsWith("/api/") || route.pattern().startsWith("/atservicesrest");
    }

    /** A caller, by what comes of a request: its route with all that is variable filled in. */
    private interface Caller {
        int ask(String method, String address);
    }

    private Map<String, Caller> people() {
        var callers = new LinkedHashMap<String, Caller>();
        callers.put("stranger", somebody(""));
        callers.put("read-only", somebody("reader@acme.example"));
        callers.put("technician", somebody(PageServer.LOGIN));
        callers.put("administrator", somebody(PageServer.ADMINISTRATOR));
        return callers;
    }

    /** Signs in again where the last request has ended the session. */
    private Caller somebody(String login) {
        var client = server.client();
        return (method, address) -> {
            if (!login.isEmpty() && client.get("/profile").statusCode() != 200) {
                server.clock.pass(Duration.ofSeconds(1)); // what was signed out everywhere was so until this moment
                var signedIn = client.signIn(login, PageServer.PASSWORD);
                assertThat(client.get("/profile").statusCode())
                        .as("%s, who is signed in before %s %s: %s", login, method, address, signedIn)
                        .isEqualTo(200);
            }
            var form = login.isEmpty() ? "/signin" : "/profile";
            var answer = method.equals("GET") ? client.get(address) : client.submit(form, address, FIELDS);
            var isSentAway =
                    answer.statusCode() == 302 && PageClient.location(answer).equals("/signin");
            // Whoever signs out is sent there too.
            return isSentAway && (login.isEmpty() || !address.endsWith("signout")) ? 401 : answer.statusCode();
        };
    }

    private Map<String, Caller> programs() {
        var callers = new LinkedHashMap<String, Caller>();
        callers.put("stranger", program());
        callers.put("intake", program("Authorization", "Bearer " + token(Token.Scope.INTAKE)));
        callers.put("read", program("Authorization", "Bearer " + token(Token.Scope.READ)));
        callers.put("admin", program("Authorization", "Bearer " + token(Token.Scope.ADMIN)));
        callers.put("integration", program("UserName", "program@acme.example", "Secret", PageServer.PASSWORD));
        return callers;
    }

    private Caller program(String... headers) {
        return (method, address) -> {
            var request = HttpRequest.newBuilder(URI.create(server.url() + address))
                    .header("Content-Type", "application/json")
                    .method(method, SAFE.contains(method) ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"));
            if (headers.length > 0) {
                request.headers(headers);
            }
            try {
                return http.send(request.build(), BodyHandlers.discarding()).statusCode();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        };
    }

    /** In the words of the table. */
    private static String word(int status) {
        return switch (status) {
            case 401 -> "who?";
            case 403 -> "no";
            default -> status < 500 ? "yes" : Integer.toString(status);
        };
    }

    /** The addresses that a pattern stands for, by the words that may stand at a place of it. */
    private Map<String, String> addresses(String pattern) {
        var variable = VARIABLE.matcher(pattern);
        if (!variable.find()) {
            return Map.of("", pattern);
        }
        var addresses = new LinkedHashMap<String, String>();
        var form = variable.group(2) == null ? "" : variable.group(2);
        var words = words(variable.group(1), form, pattern);
        for (var word : words) {
            var filled = pattern.substring(0, variable.start()) + word + pattern.substring(variable.end());
            var told = words.size() == 1 ? "" : word + " ";
            addresses(filled).forEach((more, address) -> addresses.put(told + more, address));
        }
        return addresses;
    }

    private List<String> words(String name, String form, String pattern) {
        if (form.matches("[a-zA-Z|-]+")) {
            return List.of(form.split("\\|"));
        }
        return switch (name) {
            case "number" -> List.of("T20261124.0001");
            case "name" -> List.of("icinga");
            case "part" -> List.of("queue", "users", "tokens");
            case "company" -> List.of("0");
            default -> List.of(Long.toString(id(pattern)));
        };
    }

    /** Of something that is there, so that nobody is told that it is not. */
    private long id(String pattern) {
        var house = server.house;
        if (pattern.contains("/callouts/")) {
            return house.callouts().all().getFirst().id();
        }
        if (pattern.contains("/rules/")) {
            return house.rules().all().getFirst().id();
        }
        if (pattern.contains("/deliveries/")) {
            return 1;
        }
        return pattern.contains("/people/")
                ? house.people().named("spare@acme.example").orElseThrow().id()
                : 1;
    }

    private void makeWhatIsThere() {
        server.house
                .setup()
                .apply("setup.yaml", """
                channels: [ { name: noc, kind: ntfy, url: "%s" } ]
                callouts: [ { name: Close alert, url: "%s", notify: { who: [] } } ]
                rules: [ { name: Done, when: [ created ], then: [ { callout: Close alert } ] } ]
                """.formatted(target.url("/topic"), target.url("/close")), Map.of(), false);
    }

    /** One line for all addresses of a route that are open to the same callers. */
    private List<String> lines(PageServer.Route route, Map<String, Caller> callers) {
        var alike = new TreeMap<String, List<String>>();
        makeWhatIsThere();
        addresses(route.pattern()).forEach((words, address) -> {
            var cells = callers.values().stream()
                    .map(caller -> "%-5s".formatted(word(caller.ask(route.method(), address))))
                    .collect(joining(" "));
            alike.computeIfAbsent(cells, _ -> new ArrayList<>()).add(words);
        });
        var shown = VARIABLE.matcher(route.pattern())
                .replaceAll(found -> found.group(2) != null && found.group(2).matches("[a-zA-Z|-]+")
                        ? "{" + found.group(2) + "}"
                        : "{" + found.group(1) + "}");
        return alike.entrySet().stream()
                .map(entry -> "%s  %-6s %s%s"
                        .formatted(
                                entry.getKey(),
                                route.method(),
                                shown,
                                alike.size() == 1
                                        ? ""
                                        : "  # "
                                                + entry.getValue().stream()
                                                        .map(String::strip)
                                                        .collect(joining(", "))))
                .toList();
    }

    private List<String> table() throws IOException {
        try (Stream<String> lines = Files.lines(TABLE, StandardCharsets.UTF_8)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    /** No browser sends a form of this desk that it did not get from this desk. */
    @Test
    void refuseAFormWithoutItsToken() {
        makeWhatIsThere();
        var client = server.administrator();
        var taken = routes.stream()
                .filter(route -> !isForPrograms(route) && !SAFE.contains(route.method()))
                // Anybody may send to it: it stands for a monitoring system.
                .filter(route -> !route.pattern().startsWith("/practice/"))
                .flatMap(route -> addresses(route.pattern()).values().stream())
                .filter(address -> client.post(address, FIELDS).statusCode() != 403)
                .toList();

        assertThat(taken).isEmpty();
        assertThat(client.get("/profile").statusCode()).as("still signed in").isEqualTo(200);
    }

    /** Who only looks changes nothing: a picture, or a link that a program follows ahead, does no harm. */
    @Test
    void changeNothingWhenTheyAreOnlyLookedAt() {
        makeWhatIsThere();
        var callers = List.of(
                somebody(PageServer.ADMINISTRATOR),
                program("Authorization", "Bearer " + token(Token.Scope.ADMIN)),
                program("UserName", "program@acme.example", "Secret", PageServer.PASSWORD));
        callers.forEach(caller -> caller.ask("GET", "/tickets"));
        var before = content();

        for (var route : routes) {
            if (route.method().equals("GET") && !route.pattern().startsWith("/practice/")) {
                for (var address : addresses(route.pattern()).values()) {
                    callers.forEach(caller -> caller.ask("GET", address));
                }
            }
        }

        assertThat(content()).isEqualTo(before);
    }

    /** All rows of all tables, but of those that say who looked. */
    private Map<String, List<Map<String, Object>>> content() {
        var jdbc = server.house.store().jdbc();
        var tables = jdbc.sql("select name from sqlite_master where type = 'table' order by name")
                .query(String.class)
                .list();
        tables.removeAll(LOOKED);
        var content = new TreeMap<String, List<Map<String, Object>>>();
        tables.forEach(table ->
                content.put(table, jdbc.sql("select * from " + table).query().listOfRows()));
        return content;
    }

    @Test
    void areOpenToThoseWhomTheTableNames() throws Exception {
        var found = new ArrayList<String>();
        var people = people();
        var programs = programs();
        routes.stream().filter(route -> !isForPrograms(route)).forEach(route -> found.addAll(lines(route, people)));
        routes.stream().filter(RoutesTest::isForPrograms).forEach(route -> found.addAll(lines(route, programs)));
        Files.write(Path.of("target/routes.txt"), found);

        assertThat(found).containsExactlyElementsOf(table());
    }
}
